"""People at home: the links of rooms, which are hidden until one person is host for those at home
(docs/decisions/0055-people-at-home.md)."""

from typing import Any

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.refusals import Refused
from openspace.languages.text import _

LINKS = ("call_link", "caption_link")
"""Columns of a room."""

RECORDED = {"": "", "no": "not recorded", "yes": "recorded"}
"""Whether a session in the room is recorded: value → what paper says. Empty: nobody said."""


def links_are_shown(about: Row) -> bool:
    """Return whether everybody sees the links of rooms. `about` is the gathering's row."""
    return bool(about["home_host"])


def access_of(room: Row) -> str:
    """Return what paper says of the room's access. The links are on no paper: whoever finds it could call
    in."""
    loop = _("induction loop") if room["induction_loop"] else ""
    recorded = RECORDED.get(room["recorded"] or "", "")
    facts = (room["access"], loop, _(recorded) if recorded else "")
    return " · ".join(fact for fact in facts if fact)


def home_columns(
    call_link: str, caption_link: str, induction_loop: bool, recorded: str
) -> dict[str, Any]:
    """Return these columns of a room, cleaned. Raises Refused."""
    if recorded not in RECORDED:
        raise Refused("not_a_choice", field="recorded", choices=list(RECORDED))
    return {
        "call_link": text.https_link(call_link),
        "caption_link": text.https_link(caption_link),
        "induction_loop": induction_loop,
        "recorded": recorded,
    }


def rooms_with_links(rooms: list[Any]) -> list[Row]:
    return [room for room in rooms if any(room[link] for link in LINKS)]

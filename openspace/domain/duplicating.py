"""“Same again”: the description of a new gathering from an earlier one. It has rooms, times, texts and
settings; it has no people, and nothing that people wrote."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain.gathering import Gathering
from openspace.domain.keeping import kept_days
from openspace.domain.opening import day_of
from openspace.domain.refusals import Refused
from openspace.domain.settings import setting
from openspace.domain.tables import Slot

_TEXTS = (
    *("title", "theme", "statement", "sponsor", "community", "venue", "timezone"),
    *("welcome", "law", "motto", "naming", "language"),
)
_SETTINGS = ("cells_each", "topics_each", "approval", "report_minutes")
_OF_A_PERSON = ("person", "wears", "where", "phone")
"""Texts about help that are about today's support person."""

_OF_ROOM = {
    "name": "",
    "capacity": None,
    "access": "",
    "folded": False,
    "call_link": "",
    "caption_link": "",
    "induction_loop": False,
    "recorded": "",
}
"""Columns of a room, each with its value if it is empty."""


def description_of(gathering: Gathering, starts_on: str) -> dict[str, Any]:
    """Return the JSON of `POST /api/gatherings` for the same gathering from the day `starts_on` on.

    All times move by whole days and keep the time on the clock, also if the clocks change between. It is not
    listed, and nobody is named in it: who gives an item, gives support, or is host for those at home, is said
    anew. Until then the links of its rooms are hidden. Raises Refused.
    """
    about = gathering.info
    first = _first_day(gathering)
    begin = date.fromisoformat(day_of(starts_on))
    days = begin - first if first else timedelta(0)
    people_days, book_days = kept_days(about)
    zone = ZoneInfo(about["timezone"] or "UTC")
    return {
        **{name: about[name] or "" for name in _TEXTS},  # type: ignore[literal-required]
        **{name: setting(about, name) for name in _SETTINGS},
        "principles": about["principles"],
        "opens_early": about["opens_early"],
        "announcing": about["announcing"],
        "announce_seconds": about["announce_seconds"],
        "planning": about["planning"],
        "places": about["places"] or 0,
        "bells": about["bells"],
        "wifi": about["wifi"],
        "size": about["size"] or 0,
        "people_kept_days": people_days,
        "book_kept_days": book_days,
        "help": {key: text for key, text in about["help"].items() if key not in _OF_A_PERSON},
        "invitation": {k: text for k, text in about["invitation"].items() if k != "support"},
        "responsible": dict(about["responsible"]),
        "starts_on": begin.isoformat(),
        "ends_on": _moved(about["ends_on"], days) if about["ends_on"] else "",
        "rooms": [
            {name: row[name] or default for name, default in _OF_ROOM.items()}
            for row in map(dict, gathering.rooms)
        ],
        "slots": [_slot(slot, days, zone) for slot in gathering.slots],
    }


def _first_day(gathering: Gathering) -> date | None:
    days = [slot["day"] for slot in gathering.slots]
    days += [gathering.info["starts_on"]] if gathering.info["starts_on"] else []
    return min(map(date.fromisoformat, days), default=None)


def _slot(slot: Slot, days: timedelta, zone: ZoneInfo) -> dict[str, str]:
    starts, ends = (datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at"))
    new_start, new_end = (_same_time(moment.astimezone(zone), days) for moment in (starts, ends))
    if new_end.timestamp() <= new_start.timestamp():
        # The clocks change within the slot, here or there: keep its length.
        new_end = datetime.fromtimestamp(new_start.timestamp(), zone) + (ends - starts)
    return {
        "starts_at": new_start.isoformat(),
        "ends_at": new_end.isoformat(),
        "label": slot["label"] or "",
        "kind": slot["kind"],
        "about": slot["about"] or "",
    }


def _same_time(moment: datetime, days: timedelta) -> datetime:
    """Return the same time on the clock, so many days later. Arithmetic of one time zone keeps the clock."""
    try:
        return moment + days
    except OverflowError:
        raise Refused("bad_day", given=str(days)) from None


def _moved(day: str, days: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + days).isoformat()
    except OverflowError:
        raise Refused("bad_day", given=day) from None

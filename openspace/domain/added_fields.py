"""Computes the fields that a viewer sees besides a row's columns. `added.py` declares them.

`own` is the viewer's key if the row concerns them, else None.
"""

from collections.abc import Callable
from typing import Any, cast

from openspace.domain import sentences
from openspace.domain.action_groups import joined
from openspace.domain.answers import shown_answers
from openspace.domain.change import Row
from openspace.domain.contacts import contact_of_other
from openspace.domain.conveners import conveners_shown
from openspace.domain.evidence import live_kind
from openspace.domain.gathering import Gathering
from openspace.domain.people_at_home import LINKS, links_are_shown
from openspace.domain.settings import settings
from openspace.domain.tables import CATALOGUE, TABLES, Evidence
from openspace.domain.wifi import shown_wifi


def _more_of_gathering(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {**settings(row), "wifi": shown_wifi(row)}


def _more_of_room(gathering: Gathering, row: Row, own: str | None) -> Row:
    are_shown = links_are_shown(gathering.info)
    return {name: (row[name] or "") if are_shown else "" for name in LINKS}


def _more_of_slot(gathering: Gathering, row: Row, own: str | None) -> Row:
    names_people = gathering.info["naming"] == "choice"
    return {"given_by": (row["given_by"] or "") if names_people else ""}


def _more_of_topic(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {
        **conveners_shown(gathering, row),
        **(_of_own_topic(gathering, row, own) if own else {}),
    }


def _of_own_topic(gathering: Gathering, row: Row, own: str) -> Row:
    column = "second_shown_as" if own == row["second"] else "shown_as"
    return {
        "mine": True,
        "own_name": gathering.shown_name(row[column]),
        **({"shared": True} if row["second"] else {}),
    }


def _typed_initiator(gathering: Gathering, row: Row) -> Row:
    """Add the mark only to a note that is signed with the same name. On any other note its absence would
    reveal the author."""
    name = gathering.shown_name(row["initiator"])
    is_own = name is None or name == gathering.shown_name(row["shown_as"])
    return {} if is_own else {"initiator_typed": True}


def _more_of_session(gathering: Gathering, row: Row, own: str | None) -> Row:
    topic = gathering.row("topics", row["topic"])
    is_covered = topic is not None and topic["covered"]
    return {
        "place": "" if is_covered else (row["place"] or ""),
        "has_note_taker": row["note_taker"] is not None,
        "note_taker_name": gathering.shown_name(row["note_taker_shown_as"]),
        **({"note_taking": True} if own else {}),
    }


def _more_of_note(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {
        "by_name": gathering.shown_name(row["shown_as"]),
        "initiator_name": gathering.shown_name(row["initiator"]),
        **_typed_initiator(gathering, row),
        **joined(gathering, row),
        **({"answers": shown_answers(gathering, row)} if row["answers"] else {}),
        **({"mine": True, "named": row["shown_as"] is not None} if own else {}),
    }


def _more_of_evidence(gathering: Gathering, row: Row, own: str | None) -> Row:
    item = cast(Evidence, row)
    of_own = {"mine": True, "named": row["shown_as"] is not None, "own_kind": row["kind"]}
    return {
        "by_name": gathering.shown_name(row["shown_as"]),
        "kind": live_kind(item),
        **(of_own if own else {}),
    }


def _more_of_person(gathering: Gathering, row: Row, own: str | None) -> Row:
    if own:
        return {"mine": True}
    return {"contact": row["contact"] if row["contact_listed"] else None}


def _more_of_notice(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {
        "text": sentences.of_notice(row),
        "swap": row["kind"] == "swap",
        **({"mine": True} if own else {}),
    }


def _added_for_owner(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {"mine": True} if own else {}


def _more_of_following(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {"followed": row["companion"] is not None, "mine": True} if own else {}


def _more_of_introduction(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {"contact": contact_of_other(gathering, row), "mine": True} if own else {}


def _more_of_join(gathering: Gathering, row: Row, own: str | None) -> Row:
    return {"name": gathering.shown_name(row["shown_as"]), "mine": True} if own else {}


MORE: dict[str, Callable[[Any, Row, str | None], Row]] = {
    **{table: _added_for_owner for table in TABLES if "mine" in CATALOGUE[table].added},
    "rooms": _more_of_room,
    "slots": _more_of_slot,
    "topics": _more_of_topic,
    "sessions": _more_of_session,
    "notes": _more_of_note,
    "evidence": _more_of_evidence,
    "people": _more_of_person,
    "notices": _more_of_notice,
    "introductions": _more_of_introduction,
    "followings": _more_of_following,
    "joins": _more_of_join,
    "gatherings": _more_of_gathering,
}
"""Table → the function that computes its added fields. Most tables only mark the rows of their owner."""

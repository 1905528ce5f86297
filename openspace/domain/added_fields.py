"""Computes the fields that a viewer sees besides a row's columns. `added.py` declares them."""

from collections.abc import Callable
from typing import Any, cast

from openspace.domain import sentences
from openspace.domain.action_groups import joined
from openspace.domain.answers import shown_answers
from openspace.domain.change import Row
from openspace.domain.contacts import contact_of_other
from openspace.domain.evidence import live_kind
from openspace.domain.gathering import Gathering
from openspace.domain.home import LINKS, links_are_shown
from openspace.domain.settings import settings
from openspace.domain.tables import Evidence
from openspace.domain.wifi import shown_wifi


def _more_of_gathering(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {**settings(row), "wifi": shown_wifi(row)}


def _more_of_room(gathering: Gathering, row: Row, mine: bool) -> Row:
    are_shown = links_are_shown(gathering.info)
    return {name: (row[name] or "") if are_shown else "" for name in LINKS}


def _more_of_slot(gathering: Gathering, row: Row, mine: bool) -> Row:
    names_people = gathering.info["naming"] == "choice"
    return {"given_by": (row["given_by"] or "") if names_people else ""}


def _more_of_topic(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {
        "convener_name": gathering.shown_name(row["shown_as"]),
        **_typed(gathering, "convener_typed", row["shown_as"]),
        **({"mine": True} if mine else {}),
    }


def _typed(gathering: Gathering, column: str, person: str | None) -> Row:
    """Return `{column: True}` if the displayed name was typed by somebody else than that person."""
    known = gathering.row("people", person) if person else None
    is_typed = known is not None and known["kept_by"] is not None
    return {column: True} if is_typed and gathering.shown_name(person) else {}


def _typed_initiator(gathering: Gathering, row: Row) -> Row:
    """Add the mark only to a note that is signed with the same name. On any other note its absence would
    reveal the author."""
    name = gathering.shown_name(row["initiator"])
    is_own = name is None or name == gathering.shown_name(row["shown_as"])
    return {} if is_own else {"initiator_typed": True}


def _more_of_session(gathering: Gathering, row: Row, mine: bool) -> Row:
    topic = gathering.row("topics", row["topic"])
    is_covered = topic is not None and topic["covered"]
    return {
        "place": "" if is_covered else (row["place"] or ""),
        "has_note_taker": row["note_taker"] is not None,
        "note_taker_name": gathering.shown_name(row["note_taker_shown_as"]),
        **({"note_taking": True} if mine else {}),
    }


def _more_of_note(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {
        "by_name": gathering.shown_name(row["shown_as"]),
        "initiator_name": gathering.shown_name(row["initiator"]),
        **_typed_initiator(gathering, row),
        **joined(gathering, row),
        **({"answers": shown_answers(gathering, row)} if row["answers"] else {}),
        **({"mine": True, "named": row["shown_as"] is not None} if mine else {}),
    }


def _more_of_evidence(gathering: Gathering, row: Row, mine: bool) -> Row:
    item = cast(Evidence, row)
    own = {"mine": True, "named": row["shown_as"] is not None, "own_kind": row["kind"]}
    return {
        "by_name": gathering.shown_name(row["shown_as"]),
        "kind": live_kind(item),
        **(own if mine else {}),
    }


def _more_of_person(gathering: Gathering, row: Row, mine: bool) -> Row:
    if mine:
        return {"mine": True}
    return {"contact": row["contact"] if row["contact_listed"] else None}


def _more_of_notice(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {
        "text": sentences.of_notice(row),
        "swap": row["kind"] == "swap",
        **({"mine": True} if mine else {}),
    }


def _added_for_owner(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {"mine": True} if mine else {}


def _more_of_following(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {"followed": row["companion"] is not None, "mine": True} if mine else {}


def _more_of_introduction(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {"contact": contact_of_other(gathering, row), "mine": True} if mine else {}


def _more_of_join(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {"name": gathering.shown_name(row["shown_as"]), "mine": True} if mine else {}


MORE: dict[str, Callable[[Any, Row, bool], Row]] = {
    "rooms": _more_of_room,
    "slots": _more_of_slot,
    "topics": _more_of_topic,
    "sessions": _more_of_session,
    "notes": _more_of_note,
    "evidence": _more_of_evidence,
    "people": _more_of_person,
    "interests": _added_for_owner,
    "notices": _more_of_notice,
    "mutes": _added_for_owner,
    "rests": _added_for_owner,
    "reports": _added_for_owner,
    "flags": _added_for_owner,
    "plans": _added_for_owner,
    "wishes": _added_for_owner,
    "introductions": _more_of_introduction,
    "offers": _added_for_owner,
    "visits": _added_for_owner,
    "followings": _more_of_following,
    "joins": _more_of_join,
    "issues": _added_for_owner,
    "gatherings": _more_of_gathering,
}

"""A published version of the book: the gathering as it was then, with what people chose since.

Text stays as it was published, or it would be no version. Names, pictures and what somebody took back
follow today's choice, always to the side of the person: see docs/decisions/0004-editions.md.
"""

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering

_NAMES = {
    "topics": ("shown_as",),
    "sessions": ("note_taker_shown_as",),
    "notes": ("shown_as", "initiator"),
}


def as_published(then: Gathering, today: Gathering) -> Gathering:
    """`then` (from `Ledger.at`, so with people as they are today) as it may be shown today."""
    tables = {
        **then.tables,
        "gatherings": {then.code: _about(then.about, today.about)},
        "topics": {row["id"]: _topic(row, today) for row in then.rows("topics")},
        "sessions": {row["id"]: _named("sessions", row, today) for row in then.rows("sessions")},
        "notes": {row["id"]: row for note in then.rows("notes") if (row := _note(note, today))},
        "interests": {
            row["id"]: row for row in then.rows("interests") if today.row("interests", row["id"])
        },
    }
    return Gathering(then.seq, tables, then.at)


def _about(then: Row, today: Row) -> Row:
    """Who spoke while nobody was to be named stays unnamed, and so does everybody if that holds now."""
    naming = "none" if "none" in (then["naming"], today["naming"]) else then["naming"]
    still_credited = set(today["book"].get("credits", ()))
    credits = [person for person in then["book"].get("credits", ()) if person in still_credited]
    return {**then, "naming": naming, "book": {**then["book"], "credits": credits}}


def _topic(then: Row, today: Gathering) -> Row:
    now = today.row("topics", then["id"]) or {"hidden": True, "withdrawn": True}
    gone = {column: bool(then[column] or now[column]) for column in ("hidden", "withdrawn")}
    return {**_named("topics", then, today), **gone}


def _note(then: Row, today: Gathering) -> Row | None:
    """None for a note that was retracted, or of which nothing is left without its picture."""
    now = today.row("notes", then["id"])
    if now is None:
        return None
    row = {**_named("notes", then, today), "hidden": bool(then["hidden"] or now["hidden"])}
    if then["photo"] and now["photo"] != then["photo"]:
        row |= {"photo": "", "alt": ""}
    return row if row["text"] or row["url"] or row["photo"] else None


def _named(table: str, then: Row, today: Gathering) -> Row:
    """A name stands only where the same one still stands today."""
    now = today.row(table, then["id"]) or {}
    return {
        **then,
        **{c: then[c] if now.get(c) == then[c] else None for c in _NAMES[table]},
    }

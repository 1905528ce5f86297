"""A published edition of the book: the gathering as it was then, with people's later choices applied.

Its topics, notes, agenda and the host's texts stay as they were published. Content that people retracted or
edited away since is removed: see docs/decisions/0004-editions.md.
"""

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.taken_back import without_what_was_taken_back


def as_published(then: Gathering, today: Gathering) -> Gathering:
    """Return `then` (from `Ledger.at`, so with people as they are today) as it may be shown today."""
    tables = {
        **then.tables,
        "gatherings": {then.code: _about(then.info, today.info)},
        "slots": {row["id"]: _row_of_then("slots", row, today) for row in then.rows("slots")},
        "topics": {row["id"]: _topic(row, today) for row in then.rows("topics")},
        "sessions": {
            row["id"]: _row_of_then("sessions", row, today) for row in then.rows("sessions")
        },
        "notes": {row["id"]: row for note in then.rows("notes") if (row := _note(note, today))},
        "evidence": {
            row["id"]: row
            for item in then.rows("evidence")
            if (row := _item_of_then("evidence", item, today))
        },
        "joins": {
            row["id"]: row
            for join in then.rows("joins")
            if (row := without_what_was_taken_back("joins", join, today))
        },
        "issues": {
            row["id"]: row
            for item in then.rows("issues")
            if (row := _item_of_then("issues", item, today))
        },
        "interests": {
            row["id"]: row for row in then.rows("interests") if today.row("interests", row["id"])
        },
    }
    return Gathering(then.seq, tables, then.at)


def _about(then: Row, today: Row) -> Row:
    """People stay unnamed if the gathering named nobody then, or names nobody now."""
    naming = "none" if "none" in (then["naming"], today["naming"]) else then["naming"]
    still_credited = set(today["book"].get("credits", ()))
    credits = [person for person in then["book"].get("credits", ()) if person in still_credited]
    return {**then, "naming": naming, "book": {**then["book"], "credits": credits}}


def _topic(then: Row, today: Gathering) -> Row:
    now = today.row("topics", then["id"]) or {"hidden": True, "withdrawn": True}
    gone = {column: bool(then[column] or now[column]) for column in ("hidden", "withdrawn")}
    covered = bool(now.get("covered"))
    return {**_row_of_then("topics", then, today), **gone, "covered": covered}


def _note(then: Row, today: Gathering) -> Row | None:
    """Return None for a note that was retracted, or that is empty without its photo."""
    row = _item_of_then("notes", then, today)
    return row if row and (row["text"] or row["url"] or row["photo"]) else None


def _item_of_then(table: str, then: Row, today: Gathering) -> Row | None:
    """Return None for an item that was retracted."""
    row = without_what_was_taken_back(table, then, today)
    now = today.row(table, then["id"])
    if row is None or now is None:
        return None
    # Covering is for the moment: an edition that was published meanwhile shows the item again afterwards.
    return {**row, "hidden": bool(then["hidden"] or now["hidden"]), "covered": now["covered"]}


def _row_of_then(table: str, then: Row, today: Gathering) -> Row:
    return without_what_was_taken_back(table, then, today) or then

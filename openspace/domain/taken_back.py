"""Removes retracted content from an earlier row: for the clean-up of the log, and for earlier editions of the
book.

In doubt it favours the person: texts are today's, names and photos are kept only if the row still has them,
and a row that is gone is removed.
"""

from openspace.domain.change import Change, Row
from openspace.domain.gathering import is_placed
from openspace.domain.stream import Stream
from openspace.domain.tables import CATALOGUE

_STAY_WHEN_DROPPED = ("sessions", "topics", "rooms", "slots")
"""Tables whose rows stay in the log when they are dropped; those of all others leave it. An earlier edition
may need a session where it was, which needs its room and slot. Topics are dropped only by an erasure, which
rewrites the log itself."""


def without_what_was_taken_back(table: str, row: Row, today: Stream) -> Row | None:
    """Return `row` as it may be stored and shown, given the newest state `today`; None if it may not."""
    now = today.row(table, row["id"])
    if now is None and table == "slots":
        return {**row, "given_by": ""} if row.get("given_by") else row
    if now is None or (table == "sessions" and not is_placed(now)):
        return _without_place(row) if table in _STAY_WHEN_DROPPED else None
    declared = CATALOGUE[table]
    kept = {**row, **{column: now[column] for column in declared.words + declared.unmarked}}
    kept |= {c: None for c in declared.shown_names if now[c] != row[c]}
    if table == "sessions" and row.get("place") != now["place"]:
        kept["place"] = ""  # what the session has today belongs to another time
    if table == "notes" and row["photo"] != now["photo"]:
        kept |= {"photo": "", "alt": ""}
    return kept


def _without_place(row: Row) -> Row:
    """Return the row of a session without the words of its free place."""
    return {**row, "place": ""} if row.get("place") else row


def cleaned_change(change: Change, today: Stream) -> Change:
    """Return a logged change without retracted content."""
    puts = {
        table: rows
        if table == "people"  # ids alone
        else [
            kept
            for row in rows
            if (kept := without_what_was_taken_back(table, row, today)) is not None
        ]
        for table, rows in change.puts.items()
    }
    return Change(change.seq, change.name, change.at, change.by, puts, change.drops)

"""What may be left of an earlier row: for the log, which forgets by it, and for earlier editions of the book.

Always to the side of the person: words are today's, names and pictures stand only where the same ones still
stand, and a row that is gone is gone.
"""

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering, has_cell
from openspace.domain.tables import CATALOGUE

_GONE_FOR_GOOD = ("notes", "news", "notices", "interests", "mutes")
"""Tables whose rows leave the log when they are dropped. A session's may be asked for by an earlier edition,
and topics are dropped by an erasure alone, which rewrites the log itself."""


def without_what_was_taken_back(table: str, row: Row, today: Gathering) -> Row | None:
    """`row` as it may be kept and shown of earlier, with `today` as the newest; None: not at all."""
    now = today.row(table, row["id"])
    if now is None or (table == "sessions" and not has_cell(now)):
        return None if table in _GONE_FOR_GOOD else row
    declared = CATALOGUE[table]
    kept = {**row, **{column: now[column] for column in declared.words + declared.unmarked}}
    kept |= {c: None for c in declared.shown_names if now[c] != row[c]}
    if table == "notes" and row["photo"] != now["photo"]:
        kept |= {"photo": "", "alt": ""}
    return kept


def cleaned_change(change: Change, today: Gathering) -> Change:
    """`change`, out of the log, as it may stay there."""
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

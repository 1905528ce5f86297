"""Removes retracted and overwritten content from the log."""

from collections.abc import Collection

from openspace.domain.stream import Stream
from openspace.domain.taken_back import cleaned_change
from openspace.ledger.sql.connection import Connection
from openspace.ledger.sql.log import stored_changes, write_change
from openspace.ledger.sql.meta import mark_scrub_due


def seqs_to_clean(db: Connection, today: Stream) -> set[int]:
    """Return the seqs of the changes that contain words, names or photos that `today` does not have any
    more."""
    return {
        change.seq
        for change in stored_changes(db, today.code)
        if cleaned_change(change, today) != change
    }


def rewrite_cleaned(db: Connection, today: Stream, seqs: Collection[int]) -> None:
    """Rewrite the changes `seqs` without the retracted content. Call it in a transaction."""
    for change in stored_changes(db, today.code, seqs):
        write_change(db, today.code, cleaned_change(change, today))
    mark_scrub_due(db)

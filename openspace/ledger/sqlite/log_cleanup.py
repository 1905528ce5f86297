"""Takes out of the log in SQLite what people retracted or edited away."""

from collections.abc import Collection

from openspace.domain.gathering import Gathering
from openspace.domain.taken_back import cleaned_change
from openspace.ledger.sqlite.connection import Connection
from openspace.ledger.sqlite.erasing import mark_scrub_due, stored_changes, write_change


def seqs_to_clean(db: Connection, today: Gathering) -> set[int]:
    """Seqs of the changes that hold words, names or pictures which `today` does not any more."""
    return {
        change.seq
        for change in stored_changes(db, today.code)
        if cleaned_change(change, today) != change
    }


def rewrite_cleaned(db: Connection, today: Gathering, seqs: Collection[int]) -> None:
    """In a transaction."""
    for change in stored_changes(db, today.code, seqs):
        write_change(db, today.code, cleaned_change(change, today))
    mark_scrub_due(db)

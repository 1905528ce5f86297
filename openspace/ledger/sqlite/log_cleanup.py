"""Takes out of the log in SQLite what people retracted or edited away."""

from collections.abc import Collection

from openspace.domain.gathering import Gathering
from openspace.domain.taken_back import change_without_what_was_taken_back
from openspace.ledger.sqlite.connection import Connection
from openspace.ledger.sqlite.erasing import remember_to_wipe, stored_changes, write_change


def changes_with_what_was_taken_back(db: Connection, today: Gathering) -> set[int]:
    """Seqs of the changes that hold words, names or pictures which `today` does not any more."""
    return {
        change.seq
        for change in stored_changes(db, today.code)
        if change_without_what_was_taken_back(change, today) != change
    }


def rewrite_without_what_was_taken_back(
    db: Connection, today: Gathering, seqs: Collection[int]
) -> None:
    """In a transaction."""
    for change in stored_changes(db, today.code, seqs):
        write_change(db, today.code, change_without_what_was_taken_back(change, today))
    remember_to_wipe(db)

"""What is sent to a client that catches up: each row once, or the hint that it must fetch the state."""

from collections.abc import Sequence

from openspace.domain.audience import is_quiet
from openspace.domain.change import ERASING, Change
from openspace.domain.stream import Stream


def without_repeats(changes: Sequence[Change]) -> list[Change]:
    """Return `changes` with each row only in the last change that touches it.

    Rows in one change may belong to one person, for example those that got a new name. A client that catches
    up later must not learn that from rows that have no name any more.
    """
    later: set[tuple[str, str]] = set()
    kept: list[Change] = []
    for change in reversed(changes):
        # Others do not get the rows of a quiet change, so they need an earlier one.
        touched = {one for one in change.touched if not is_quiet(change, one[0])}
        kept.append(change if later.isdisjoint(touched) else _without(change, later))
        later |= touched
    return kept[::-1]


def _without(change: Change, later: set[tuple[str, str]]) -> Change:
    """Return the change without the rows in `later`, (table, id)."""
    if change.touched <= later:
        return Change(change.seq, change.name, change.at, change.by)
    puts = {
        table: left
        for table, rows in change.puts.items()
        if (left := [row for row in rows if (table, row["id"]) not in later])
    }
    drops = {
        table: kept
        for table, ids in change.drops.items()
        if (kept := [id for id in ids if (table, id) not in later])
    }
    return Change(change.seq, change.name, change.at, change.by, puts, drops)


def needs_fresh_state(stream: Stream, change: Change) -> bool:
    """Return whether clients must fetch the state instead of getting this change.

    That is so after an erasure, or when somebody took their name off everything at once: the list of affected
    rows would reveal that one person made them. It is also so when the gathering stops naming people: the
    list would reveal which items had a name.
    """
    if change.name in ERASING:
        return True
    if change.name == "edit_gathering":
        # The rooms show their links, or hide them.
        return bool(set(change.puts) - {"gatherings", "rooms"}) and stream.info["naming"] == "none"
    if change.name != "edit_me" or set(change.puts) <= {"people"}:
        return False
    renamed = (stream.row("people", row["id"]) for row in change.puts.get("people", ()))
    return not any(row and row["name"] for row in renamed)

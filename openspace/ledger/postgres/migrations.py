"""Migrations of an older version's store, step by step. A newer version's store is refused.

The number of steps that a store has had is in the table `house`. An added column or table needs no step,
because `schema.make_tables` adds it.
"""

from collections.abc import Callable

from openspace.ledger.port import Unwritable
from openspace.ledger.postgres.schema import delete_statistics
from openspace.ledger.sql import meta
from openspace.ledger.sql.columns import stored_tables
from openspace.ledger.sql.connection import Statements
from openspace.ledger.version import own_version

STEPS: list[Callable[[Statements], None]] = [delete_statistics]
"""Each step takes the connection, in the transaction that also made missing tables."""

_STEPS = "steps"
_WRITTEN_BY = "written by"


def is_up_to_date(db: Statements) -> bool:
    return _steps_of(db) == len(STEPS)


def check_not_newer(db: Statements, there: dict[str, set[str]], name: str) -> None:
    """Raise Unwritable for a store of a newer version, which this version could damage. `there` are its
    columns."""
    unknown = any(
        there.get(t, set()) - columns.keys() for t, (columns, _) in stored_tables().items()
    )
    if unknown or _steps_of(db) > len(STEPS):
        writer = meta.value(db, _WRITTEN_BY)
        raise Unwritable(
            f"{name} was written by a newer openspace{f' ({writer.decode()})' if writer else ''}, and is "
            f"left as it is. This is version {own_version()}: install the newer one."
        )


def mark_up_to_date(db: Statements) -> None:
    meta.keep(db, _STEPS, str(len(STEPS)).encode())
    meta.keep(db, _WRITTEN_BY, own_version().encode())


def run_missing_steps(db: Statements) -> None:
    for step in STEPS[_steps_of(db) :]:
        step(db)
    mark_up_to_date(db)


def _steps_of(db: Statements) -> int:
    return int(meta.value(db, _STEPS) or b"0")

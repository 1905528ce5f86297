"""Items that their author took back and that are removed one by one.

Their ids are stored as handles, because a list of one person's items would link them.
"""

from collections.abc import Iterable

from openspace.domain.erasing import Item
from openspace.ledger.sql.connection import Connection


def keep(db: Connection, code: str, later: Iterable[tuple[str, str, str]]) -> None:
    """Schedule the removal of each (table, id, time)."""
    for table, id, at in later:
        values = [code, table, db.handles.seal_item(code, table, id), at]
        db.execute(
            "INSERT INTO leaving (gathering, item_table, item, at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (gathering, item_table, item) DO UPDATE SET at = excluded.at",
            values,
        )


def mark_removed(db: Connection, code: str, items: Iterable[Item]) -> None:
    """Delete the items from the schedule."""
    for table, id in items:
        db.execute(
            "DELETE FROM leaving WHERE gathering = ? AND item_table = ? AND item = ?",
            [code, table, db.handles.seal_item(code, table, id)],
        )


def codes_due(db: Connection, until: str) -> list[str]:
    rows = db.execute("SELECT DISTINCT gathering FROM leaving WHERE at <= ?", [until])
    return [code for (code,) in rows]


def due(db: Connection, code: str, until: str) -> list[Item]:
    rows = db.execute(
        "SELECT item_table, item FROM leaving WHERE gathering = ? AND at <= ? ORDER BY at",
        [code, until],
    )
    found = [(table, db.handles.open_item(code, table, handle)) for table, handle in rows]
    return [(table, id) for table, id in found if id]

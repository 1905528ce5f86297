"""The port HostLog in tables."""

from collections.abc import Iterable

from openspace.domain.host_actions import MOST_KEPT, SIGNED_IN, HostAction
from openspace.ledger.sql.connection import Connection, Statements
from openspace.ledger.sql.transactions import Transactions


class SqlHostLog(Transactions):
    def host_actions(self, code: str) -> list[HostAction]:
        with self._read_on_own_connection() as db:
            found = db.execute(
                "SELECT at, device, name, about FROM host_actions WHERE gathering = ? "
                "ORDER BY number DESC LIMIT ?",
                [code, MOST_KEPT],
            )
            return [HostAction(*values) for values in found][::-1]

    def keep_host_action(self, code: str, action: HostAction) -> None:
        with self._transaction(code) as db:
            keep(db, code, [action])

    def number_host_device(self, code: str, at: str) -> int:
        with self._transaction(code) as db:
            device = 1 + _most(db, "device", code)
            keep(db, code, [HostAction(at, device, SIGNED_IN)])
            return device


def keep(db: Connection, code: str, actions: Iterable[HostAction]) -> None:
    """Add entries. Call it in the transaction of what they tell."""
    newest = _most(db, "number", code)
    for action in actions:
        newest += 1
        values = (action.at, action.device, action.name, action.about)
        db.execute(
            "INSERT INTO host_actions (gathering, number, at, device, name, about) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [code, newest, *values],
        )
    if newest > MOST_KEPT:
        _delete_older(db, code, newest - MOST_KEPT)


def _delete_older(db: Connection, code: str, number: int) -> None:
    """Delete the entries up to `number`, except the newest device's first one: no device gets its number
    again."""
    db.execute(
        "DELETE FROM host_actions WHERE gathering = ? AND number <= ? "
        "AND NOT (name = ? AND device = ?)",
        [code, number, SIGNED_IN, _most(db, "device", code)],
    )


def _most(db: Statements, column: str, code: str) -> int:
    (most,) = db.execute(
        f"SELECT coalesce(max({column}), 0) FROM host_actions WHERE gathering = ?", [code]
    ).fetchone()
    return int(most)

"""The port HostLog in tables."""

from collections.abc import Iterable

from openspace.domain.host_actions import SIGNED_IN, HostAction
from openspace.ledger.sql.connection import Connection, Statements
from openspace.ledger.sql.transactions import Transactions


class SqlHostLog(Transactions):
    def host_actions(self, code: str) -> list[HostAction]:
        with self._read_on_own_connection() as db:
            found = db.execute(
                "SELECT at, device, name, about FROM host_actions WHERE gathering = ? ORDER BY number",
                [code],
            )
            return [HostAction(*values) for values in found]

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
    for number, action in enumerate(actions, 1 + _most(db, "number", code)):
        values = (action.at, action.device, action.name, action.about)
        db.execute(
            "INSERT INTO host_actions (gathering, number, at, device, name, about) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [code, number, *values],
        )


def _most(db: Statements, column: str, code: str) -> int:
    (most,) = db.execute(
        f"SELECT coalesce(max({column}), 0) FROM host_actions WHERE gathering = ?", [code]
    ).fetchone()
    return int(most)

"""The second factors of hosts, in a table. Their secrets are encrypted with the store's secret."""

from collections.abc import Collection, Iterable

from openspace.ledger.port import Factor
from openspace.ledger.sql.connection import Connection


def read(db: Connection, code: str) -> list[Factor]:
    found = db.execute(
        "SELECT id, kind, secret, used, at FROM host_factors WHERE gathering = ? ORDER BY at, id",
        [code],
    )
    return [
        # Without the store's secret, a factor is still there, and nothing matches it.
        Factor(id, kind, db.handles.open_secret(code, id, secret) or "", used, at)
        for id, kind, secret, used, at in found.fetchall()
    ]


def add(db: Connection, code: str, factors: Iterable[Factor]) -> None:
    for one in factors:
        sealed = db.handles.seal_secret(code, one.id, one.secret)
        db.execute(
            "INSERT INTO host_factors (gathering, id, kind, secret, used, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [code, one.id, one.kind, sealed, one.used, one.at],
        )


def use(db: Connection, code: str, id: str, used: int) -> bool:
    this = "WHERE gathering = ? AND id = ? AND used < ?"
    found = db.execute(f"SELECT 1 FROM host_factors {this}", [code, id, used]).fetchone()
    db.execute(f"UPDATE host_factors SET used = ? {this}", [used, code, id, used])
    return found is not None


def remove(db: Connection, code: str, ids: Collection[str]) -> None:
    for id in ids:
        db.execute("DELETE FROM host_factors WHERE gathering = ? AND id = ?", [code, id])

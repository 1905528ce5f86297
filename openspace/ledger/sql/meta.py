"""The store's own values, by name: when a scrub is due, a check of the secret, its writer (table `house`)."""

from openspace.ledger.sql.connection import Statements

SCRUB_DUE = "wipe due"
NO_PURGE_BEFORE = "no purge before"


def value(db: Statements, name: str) -> bytes | None:
    row = db.execute("SELECT value FROM house WHERE name = ?", [name]).fetchone()
    return bytes(row[0]) if row else None


def keep(db: Statements, name: str, value: bytes) -> None:
    db.execute(
        "INSERT INTO house (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )


def remove(db: Statements, name: str) -> None:
    db.execute("DELETE FROM house WHERE name = ?", [name])


def mark_scrub_due(db: Statements) -> None:
    keep(db, SCRUB_DUE, b"1")


def is_scrub_due(db: Statements) -> bool:
    return value(db, SCRUB_DUE) is not None


def clear_scrub_due(db: Statements) -> None:
    remove(db, SCRUB_DUE)

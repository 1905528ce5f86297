"""Checks of PostgreSQL for `/selftest`, one result a line, in plain words."""

from openspace.ledger.postgres.connection import Session
from openspace.ledger.stores import Check

_LOSSY = {"fsync": "off", "full_page_writes": "off"}


def findings(raw: Session) -> list[Check]:
    return [_takes_writes(raw), _survives_power_cuts(raw), _size(raw)]


def _takes_writes(raw: Session) -> Check:
    if _value(raw, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'"):
        return Check("Database", False, "PostgreSQL can be read but not written.")
    return Check("Database", True, "PostgreSQL can be written.")


def _survives_power_cuts(raw: Session) -> Check:
    for name, value in _LOSSY.items():
        if _value(raw, "SELECT current_setting($1)", name) == value:
            says = f"PostgreSQL runs with {name} = {value}: a power cut can lose what was answered."
            return Check("Write-ahead log", False, says)
    return Check("Write-ahead log", True, "On: nothing that was answered is lost in a power cut.")


def _size(raw: Session) -> Check:
    size = int(str(_value(raw, "SELECT pg_database_size(current_database())")))
    return Check("Size", None, f"The database has {size / 1024**2:,.0f} MB.")


def _value(raw: Session, statement: str, *values: str) -> object:
    row = raw.execute(statement, values).fetchone()
    return row[0] if row else None

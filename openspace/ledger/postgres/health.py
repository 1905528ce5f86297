"""Checks of PostgreSQL for `/selftest`, one result a line, in plain words."""

from openspace.languages.formats import number
from openspace.languages.text import _
from openspace.ledger.port_store import Check
from openspace.ledger.postgres.connection import Session

_LOSSY = {"fsync": "off", "full_page_writes": "off"}


def findings(raw: Session) -> list[Check]:
    return [_takes_writes(raw), _survives_power_cuts(raw), _size(raw)]


def _takes_writes(raw: Session) -> Check:
    if _value(raw, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'"):
        return Check(_("Database"), False, _("PostgreSQL can be read but not written."))
    return Check(_("Database"), True, _("PostgreSQL can be written."))


def _survives_power_cuts(raw: Session) -> Check:
    for name, value in _LOSSY.items():
        if _value(raw, "SELECT current_setting($1)", name) == value:
            lossy = f"{name} = {value}"
            says = _(
                "PostgreSQL runs with {setting}: a power cut can lose what was answered.",
                setting=lossy,
            )
            return Check(_("Write-ahead log"), False, says)
    says = _("On: nothing that was answered is lost in a power cut.")
    return Check(_("Write-ahead log"), True, says)


def _size(raw: Session) -> Check:
    size = int(str(_value(raw, "SELECT pg_database_size(current_database())")))
    says = _("The database has {size} MB.", size=number(size / 1024**2))
    return Check(_("Size"), None, says)


def _value(raw: Session, statement: str, *values: str) -> object:
    row = raw.execute(statement, values).fetchone()
    return row[0] if row else None

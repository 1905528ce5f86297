"""How long a gathering is kept after its end, and which ones are due."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from openspace.apart import apart
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.rules.setup import USUAL_RETENTION_DAYS
from openspace.ledger.port import Ledger

WARNED_DAYS = 14
"""How many days before its purge the host's page begins to say so."""


def keeping(ledger: Ledger, gathering: Gathering) -> dict[str, Any]:
    """`{days, purged_on, soon}` for its host: how long it is kept, and the day it is purged from, if any."""
    day = purged_on(gathering.about, closed_at(ledger, gathering))
    today = datetime.now(UTC).date()
    return {
        "days": days_of(gathering.about),
        "purged_on": f"{day.day} {day:%B %Y}" if day else None,
        "soon": bool(day and day - today <= timedelta(days=WARNED_DAYS)),
    }


def days_of(about: Row) -> int:
    """0: for ever."""
    days = about.get("retention_days")
    return USUAL_RETENTION_DAYS if days is None else int(days)


def purged_on(about: Row, closed_at: str | None) -> date | None:
    """The day from which a gathering is purged: so many days after it was closed; None: it is kept.

    One that nobody closed is kept, as is one without a limit (`retention_days` 0).
    """
    days = days_of(about)
    if about["phase"] != "closed" or closed_at is None or days <= 0:
        return None
    return datetime.fromisoformat(closed_at).date() + timedelta(days=days)


def closed_at(ledger: Ledger, gathering: Gathering) -> str | None:
    """When it was closed for the last time."""
    if gathering.about["phase"] != "closed":
        return None
    closings = (c.at for c in reversed(ledger.since(gathering.code, 0)) if c.name == "set_phase")
    return next(closings, None)


def overdue(ledger: Ledger, today: date | None = None) -> list[str]:
    """Codes of the gatherings whose day has come."""
    today = today or datetime.now(UTC).date()
    found = []
    for code in ledger.codes():
        with apart(code):
            gathering = ledger.load(code)
            day = purged_on(gathering.about, closed_at(ledger, gathering))
            if day and today >= day:
                found.append(code)
    return found

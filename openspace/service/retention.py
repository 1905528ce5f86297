"""How long a gathering is kept after its last day, closed or not, and which ones are due."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.rules.setup import USUAL_RETENTION_DAYS, WARNED_DAYS
from openspace.ledger.port import Ledger, Upkeep
from openspace.service.isolation import apart

IMPORTED = "import_gathering"
"""Name of the change that an import adds: an old gathering that is brought in is not purged at once."""


def keeping(ledger: Ledger, gathering: Gathering) -> dict[str, Any]:
    """`{days, last_day, purged_on, soon}` for its host: how long it is kept, the day from which that is
    counted (ISO 8601), and the day it is purged from, if any."""
    last = _counted_from(ledger, gathering)
    day = _not_before(ledger, _after(gathering, last))
    return {
        "days": days_of(gathering.about),
        "last_day": last.isoformat(),
        "purged_on": f"{day.day} {day:%B %Y}" if day else None,
        "soon": bool(day and day - _today(gathering) <= timedelta(days=WARNED_DAYS)),
    }


def days_of(about: Row) -> int:
    """0: for ever."""
    days = about.get("retention_days")
    return USUAL_RETENTION_DAYS if days is None else int(days)


def purged_on(ledger: Ledger, gathering: Gathering) -> date | None:
    """The day, in the gathering's time zone, from which it is purged; None: it is kept for ever."""
    return _not_before(ledger, _after(gathering, _counted_from(ledger, gathering)))


def overdue(ledger: Ledger, now: datetime | None = None) -> list[str]:
    """Codes of the gatherings whose day has come."""
    found = []
    for code in ledger.codes():
        with apart(code):
            gathering = ledger.load(code)
            today = _today(gathering, now)
            # The log, which may be long, is read only where the day may have come.
            earliest = _after(gathering, _last_day(gathering))
            if earliest and earliest <= today:
                day = purged_on(ledger, gathering)
                if day and day <= today:
                    found.append(code)
    return found


def _counted_from(ledger: Ledger, gathering: Gathering) -> date:
    last = _last_day(gathering)
    if last < _today(gathering):
        days = (_day(gathering, c.at) for c in ledger.since(gathering.code, 0) if _begins(c))
        last = max(last, *days)
    return last


def _last_day(gathering: Gathering) -> date:
    """Its last day; without days, that of the last change."""
    ends_on = gathering.about["ends_on"]
    return date.fromisoformat(ends_on) if ends_on else _day(gathering, gathering.at)


def _begins(change: Change) -> bool:
    """Whether the days are counted anew: who opens, imports or reopens a gathering needs it again."""
    if change.name == "set_phase":
        return any(row["phase"] != "closed" for row in change.puts.get("gatherings", ()))
    return change.name in ("open_gathering", IMPORTED)


def _not_before(ledger: Upkeep, day: date | None) -> date | None:
    """The store of an older version waits until hosts were warned."""
    earliest = ledger.no_purge_before()
    return max(day, earliest) if day and earliest else day


def _after(gathering: Gathering, last: date) -> date | None:
    days = days_of(gathering.about)
    return last + timedelta(days=days) if days > 0 else None


def _today(gathering: Gathering, now: datetime | None = None) -> date:
    return (now or datetime.now(UTC)).astimezone(_zone(gathering)).date()


def _day(gathering: Gathering, at: str) -> date:
    return datetime.fromisoformat(at).astimezone(_zone(gathering)).date()


def _zone(gathering: Gathering) -> ZoneInfo:
    return ZoneInfo(gathering.about["timezone"] or "UTC")

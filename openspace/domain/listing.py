"""A stream as a line of the list of all streams, which is kept beside them so that no list loads them.

It has nothing but what its public page says, and what retention needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering

IMPORTED = "import_gathering"
"""Name of the change that an import adds: an old gathering that is brought in is not purged at once."""

_TABLES = {"gatherings", "slots"}


@dataclass(frozen=True)
class Listing:
    """`first_day` and `last_day` are ISO dates, empty where there are none, and `ends_on` is the one that
    was set; `opened_at` is the moment of the first change, `counted_at` that from which its keeping is
    counted, `newest_at` that of the newest change (ISO 8601)."""

    code: str
    title: str
    theme: str
    community: str
    venue: str
    listed: bool
    phase: str
    timezone: str
    first_day: str
    last_day: str
    ends_on: str
    retention_days: int | None
    opened_at: str
    counted_at: str
    newest_at: str


def listing_of(gathering: Gathering, log: Sequence[Change]) -> Listing:
    """`log` is the whole log."""
    about = gathering.info
    first, last = span(about, (slot["starts_at"] for slot in gathering.rows("slots")))
    return Listing(
        code=gathering.code,
        title=about["title"],
        theme=about["theme"] or "",
        community=about["community"] or "",
        venue=about["venue"] or "",
        listed=bool(about["listed"]),
        phase=about["phase"],
        timezone=about["timezone"] or "",
        first_day=first,
        last_day=last,
        ends_on=about["ends_on"] or "",
        retention_days=about["retention_days"],
        opened_at=log[0].at,
        counted_at=counted_from(log),
        newest_at=gathering.at,
    )


def is_touched_by(change: Change) -> bool:
    """Whether the gathering's line may become another, beside its `newest_at`."""
    return not _TABLES.isdisjoint((*change.puts, *change.drops)) or begins(change)


def span(about: Row, starts: Iterable[str]) -> tuple[str, str]:
    """The first and the last day of all that are set or have a time slot; ("", "") for none."""
    days = [day for day in (about["starts_on"], about["ends_on"], *(s[:10] for s in starts)) if day]
    return (min(days), max(days)) if days else ("", "")


def counted_from(log: Iterable[Change]) -> str:
    """The newest moment of `log` from which the days are counted anew; "" where there is none."""
    return max((c.at for c in log if begins(c)), key=datetime.fromisoformat, default="")


def begins(change: Change) -> bool:
    """Whether the days are counted anew: who opens, imports or reopens a gathering needs it again."""
    if change.name == "set_phase":
        return any(row["phase"] != "closed" for row in change.puts.get("gatherings", ()))
    return change.name in ("open_gathering", IMPORTED)

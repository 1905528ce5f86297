"""A stream's entry in the list of all streams. The list is stored separately, so that it can be read without
loading them.

An entry contains only what the stream's public page shows, and what retention needs.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.community.stream import Community
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.stream import Stream

IMPORTED = "import_gathering"
"""Name of the change that an import appends. Retention counts from it, so that an old gathering is not purged
at once."""

_TABLES = {"gatherings", "slots", "communities"}


@dataclass(frozen=True)
class Listing:
    """`first_day` and `last_day` are ISO dates, or empty; `ends_on` is the date that was set. `opened_at` is
    the time of the first change, `counted_at` the time from which retention counts, `newest_at` the time of
    the newest change, `people_gone_at` the time at which its people were forgotten, if any (ISO 8601)."""

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
    people_kept_days: int | None
    book_kept_days: int | None
    people_gone_at: str | None
    opened_at: str
    counted_at: str
    newest_at: str


def about_for_list(stream: Stream) -> dict[str, Any]:
    """Return the row of the stream itself, with the columns of a gathering that its entry is made from."""
    about = dict(stream.info)
    if not isinstance(stream, Community):
        return about
    return {"title": about["name"], "listed": about["listed"]}


def listing_of(stream: Stream, log: Sequence[Change]) -> Listing:
    """Return the entry. `log` is the whole log."""
    about: dict[str, Any] = defaultdict(lambda: None, about_for_list(stream))
    first, last = span(about, (slot["starts_at"] for slot in stream.rows("slots")))
    return Listing(
        code=stream.code,
        title=about["title"],
        theme=about["theme"] or "",
        community=about["community"] or "",
        venue=about["venue"] or "",
        listed=bool(about["listed"]),
        phase=about["phase"] or "",
        timezone=about["timezone"] or "",
        first_day=first,
        last_day=last,
        ends_on=about["ends_on"] or "",
        retention_days=about["retention_days"],
        people_kept_days=about["people_kept_days"],
        book_kept_days=about["book_kept_days"],
        people_gone_at=about["people_gone_at"],
        opened_at=log[0].at,
        counted_at=counted_from(log),
        newest_at=stream.at,
    )


def is_touched_by(change: Change) -> bool:
    """Return whether the change may affect the entry, apart from `newest_at`."""
    return not _TABLES.isdisjoint((*change.puts, *change.drops)) or begins(change)


def span(about: Row, starts: Iterable[str]) -> tuple[str, str]:
    """Return the first and last day that are set or have a time slot; ("", "") if there are none."""
    days = [day for day in (about["starts_on"], about["ends_on"], *(s[:10] for s in starts)) if day]
    return (min(days), max(days)) if days else ("", "")


def counted_from(log: Iterable[Change]) -> str:
    """Return the newest time in `log` from which retention counts; "" if there is none."""
    return max((c.at for c in log if begins(c)), key=datetime.fromisoformat, default="")


def begins(change: Change) -> bool:
    """Return whether retention counts from this change: the gathering was opened, imported or reopened."""
    if change.name == "set_phase":
        over = (HARVEST, CLOSED)
        return any(row["phase"] not in over for row in change.puts.get("gatherings", ()))
    return change.name in ("open_gathering", IMPORTED)

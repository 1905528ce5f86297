"""Who plans to come: counts, the waiting list, and what the host may read of it.

The host must not be able to tell which plan belongs to whom. Somebody who plans has often joined a moment
before, and may bring evidence a moment later, so the time and the order of plans would reveal them. The host
gets no live rows: only a list in an order that depends on nothing but its texts, in which a plan appears on
the day after it was written (docs/decisions/0045-plans-to-come.md).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from openspace.domain.gathering import Gathering
from openspace.domain.private_tables import AttendancePlan
from openspace.domain.rows import with_columns
from openspace.languages.formats import sort_key

FEWEST = 5
"""Counts below this are shown to nobody but the host."""


@dataclass(frozen=True)
class Counts:
    """Places that are taken and waited for. `most`: how many there are; 0 means as many as wished."""

    coming: int
    waiting: int
    most: int

    @property
    def is_full(self) -> bool:
        """Return whether whoever plans now has to wait."""
        return bool(self.most) and (self.waiting > 0 or self.coming >= self.most)

    @property
    def shown(self) -> int | None:
        """Return how many plan to come, for everybody; None if they are too few."""
        return self.coming if self.coming >= FEWEST else None


def counts(gathering: Gathering) -> Counts:
    plans = open_plans(gathering.rows("plans"))
    return Counts(taken(plans), _places(plans, waiting=True), gathering.info["places"] or 0)


def open_plans(rows: Iterable[AttendancePlan]) -> list[AttendancePlan]:
    """Return the plans that stand, in the order of the waiting list."""
    return sorted(
        (row for row in rows if not row["closed"]),
        key=lambda row: (datetime.fromisoformat(row["at"]), row["id"]),
    )


def plan_of(gathering: Gathering, person: str) -> AttendancePlan | None:
    rows = gathering.rows("plans")
    return next((r for r in rows if r["person"] == person and not r["closed"]), None)


def is_removed(gathering: Gathering, person: str) -> bool:
    """Return whether the host took the newest plan of `person` off the list."""
    rows = gathering.rows("plans")
    return plan_of(gathering, person) is None and any(
        row["person"] == person and row["closed"] for row in rows
    )


def taken(plans: Iterable[AttendancePlan]) -> int:
    return _places(plans, waiting=False)


def fits(plans: Iterable[AttendancePlan], places: int, most: int) -> bool:
    """Return whether `places` more can be had. `most` is 0 if there is no limit."""
    return not most or taken(plans) + places <= most


def moved_up(plans: Collection[AttendancePlan], most: int) -> list[AttendancePlan]:
    """Return the plans that get their places now: first come, first served. Nobody is overtaken, also not by
    somebody who needs fewer places."""
    free = most - taken(plans)
    moved: list[AttendancePlan] = []
    for row in open_plans(plans):
        if not row["waiting"]:
            continue
        if most and row["places"] > free:
            break
        free -= row["places"]
        moved.append(with_columns(row, waiting=False))
    return moved


def listed(gathering: Gathering, at: str) -> tuple[list[AttendancePlan], int]:
    """Return the plans that the host may read at the time `at`, and how many are too new for that.

    Plans without an answer to what they need come first. From the gathering's first day on there are no new
    ones: whoever comes is there to be asked.
    """
    zone = ZoneInfo(gathering.info["timezone"] or "UTC")
    today = datetime.fromisoformat(at).astimezone(zone).date()
    plans = open_plans(gathering.rows("plans"))
    seen = [row for row in plans if _has_begun(gathering, today) or _day(row, zone) < today]
    seen.sort(
        key=lambda row: (
            not row["access"] or bool(row["arranged"]),
            row["waiting"],
            sort_key(row["name"]),
            row["access"],
            row["arranged"],
            row["places"],
        )
    )
    return seen, len(plans) - len(seen)


def _day(row: AttendancePlan, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(row["changed_at"]).astimezone(zone).date()


def _has_begun(gathering: Gathering, today: date) -> bool:
    first = gathering.info["starts_on"]
    return gathering.info["phase"] != "lobby" or bool(first and date.fromisoformat(first) <= today)


def _places(plans: Iterable[AttendancePlan], waiting: bool) -> int:
    return sum(row["places"] for row in plans if not row["closed"] and row["waiting"] == waiting)

"""What a companion sees of the person whom they follow. It is computed when they ask, so that no row says
what somebody chose (`rules/followings.py`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from openspace.domain.gathering import Gathering, is_off_the_wall
from openspace.domain.private_tables import Following

VALID_FOR = timedelta(minutes=15)
"""Time in which somebody can enter a code."""


def is_valid(row: Following, at: str) -> bool:
    """Return whether somebody can follow by this row at the time `at`."""
    is_unused = row["companion"] is None and not row["closed"]
    return is_unused and datetime.fromisoformat(at) < valid_until(row)


def valid_until(row: Following) -> datetime:
    return datetime.fromisoformat(row["at"]) + VALID_FOR


def open_offers(gathering: Gathering, at: str) -> list[Following]:
    """Return the rows by which somebody can follow."""
    return [row for row in gathering.rows("followings") if is_valid(row, at)]


def followed_by(gathering: Gathering, companion: str) -> list[dict[str, Any]]:
    """Return `[{following, since, topics}]` of the people whom `companion` follows: the ids of the topics
    that each of them chose. It does not name them: the companion knows whom they follow."""
    return [
        {
            "following": row["id"],
            "since": row["at"],
            "topics": sorted(set(_chosen(gathering, row["person"]))),
        }
        for row in gathering.rows("followings")
        if row["companion"] == companion
    ]


def _chosen(gathering: Gathering, person: str) -> Iterator[str]:
    """Yield the topics on the wall that the person marked, or convenes with their own name. A topic that they
    convene without it is not revealed."""
    marked = gathering.marked.get(person, {})
    is_named_anywhere = gathering.shown_name(person) is not None
    for topic in gathering.rows("topics"):
        is_named = is_named_anywhere and person in (topic["shown_as"], topic["second_shown_as"])
        if not is_off_the_wall(topic) and (topic["id"] in marked or is_named):
            yield topic["id"]

"""A gathering that is a month away, and what people plan for it."""

from typing import Any

from tests.domain.given import Day, Someone, a_gathering

LOOP = "I need the hearing loop."


def a_planned_day(places: int = 0, **more: Any) -> Day:
    day = a_gathering(planning=True, places=places, **more)
    # The day is a month away.
    day.host.asks("edit_gathering", welcome="Welcome.")
    return day


def waits(person: Someone) -> bool:
    [row] = person.sees("plans")
    return bool(row["waiting"])

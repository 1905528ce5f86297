"""How the grid filled: the order in which today's sessions took today's places
(docs/decisions/0054-actions-and-closing.md).

It has ids that everybody has, and no times. What is on no wall today, and where a session was before, is not
in it.
"""

from collections.abc import Iterable

from openspace.domain.audience import PUBLIC, see_rows
from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering

_PLACE = ("room", "slot", "place", "starts_at")
"""Columns of a session that say where and when it is."""


def order_of_places(gathering: Gathering, log: Iterable[Change]) -> list[str]:
    """Return the ids of the sessions that have a place. Those that took it in one change, and those of which
    the log does not tell, are in the order of their codes."""
    taken = _when_taken(log)
    shown = see_rows(gathering, "sessions", PUBLIC)
    shown.sort(key=lambda row: (taken.get(row["id"], 0), row["code"]))
    return [row["id"] for row in shown]


def _when_taken(log: Iterable[Change]) -> dict[str, int]:
    """Return session id → the seq of the change in which it took the place that it has last."""
    places: dict[str, tuple[str, ...]] = {}
    taken: dict[str, int] = {}
    for change in log:
        for id in change.drops.get("sessions", ()):
            places.pop(id, None)
        for row in change.puts.get("sessions", ()):
            if places.get(row["id"]) != (place := _place(row)):
                places[row["id"]], taken[row["id"]] = place, change.seq
    return taken


def _place(session: Row) -> tuple[str, ...]:
    return tuple(session.get(column) or "" for column in _PLACE)

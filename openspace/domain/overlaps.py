"""Time slots at the same time. A long workshop may be beside two short ones; a room holds one of them at a
time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openspace.domain.cells import holds_cells
from openspace.domain.change import Row


def overlaps(slots: Sequence[Row]) -> Mapping[str, list[str]]:
    """Return slot with cells → the others at the same time, also in part. `slots` are in order of time."""
    found: dict[str, list[str]] = {}
    running: list[tuple[datetime, str]] = []
    for slot in slots:
        if not holds_cells(slot):
            continue
        starts, ends = (datetime.fromisoformat(slot[at]) for at in ("starts_at", "ends_at"))
        running = [(end, other) for end, other in running if end > starts]
        for _, other in running:
            found.setdefault(slot["id"], []).append(other)
            found.setdefault(other, []).append(slot["id"])
        running.append((ends, slot["id"]))
    return found

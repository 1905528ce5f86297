"""How many people may come to a session, roughly, for its convener alone; and for the host, which rooms are
probably too small (docs/decisions/0055-people-at-home.md).

Interest predicts little before a session has its place, and more after that. So only marks since then count,
and about 69 % of those who marked come, at real gatherings. Nothing is shown below
five marks. A range shows no single tap: marks are counted in groups, and every ten minutes
(`service/counted_marks.py`).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import accumulate
from typing import Any

from openspace.domain.gathering import Gathering, made_in
from openspace.domain.rules.grid import session_code
from openspace.domain.tables import Room, Session

FEWEST = 5
_LEAST, _USUAL, _MOST = 0.5, 0.69, 0.85
"""Parts of those who marked: at least, usually and at most so many come."""

_GROUPS = tuple(accumulate(range(30), lambda least, _: round(least * 1.4), initial=FEWEST))
"""The smallest number of marks in each group: 5, 7, 10, 14, 20, …"""

Marks = Mapping[str, tuple[int | None, int]]
"""Session → (the change that placed it, the group of its marks)."""


def count_marks(gathering: Gathering) -> Marks:
    """Return the groups of the sessions that have enough marks since they were placed.

    All marks count, whoever convenes: if conveners' own did not, a count would depend on who they are."""
    marks: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in gathering.rows("interests"):
        marks[row["topic"]].append((made_in(row["id"]), row["person"]))
    groups = {}
    for session in gathering.placed:
        since = session["claimed"]
        people = {
            person
            for topic in gathering.topics_of(session)
            for made, person in marks.get(topic["id"], ())
            if since is not None and made > since
        }
        if len(people) >= FEWEST:
            groups[session["id"]] = (since, bisect_right(_GROUPS, len(people)) - 1)
    return groups


def sizes_for(gathering: Gathering, marks: Marks, person: str, at: str) -> list[dict[str, Any]]:
    """Return `[{session, least, most, seats, larger}]` of the sessions of `person` that are not over.

    `least` and `most`: how many may come. `seats`: those of the room, or None. `larger`: `{room, slot, code,
    seats}` of a free room at the same time that has more seats, or None."""
    return [
        _size(gathering, session, group)
        for session, group in _counted(gathering, marks, at)
        if person in gathering.conveners_of_session(session)
    ]


def too_small(gathering: Gathering, marks: Marks, at: str) -> list[str]:
    """Return the codes of the sessions whose rooms are probably too small."""
    return sorted(
        session["code"]
        for session, group in _counted(gathering, marks, at)
        if (seats := _seats(gathering, session)) and _comers(group, _USUAL)[1] > seats
    )


def _counted(gathering: Gathering, marks: Marks, at: str) -> Iterator[tuple[Session, int]]:
    """Yield the sessions that have the same place as when their marks were counted, and are not over."""
    now = datetime.fromisoformat(at)
    for session in gathering.placed:
        since, group = marks.get(session["id"], (None, 0))
        starts_at, ends_at = gathering.times_of(session)
        is_over = datetime.fromisoformat(ends_at or starts_at) <= now
        if since is not None and since == session["claimed"] and not is_over:
            yield session, group


def _size(gathering: Gathering, session: Session, group: int) -> dict[str, Any]:
    least, most = _comers(group, _LEAST)[0], _comers(group, _MOST)[1]
    seats = _seats(gathering, session)
    larger = _larger(gathering, session, seats, most) if seats and seats < most else None
    return {
        "session": session["id"],
        "least": least,
        "most": most,
        "seats": seats,
        "larger": larger,
    }


def _comers(group: int, part: float) -> tuple[int, int]:
    """Return how many come if `part` of the smallest, and of the largest number of marks in the group do."""
    return round(_GROUPS[group] * part), round((_GROUPS[group + 1] - 1) * part)


def _seats(gathering: Gathering, session: Session) -> int | None:
    room = gathering.row("rooms", session["room"])
    return room["capacity"] if room else None


def _larger(
    gathering: Gathering, session: Session, seats: int, wanted: int
) -> dict[str, Any] | None:
    """Return the smallest free room at the same time that seats all, else the largest free one."""
    slot = gathering.row("slots", session["slot"])
    free = [
        (capacity, room)
        for room in gathering.rooms
        if (capacity := room["capacity"] or 0) > seats
        and not room["folded"]
        and gathering.in_room(room["id"], session["slot"]) is None
    ]
    if slot is None or not free:
        return None
    fits = [one for one in free if one[0] >= wanted]
    size, room = min(fits, key=_by_size) if fits else max(free, key=_by_size)
    code = session_code(slot, room)
    return {"room": room["id"], "slot": slot["id"], "code": code, "seats": size}


def _by_size(free: tuple[int, Room]) -> int:
    return free[0]

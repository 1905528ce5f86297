"""Who is connected: volatile, never stored. A seat is one open socket."""

import threading
from dataclasses import dataclass

from openspace.domain.viewer import Grant, Viewer


@dataclass(frozen=True)
class Seat:
    sid: str
    code: str
    viewer: Viewer
    grant: Grant = None
    """A newer one ends the seat."""
    client: str = ""
    """Of Engine.IO, below the Socket.IO session `sid`."""


class Seats:
    def __init__(self) -> None:
        self._seats: dict[str, dict[str, Seat]] = {}
        self._by_sid: dict[str, Seat] = {}
        self._of_person: dict[tuple[str, str | None], dict[str, Seat]] = {}
        self._lock = threading.Lock()

    def take(self, seat: Seat) -> None:
        with self._lock:
            self._by_sid[seat.sid] = seat
            self._seats.setdefault(seat.code, {})[seat.sid] = seat
            self._of_person.setdefault((seat.code, seat.viewer.key), {})[seat.sid] = seat

    def leave(self, sid: str) -> Seat | None:
        with self._lock:
            seat = self._by_sid.pop(sid, None)
            if seat:
                self._seats[seat.code].pop(sid, None)
                key = (seat.code, seat.viewer.key)
                self._of_person[key].pop(sid, None)
                if not self._of_person[key]:
                    del self._of_person[key]
            return seat

    def of(self, sid: str) -> Seat | None:
        return self._by_sid.get(sid)

    def codes(self) -> list[str]:
        """Gatherings that somebody looks at."""
        with self._lock:
            return [code for code, seats in self._seats.items() if seats]

    def at(self, code: str) -> list[Seat]:
        with self._lock:
            return list(self._seats.get(code, {}).values())

    def of_people(self, code: str, people: set[str]) -> list[Seat]:
        """The seats of these people; of "host", those of the hosts."""
        with self._lock:
            return [
                seat
                for person in people
                for seat in self._of_person.get((code, person), {}).values()
            ]

    def here(self, code: str) -> int:
        """How many people are connected: each once, walls, doors and the host not counted."""
        with self._lock:
            keys = {seat.viewer.person for seat in self._seats.get(code, {}).values()}
        return len(keys - {None})

"""The connected sockets. Kept in memory only, never stored."""

import threading
from dataclasses import dataclass
from typing import Any, NamedTuple

from openspace.domain.viewer import Grant, Viewer


class Audience(NamedTuple):
    """The viewers who get the same list of changes, apart from those that concern one of them. `is_brief`:
    without changes that are empty."""

    is_host: bool = False
    is_brief: bool = False


@dataclass(frozen=True)
class Connection:
    """One open socket. `sid` is its Socket.IO id, `client` the id of the Engine.IO session below."""

    sid: str
    code: str
    viewer: Viewer
    grant: Grant = None
    """The credentials it was opened with. When they are replaced, the connection is closed."""
    client: str = ""
    is_brief: bool = False
    """Whether it asked to be sent no changes that are empty for it."""
    language: str = "en"
    """Code of the language in which it gets the sentences of refusals."""

    @property
    def audience(self) -> Audience:
        return Audience(self.viewer.role == "host", self.is_brief)


class Connections:
    """Thread-safe. No method blocks."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Connection] = {}
        self._by_code: dict[str, dict[str, Connection]] = {}
        self._by_person: dict[tuple[str, str | None], dict[str, Connection]] = {}
        self._lock = threading.Lock()

    def add(self, one: Connection) -> None:
        with self._lock:
            self._by_sid[one.sid] = one
            self._by_code.setdefault(one.code, {})[one.sid] = one
            self._by_person.setdefault((one.code, one.viewer.key), {})[one.sid] = one

    def remove(self, sid: str) -> Connection | None:
        """Remove the connection, and return it if it was there."""
        with self._lock:
            one = self._by_sid.pop(sid, None)
            if one:
                _remove(self._by_code, one.code, sid)
                _remove(self._by_person, (one.code, one.viewer.key), sid)
            return one

    def __len__(self) -> int:
        return len(self._by_sid)

    def get(self, sid: str) -> Connection | None:
        return self._by_sid.get(sid)

    def codes(self) -> list[str]:
        """Return the gatherings with a connected client."""
        with self._lock:
            return list(self._by_code)

    def is_watched(self, code: str) -> bool:
        """Return whether a client is connected to the gathering."""
        return code in self._by_code

    def of_gathering(self, code: str) -> list[Connection]:
        with self._lock:
            return list(self._by_code.get(code, {}).values())

    def of_people(self, code: str, people: set[str]) -> list[Connection]:
        """Return the connections of these people; the id "host" stands for all hosts."""
        with self._lock:
            found = (self._by_person.get((code, person), {}) for person in people)
            return [one for ones in found for one in ones.values()]

    def people(self, code: str) -> set[str]:
        """Return the people who are connected. Walls, doors and hosts are none."""
        return {one.viewer.person for one in self.of_gathering(code) if one.viewer.person}


def _remove(of: dict[Any, dict[str, Connection]], key: object, sid: str) -> None:
    of[key].pop(sid, None)
    if not of[key]:
        del of[key]

"""Who is present at a gathering, in this process and in all others, and what its hosts work on.

Nothing of it is stored. Each process tells the others about its own people when they change, and repeats it
every few seconds. A process that has not been heard for some seconds has nobody any more.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask_socketio import SocketIO

from openspace.bus.port import Bus, Message, NoBus
from openspace.live.connections import Connection, Connections
from openspace.live.hosts_at_work import AtWork, HostsAtWork

T = TypeVar("T")

_EVERY_SECONDS = 1.0
"""How often a gathering is told at most, however many people connect together."""
_TELL_SECONDS = 0.2
"""How often the other processes are told at most, whatever happens in how many gatherings."""
_REPEAT_SECONDS = 3.0
_MOST_PEOPLE = 5_000
"""People in one message."""
_FORGET_SECONDS = 8.0
"""After so long without a message another process is taken for dead, and a person who polls for gone."""


@dataclass(frozen=True)
class _Elsewhere:
    """What another process told last."""

    people: frozenset[str]
    hosts: tuple[AtWork, ...]
    at: float


class Presence:
    def __init__(
        self,
        socketio: SocketIO,
        connections: Connections,
        bus: Bus,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._socketio = socketio
        self._connections = connections
        self._bus, self._clock = bus, clock
        self._at_work = HostsAtWork()
        self._due: set[str] = set()
        self._to_tell: set[str] = set()
        self._told: set[str] = set()
        """The gatherings of which the other processes know that somebody is here."""
        self._elsewhere: dict[str, dict[str, _Elsewhere]] = defaultdict(dict)
        self._polling: dict[str, dict[str, float]] = defaultdict(dict)
        self._lock = threading.Lock()
        bus.on("presence", self._take)

    # --- what happens here

    def changed(self, code: str) -> None:
        """Tell the gathering's hosts and the other processes in a moment."""
        if code not in self._due:
            self._due.add(code)
            self._socketio.start_background_task(self._send_soon, code)

    def working(self, one: Connection, report: object) -> None:
        """Take what a host's page says that they work on. Raises Refused."""
        if self._at_work.report(one, report):
            self.changed(one.code)

    def left(self, sid: str) -> None:
        self._at_work.left(sid)

    def polls(self, code: str, person: str) -> None:
        """Count somebody who asks over HTTP because they have no socket."""
        with self._lock:
            is_new = person not in self._polling[code]
            self._polling[code][person] = self._clock()
        if is_new:
            self.changed(code)

    def for_host(self, code: str, sid: str = "") -> dict[str, Any]:
        """Return how many people are present, and what the other hosts work on, for the host's page with this
        socket."""
        return self._for_host(code, sid, self.here(code))

    def _for_host(self, code: str, sid: str, here: int) -> dict[str, Any]:
        with self._lock:
            elsewhere = [at for one in self._elsewhere.get(code, {}).values() for at in one.hosts]
        return {"here": here, "hosts": self._at_work.others(code, sid, elsewhere)}

    def here(self, code: str) -> int:
        """Return how many people are present. Each counts once; walls, doors and hosts do not count."""
        with self._lock:
            elsewhere = [one.people for one in self._elsewhere.get(code, {}).values()]
        return len(self._people(code).union(*elsewhere))

    # --- what other processes say

    def run(self) -> None:
        """Repeat what is true, and forget who is gone, as long as the server runs."""
        pause = _REPEAT_SECONDS if isinstance(self._bus, NoBus) else _TELL_SECONDS
        while True:
            repeated_at = self._clock()
            while self._clock() - repeated_at < _REPEAT_SECONDS:
                self._socketio.sleep(pause)
                self.tell()
            self.repeat()

    def repeat(self) -> None:
        for code in self._forget():
            self.changed(code)
        if not isinstance(self._bus, NoBus):
            here = {*self._connections.codes(), *list(self._polling), *self._told}
            self._to_tell |= here - self._due

    def tell(self) -> None:
        """Tell the other processes what is new here."""
        codes, self._to_tell = self._to_tell, set()
        said: dict[str, Message] = {}
        many = 0
        for code in codes:
            people, hosts = self._people(code), self._said_by_hosts(code)
            if people or hosts:
                self._told.add(code)
            else:
                self._told.discard(code)
            said[code] = {"people": " ".join(people), "hosts": hosts}
            many += len(people)
            if many >= _MOST_PEOPLE:
                self._bus.send("presence", said)
                said, many = {}, 0
        if said:
            self._bus.send("presence", said)

    def _forget(self) -> set[str]:
        """Drop what is too old. Return the gatherings that it was about."""
        before = self._clock() - _FORGET_SECONDS
        with self._lock:
            old = {
                *_drop_old(self._elsewhere, before, lambda one: one.at),
                *_drop_old(self._polling, before, lambda at: at),
            }
        return old

    def _said_by_hosts(self, code: str) -> list[tuple[str, ...]]:
        return [(at.page, at.name, at.on, at.item) for at in self._at_work.of(code)]

    def _take(self, sender: str, message: Message) -> None:
        for code, said in message.items():
            people = frozenset(said["people"].split())
            hosts = tuple(AtWork(code, *host[:4]) for host in said["hosts"])
            with self._lock:
                before = self._elsewhere[code].get(sender)
                self._elsewhere[code][sender] = _Elsewhere(people, hosts, self._clock())
            known = (before.people, before.hosts) if before else (frozenset(), ())
            if known != (people, hosts) and (
                self._connections.is_watched(code) or code in self._polling
            ):
                self.changed(code)  # which also tells a new process who is here

    def _send_soon(self, code: str) -> None:
        self._socketio.sleep(_EVERY_SECONDS)
        self._due.discard(code)
        if not isinstance(self._bus, NoBus):
            self._to_tell.add(code)
        here = self.here(code)
        self._socketio.emit("presence", {"here": here}, to=f"public:{code}")
        for one in self._connections.of_people(code, {"host"}):
            self._socketio.emit("presence", self._for_host(code, one.sid, here), to=one.sid)

    def _people(self, code: str) -> set[str]:
        with self._lock:
            polling = list(self._polling.get(code, ()))
        return self._connections.people(code).union(polling)


def _drop_old(of: dict[str, dict[str, T]], before: float, at: Callable[[T], float]) -> set[str]:
    """Drop the entries from before that time. Return the gatherings that had any."""
    found = set()
    for code, entries in list(of.items()):
        old = [key for key, entry in entries.items() if at(entry) < before]
        for key in old:
            del entries[key]
            found.add(code)
        if not entries:
            del of[code]
    return found

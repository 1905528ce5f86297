"""The open sockets of one gathering in groups, each with a cursor: the seq of the last change it was sent.

There is nearly always one group of people and one of hosts. A socket that was sent a change of its own is
ahead for a moment, and a new one may be behind.
"""

import threading
from dataclasses import dataclass, field

from openspace.live.connections import Audience


@dataclass(eq=False)
class _Group:
    seq: int
    audience: Audience
    clients: dict[str, str] = field(default_factory=dict)
    """sid → Engine.IO client id"""


class Cursors:
    """Thread-safe. No method blocks."""

    def __init__(self, newest: int, origin: str = "") -> None:
        self.newest = newest
        """The seq of the newest change that was handled."""
        self.origin = origin
        """The origin of the stream whose changes the sockets were sent."""
        self.is_deferring = False
        """Changes with no public effect are being batched."""
        self.is_due = False
        """The batch has waited long enough."""
        self.resync_at = 0.0
        """When the sockets may be asked to fetch the state again, by the monotonic clock."""
        self.is_resyncing = False
        """They will be asked then."""
        self._groups: list[_Group] = []
        self._group_of: dict[str, _Group] = {}
        self._lock = threading.Lock()

    def add(self, sid: str, client: str, audience: Audience, seq: int) -> None:
        with self._lock:
            self._put(sid, client, audience, seq)

    def remove(self, sid: str) -> bool:
        """Remove a socket. Return whether others are left."""
        with self._lock:
            self._remove(sid)
            return bool(self._groups)

    def of(self, sid: str) -> int | None:
        group = self._group_of.get(sid)
        return group.seq if group else None

    def oldest(self) -> int:
        with self._lock:
            return min((group.seq for group in self._groups), default=self.newest)

    def forward_one(self, sid: str, seq: int) -> None:
        with self._lock:
            group = self._group_of.get(sid)
            if group:
                self._put(sid, self._remove(sid), group.audience, seq)

    def forward(self, seq: int) -> list[tuple[int, Audience, dict[str, str]]]:
        """Move all sockets to `seq`. Return the groups as they were before: (seq, audience,
        {sid: client})."""
        with self._lock:
            self.is_deferring = self.is_due = False
            before = [(group.seq, group.audience, dict(group.clients)) for group in self._groups]
            self._groups.sort(key=lambda group: -len(group.clients))
            kept: dict[Audience, _Group] = {}
            for group in self._groups:
                group.seq = seq
                into = kept.setdefault(group.audience, group)
                if into is not group:
                    into.clients |= group.clients
                    self._group_of |= dict.fromkeys(group.clients, into)
            self._groups = list(kept.values())
            return before

    def _put(self, sid: str, client: str, audience: Audience, seq: int) -> None:
        self._remove(sid)
        group = next((g for g in self._groups if (g.seq, g.audience) == (seq, audience)), None)
        if group is None:
            group = _Group(seq, audience)
            self._groups.append(group)
        group.clients[sid] = client
        self._group_of[sid] = group

    def _remove(self, sid: str) -> str:
        group = self._group_of.pop(sid, None)
        client = group.clients.pop(sid) if group else ""
        if group and not group.clients:
            self._groups.remove(group)
        return client

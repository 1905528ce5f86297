"""In-memory cache of each stream: its newest state and its last changes."""

import threading
from collections import deque
from dataclasses import dataclass
from itertools import islice

from openspace.domain.change import Change
from openspace.domain.stream import Stream
from openspace.runtime.lru_cache import LruCache

_TAIL = 4_000
"""Changes cached for each stream, so that catch-up rarely reads the file."""


_STREAMS = 100
"""Streams cached in addition to those with a connected client."""


@dataclass(frozen=True)
class PendingCommit:
    """A turn that is being committed: the state it leads to, and its changes."""

    stream: Stream
    changes: list[Change]


class StreamCache:
    """Newest state (`newest`) and last changes of each stream.

    Reading `newest` takes no lock: a Stream is immutable, and an update replaces the reference.
    """

    def __init__(self) -> None:
        self.newest: LruCache[str, Stream] = LruCache(_STREAMS)
        self.pending: dict[str, PendingCommit] = {}
        """Turns that are being committed. A reader can see the commit in the file before the writing thread
        returns from it; the reader then uses this entry instead of reloading all tables. The writer puts the
        turn into `newest` before it removes it here."""
        self._tails: dict[str, deque[Change]] = {}
        self._heard: dict[str, int] = {}
        self._lock = threading.Lock()

    def at_least(self, code: str, head: int) -> Stream | None:
        """Return the stream as of the committed change `head` or a later one, or None if it is not
        cached."""
        # Read `pending` before `newest`. The writer updates `newest` before it removes from `pending`, so a
        # turn that is moving between them is found in at least one.
        pending, newest = self.pending.get(code), self.newest.get(code)
        if newest and newest.seq >= head:
            return newest
        if pending and pending.stream.seq == head:
            return self.remember(pending.stream, pending.changes)
        return None

    def remember(self, stream: Stream, changes: list[Change]) -> Stream:
        """Store the stream as the newest unless a newer one is cached, and append `changes` to its
        tail."""
        # A reader and the writer may both store the same change. The second call changes nothing.
        with self._lock:
            newest = self.newest.get(stream.code)
            if newest is None or stream.seq > newest.seq:
                self.newest.put(stream.code, stream)
                tail = self._tails.setdefault(stream.code, deque(maxlen=_TAIL))
                if tail and changes and tail[-1].seq + 1 != changes[0].seq:
                    tail.clear()
                tail.extend(changes)
                if tail and tail[-1].seq != stream.seq:
                    # A thread that had read these before an erasure stored them after the cache was evicted.
                    tail.clear()
                if len(self._tails) > len(self.newest):
                    self._tails = {c: t for c, t in self._tails.items() if c in self.newest}
        return stream

    def heard(self, code: str, seq: int) -> None:
        """Take note that the stream is at `seq`, which another process wrote."""
        with self._lock:
            self._heard = {c: s for c, s in self._heard.items() if self._is_behind(c, s)}
            if self._is_behind(code, seq):
                self._heard[code] = seq

    def up_to_date(self, code: str) -> Stream | None:
        """Return the cached stream if nothing is known to be newer."""
        with self._lock:
            known = self.newest.get(code)
            return known if known and known.seq >= self._heard.get(code, 0) else None

    def _is_behind(self, code: str, seq: int) -> bool:
        known = self.newest.get(code)
        return known is not None and known.seq < seq

    def evict(self, code: str) -> None:
        with self._lock:
            self.newest.pop(code)
            self._tails.pop(code, None)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self.newest.clear()
            self._tails.clear()

    def evict_changes(self, code: str) -> None:
        """Drop the cached changes after the log was rewritten. The newest state stays valid."""
        with self._lock:
            self._tails.pop(code, None)

    def after(self, code: str, seq: int) -> list[Change] | None:
        """Return the changes after `seq`, or None if the cached tail does not reach back that far."""
        with self._lock:
            tail, newest = self._tails.get(code), self.newest.get(code)
            if newest and newest.seq <= seq:
                return []
            if tail and tail[0].seq <= seq + 1:
                # Seqs are contiguous, so the last few are taken from the end without scanning the rest.
                return list(islice(reversed(tail), tail[-1].seq - seq))[::-1]
        return None

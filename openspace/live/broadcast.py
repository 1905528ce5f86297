"""Broadcasts changes to all sockets. Live updates and catch-up are the same message: "changes since seq N".

Every open socket has a cursor: the seq of the last change it was sent. Sockets with the same cursor form a
group, and the changes after it are encoded and framed once for the whole group. People whom a change concerns
(its convener, its author) get their own view of it instead.

A change with no public effect (somebody joins, or marks interest) is sent at once to the people concerned,
and batched for a moment for everybody else. Otherwise 2,000 joins would cause 2,000 × 2,000 messages.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from flask_socketio import SocketIO

from openspace.bus.port import Bus, Message
from openspace.domain.audience import HOST, PUBLIC, Viewer
from openspace.domain.catching_up import needs_fresh_state, without_repeats
from openspace.domain.change import Change
from openspace.domain.stream import Stream
from openspace.ledger.port import Log, UnknownGathering, Unreadable
from openspace.live.connections import Connection, Connections
from openspace.live.cursors import Cursors
from openspace.live.encoding import ChangeEncoder
from openspace.live.transport.manager import Encoded
from openspace.runtime.lru_cache import LruCache

MOST_TO_CATCH_UP = 1_000
"""Changes. A client that is further behind fetches the whole state, which is smaller."""

_DEFER_SECONDS = 0.1
"""How long a change with no public effect may be deferred."""

RESYNC_SECONDS, _FETCH_SECONDS, LONGEST_RESYNC = 1.0, 0.002, 3.0
"""How long the screens take to fetch the state: all of them, more for each, and at most."""

_MANY = 8
"""If the changes of one turn concern more people than this, their messages are deferred as well."""


_ENCODERS = 100
"""Encoders cached in addition to those of gatherings with a connected client."""


class Broadcast:
    def __init__(self, socketio: SocketIO, ledger: Log, connections: Connections, bus: Bus) -> None:
        self._socketio = socketio
        self._bus = bus
        self._ledger = ledger
        self._connections = connections
        self._cursors: dict[str, Cursors] = {}
        self._lock = threading.Lock()
        self._encoders: LruCache[str, ChangeEncoder] = LruCache(_ENCODERS, connections.is_watched)
        self.publish_soon: Callable[[str], object] = self.publish
        """Runs `publish` in the gathering's queue."""
        self.on_end: Callable[[str], None] = lambda code: None
        """Evicts a deleted gathering from other caches."""
        bus.on("ended", self._heard_of_end)

    # --- broadcasting

    def publish(self, code: str) -> int:
        """Send all sockets the changes after their cursor. Return how many were not broadcast before. Call it
        only from the gathering's queue."""
        cursors = self._cursors.get(code)
        if cursors is None:
            return 0  # no client has connected yet
        since = cursors.oldest()
        try:
            if waiting := self._waiting(code, cursors, since):
                return waiting
            stream, changes = self._changes_after(code, since)
        except UnknownGathering:
            self._end_here(code)  # another process deleted it
            return 0
        # Deleted and imported again, or the store lost the newest changes (a failover).
        is_another = stream.origin != cursors.origin or stream.seq < cursors.newest
        if not (changes or is_another):
            return 0
        is_fresh = any(needs_fresh_state(stream, change) for change in changes)
        if is_fresh and not is_another and self._is_fetching(code, cursors):
            return 0
        newest, fresh = stream.seq, [c for c in changes if c.seq > cursors.newest]
        cursors.newest, cursors.origin = newest, stream.origin
        if is_another or is_fresh:
            self._emit_to_all(code, "resync", {"seq": newest})
            cursors.forward(newest)
            self._disconnect_erased(stream)
        else:
            encoder = self._encoder_for(stream, since)
            if not cursors.is_due and all(encoder.is_empty(change) for change in fresh):
                # The deferred changes before them are empty, too.
                self._send_to_concerned(cursors, encoder, changes, fresh)
                self._defer(code, cursors)
                return len(fresh)
            self._send_to_everybody(cursors, encoder, changes)
        self._ring_bells(code, fresh)
        return len(fresh)

    def _is_fetching(self, code: str, cursors: Cursors) -> bool:
        """Return whether the screens were asked to fetch the state a moment ago. If so, they are asked again
        later. Otherwise whoever takes their name off again and again would keep all of them busy."""
        now = time.monotonic()
        if now >= cursors.resync_at:
            screens = len(self._connections.of_gathering(code))
            cursors.resync_at = now + min(RESYNC_SECONDS + screens * _FETCH_SECONDS, LONGEST_RESYNC)
            return False
        if not cursors.is_resyncing:
            cursors.is_resyncing = True
            self._socketio.start_background_task(self.resync_later, code, cursors)
        return True

    def resync_later(self, code: str, cursors: Cursors) -> None:
        self._socketio.sleep(max(0.0, cursors.resync_at - time.monotonic()))
        cursors.is_resyncing = False
        self.publish_soon(code)

    def _waiting(self, code: str, cursors: Cursors, since: int) -> int:
        """Return how many of the newest changes are sent with the deferred ones before them. Look at the
        newest alone: while 500 people mark interests, hundreds of others wait already."""
        if not cursors.is_deferring or cursors.is_due:
            return 0
        stream, fresh = self._changes_after(code, cursors.newest)
        encoder = self._encoder_for(stream, since)
        if any(needs_fresh_state(stream, c) or not encoder.is_empty(c) for c in fresh):
            return 0
        if len(set().union(*map(encoder.concerned, fresh))) <= _MANY:
            return 0
        cursors.newest = fresh[-1].seq
        return len(fresh)

    def _send_to_concerned(
        self, cursors: Cursors, encoder: ChangeEncoder, changes: list[Change], fresh: list[Change]
    ) -> None:
        """Send to the people whom `fresh`, the newest of `changes`, concern."""
        people = set().union(*(encoder.concerned(change) for change in fresh))
        for one in self._connections.of_people(encoder.stream.code, people):
            since = cursors.of(one.sid)
            if since is not None:
                self._send_to_one(encoder, since, changes, one)
                cursors.forward_one(one.sid, changes[-1].seq)

    def _send_to_everybody(
        self, cursors: Cursors, encoder: ChangeEncoder, changes: list[Change]
    ) -> None:
        newest = changes[-1].seq
        for since, audience, clients in cursors.forward(newest):
            news = _after(since, changes)
            if not news:
                continue
            people = set().union(*(encoder.concerned(change) for change in news))
            for one in self._connections.of_people(encoder.stream.code, people - {"host"}):
                if clients.pop(one.sid, None):
                    self._send_to_one(encoder, since, changes, one)
            viewer = HOST if audience.is_host else PUBLIC
            message = encoder.message(since, news, viewer, audience.is_brief)
            self._send(clients.values(), message)

    def _defer(self, code: str, cursors: Cursors) -> None:
        if not cursors.is_deferring:
            cursors.is_deferring = True
            self._socketio.start_background_task(self._flush_deferred, code, cursors)

    def _flush_deferred(self, code: str, cursors: Cursors) -> None:
        self._socketio.sleep(_DEFER_SECONDS)
        if cursors.is_deferring:
            cursors.is_due = True
            self.publish_soon(code)

    # --- one socket

    def add(self, one: Connection, since: int | None, origin: str = "") -> None:
        """Send a new socket the changes that it missed, and add it to the audience. `origin` is that of the
        stream whose change `since` it has; empty if it does not know."""
        stream = self._ledger.stream(one.code)
        if since is not None and origin in ("", stream.origin):
            self._catch_up(one, since, stream.seq)
        elif since is not None:
            self._socketio.emit("resync", {"seq": stream.seq}, to=one.sid)
        self._connections.add(one)
        room = "host" if one.audience.is_host else "public"
        self._socketio.server.enter_room(one.sid, f"{room}:{one.code}")
        with self._lock:
            is_first = one.code not in self._cursors
            cursors = self._cursors.setdefault(one.code, Cursors(stream.seq, stream.origin))
            cursors.add(one.sid, one.client, one.audience, stream.seq)
        # Before the first client nothing is broadcast, so only the store knows.
        newest = self._ledger.stream(one.code).seq if is_first else cursors.newest
        if newest > stream.seq:
            self.publish_soon(one.code)  # changes were broadcast meanwhile

    def remove(self, sid: str) -> Connection | None:
        one = self._connections.remove(sid)
        with self._lock:
            cursors = self._cursors.get(one.code) if one else None
            if one and cursors and not cursors.remove(sid):
                del self._cursors[one.code]
                self._encoders.pop(one.code)
        return one

    def cursor_of(self, one: Connection) -> int | None:
        """Return the seq of the last change that the socket was sent; None if it is not connected any
        more."""
        cursors = self._cursors.get(one.code)
        return cursors.of(one.sid) if cursors else None

    def newest(self, code: str) -> int | None:
        """Return the seq of the newest change that was broadcast; None if no client is connected."""
        cursors = self._cursors.get(code)
        return cursors.newest if cursors else None

    def catch_up(
        self, code: str, viewer: Viewer, since: int, is_brief: bool = False
    ) -> Encoded | None:
        """Return the message that brings `viewer` from `since` to now, or None if they must fetch the
        state."""
        newest = self._ledger.stream(code).seq
        if not 0 <= since <= newest or newest - since > MOST_TO_CATCH_UP:
            return None
        stream, changes = self._changes_after(code, since)
        if any(needs_fresh_state(stream, change) for change in changes):
            return None
        return self._encoder_for(stream, since).message(since, changes, viewer, is_brief)

    def _catch_up(self, one: Connection, since: int, newest: int) -> None:
        message = self.catch_up(one.code, one.viewer, since, one.is_brief)
        if message is None:
            self._socketio.emit("resync", {"seq": newest}, to=one.sid)
        elif newest > since:
            self._socketio.emit("changes", message, to=one.sid)

    # --- ends

    def _disconnect_erased(self, stream: Stream) -> None:
        for one in self._connections.of_gathering(stream.code):
            if one.viewer.person and stream.row("people", one.viewer.person) is None:
                self._socketio.start_background_task(self._socketio.server.disconnect, one.sid)

    def end(self, code: str) -> None:
        """Notify all clients that the gathering was deleted, and disconnect them, in all processes."""
        self._bus.send("ended", {"code": code})
        self._end_here(code)

    def _heard_of_end(self, _: str, message: Message) -> None:
        self._socketio.start_background_task(self._end_if_gone, message["code"])

    def _end_if_gone(self, code: str) -> None:
        """Another process says that the gathering was deleted. Ask the store before anybody is told."""
        self._ledger.evict(code)  # in case the store cannot be read
        try:
            self._ledger.stream(code)
        except UnknownGathering:
            self._end_here(code)
        except Unreadable:
            return  # the poll will find out

    def _end_here(self, code: str) -> None:
        self._cursors.pop(code, None)
        self._encoders.pop(code)
        self._emit_to_all(code, "deleted", {"code": code})
        for one in self._connections.of_gathering(code):
            self._socketio.server.disconnect(one.sid)
        self.on_end(code)

    # --- messages

    def _changes_after(self, code: str, since: int) -> tuple[Stream, list[Change]]:
        """Return the newest state, and the changes after `since` that lead exactly to it."""
        stream, changes = self._ledger.news(code, since)
        return stream, without_repeats(changes)

    def _encoder_for(self, stream: Stream, since: int) -> ChangeEncoder:
        known = self._encoders.get(stream.code)
        encoder = known.at(stream, since) if known else ChangeEncoder(stream)
        return self._encoders.put(stream.code, encoder)

    def _send_to_one(
        self, encoder: ChangeEncoder, since: int, changes: list[Change], one: Connection
    ) -> None:
        news = _after(since, changes)
        if news:
            self._send([one.client], encoder.message(since, news, one.viewer, one.is_brief))

    def _send(self, clients: Iterable[str], message: Encoded) -> None:
        self._socketio.server.manager.send_event(list(clients), "changes", message)

    def _emit_to_all(self, code: str, event: str, data: dict[str, object]) -> None:
        for room in ("public", "host"):
            self._socketio.emit(event, data, to=f"{room}:{code}")

    def _ring_bells(self, code: str, changes: list[Change]) -> None:
        for change in changes:
            if change.name == "ring_bell":
                text = next((row["text"] for row in change.puts.get("news", ())), "")
                self._emit_to_all(code, "bell", {"text": text, "at": change.at, "seq": change.seq})


def _after(since: int, changes: Sequence[Change]) -> list[Change]:
    """Return the changes after `since`. Their seqs are contiguous."""
    return list(changes[max(0, since + 1 - changes[0].seq) :]) if changes else []

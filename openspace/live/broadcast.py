"""Shows every screen what changed: live and catch-up are one idea, "changes since the seq you have".

Rooms: `public:<code>` holds everybody but hosts, `host:<code>` the hosts. Who is concerned by a change
(its convener, its author) gets a view of their own instead of the public's, on a socket that is theirs.

A change that shows nothing to anybody else (somebody joins, marks interest) goes to whom it concerns at
once, and to the others a little later, many in one message: 2,000 people who join would be 4 million.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_socketio import SocketIO

from openspace.domain.audience import (
    HOST,
    PUBLIC,
    Viewer,
    needs_fresh_state,
    without_repeats,
)
from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.ledger.port import Log, UnknownGathering
from openspace.live.connections import Seat, Seats
from openspace.live.encoding import Telling
from openspace.live.transport.manager import Encoded

MOST_TO_CATCH_UP = 1_000
"""Further behind than this, the whole state is the shorter way."""

_QUIET_SECONDS = 0.1
"""How long a change that shows nothing may wait for others."""

_MANY = 8
"""People whom changes of one turn concern: more of them wait as well."""


class Fanout:
    def __init__(self, socketio: SocketIO, ledger: Log, seats: Seats) -> None:
        self._socketio = socketio
        self._ledger = ledger
        self._seats = seats
        self._shown: dict[str, int] = {}
        self._quiet: dict[str, _Quiet] = {}
        self._telling: dict[str, Telling] = {}
        self.nudge: Callable[[str], None] = self.publish
        """Lets `publish` happen in the gathering's own line."""
        self.on_end: Callable[[str], None] = lambda code: None
        """Lets others drop what they keep of a gathering that is deleted."""

    def publish(self, code: str) -> None:
        """Sends what came since the last time. Called from the gathering's own line only."""
        since = self._shown.get(code)
        if since is None:
            return  # nobody has looked yet
        try:
            gathering, changes = self._news(code, since)
        except UnknownGathering:
            self.end(code)
            return
        if not changes:
            return
        if any(needs_fresh_state(gathering, change) for change in changes):
            self._send_resync(gathering)
            self._ring_bells(code, changes)
            return
        telling = self._telling_at(gathering, since)
        quiet = self._quiet.setdefault(code, _Quiet())
        fresh = [change for change in changes if change.seq > quiet.looked_at]
        if quiet.may_wait and all(telling.shows_nothing(change) for change in fresh):
            self._send_to_concerned(telling, since, changes, quiet, fresh)
            if not quiet.looked_at:
                self._socketio.start_background_task(self._end_quiet, code, quiet)
            quiet.looked_at = changes[-1].seq
            return
        self._shown[code] = changes[-1].seq
        del self._quiet[code]
        self._send_to_concerned(telling, since, changes, quiet, changes)
        self._send_to_all(telling, since, changes, list(quiet.ahead))
        self._ring_bells(code, changes)

    def _end_quiet(self, code: str, quiet: "_Quiet") -> None:
        self._socketio.sleep(_QUIET_SECONDS)
        if self._quiet.get(code) is quiet:
            quiet.may_wait = False
            self.nudge(code)

    def welcome(self, seat: Seat, since: int | None) -> None:
        """Makes a new socket part of the audience, then brings it up to date.

        In this order: a change in between is sent twice, which a client forgives, and never missed.
        """
        gathering = self._ledger.load(seat.code)
        self._shown.setdefault(seat.code, gathering.seq)
        self._seats.take(seat)
        room = "host" if seat.viewer.role == "host" else "public"
        self._socketio.server.enter_room(seat.sid, f"{room}:{seat.code}")
        if since is not None:
            self._catch_up(seat, since)

    def unseat_hosts(self, code: str) -> None:
        """Ends the sockets of hosts, whose key is no more; who holds the new one connects again."""
        for seat in self._seats.at(code):
            if seat.viewer.role == "host":
                self._socketio.server.disconnect(seat.sid)

    def end(self, code: str) -> None:
        """The gathering is deleted, perhaps by another process: says so to all who look at it, and ends
        their sockets."""
        for kept in (self._shown, self._quiet, self._telling):
            kept.pop(code, None)
        for room in ("public", "host"):
            self._socketio.emit("deleted", {"code": code}, to=f"{room}:{code}")
        for seat in self._seats.at(code):
            self._socketio.server.disconnect(seat.sid)
        self.on_end(code)

    def unseat(self, code: str, person: str) -> None:
        """Ends the sockets of somebody who is forgotten."""
        for seat in self._seats.of_people(code, {person}):
            self._socketio.server.disconnect(seat.sid)

    def shown(self, code: str) -> int | None:
        """The seq of the newest change that was sent to all; None when nobody has looked yet."""
        return self._shown.get(code)

    def catch_up(self, code: str, viewer: Viewer, since: int) -> Encoded | None:
        """The message that brings `viewer` from `since` to now; None when they must fetch the state."""
        newest = self._ledger.load(code).seq
        if not 0 <= since <= newest or newest - since > MOST_TO_CATCH_UP:
            return None
        gathering, changes = self._news(code, since)
        if any(needs_fresh_state(gathering, change) for change in changes):
            return None
        return self._telling_at(gathering, since).message(since, changes, viewer)

    def _news(self, code: str, since: int) -> tuple[Gathering, list[Change]]:
        """The newest gathering, and the changes after `since` that lead to just that one."""
        gathering = self._ledger.load(code)
        changes = self._ledger.since(code, since)
        return gathering, without_repeats([c for c in changes if c.seq <= gathering.seq])

    def _catch_up(self, seat: Seat, since: int) -> None:
        newest = self._ledger.load(seat.code).seq
        message = self.catch_up(seat.code, seat.viewer, since)
        if message is None:
            self._socketio.emit("resync", {"seq": newest}, to=seat.sid)
        elif newest > since:
            self._socketio.emit("changes", message, to=seat.sid)

    def _telling_at(self, gathering: Gathering, since: int) -> Telling:
        known = self._telling.get(gathering.code)
        telling = known.at(gathering, since) if known else Telling(gathering)
        self._telling[gathering.code] = telling
        return telling

    def _send_to_concerned(
        self,
        telling: Telling,
        since: int,
        changes: list[Change],
        quiet: "_Quiet",
        fresh: list[Change],
    ) -> None:
        """To each socket that sees more than the public, or has been ahead of it: what it has not got.

        Of what shows nothing to others, many are told in fewer messages: each gets all that came before.
        """
        code = telling.gathering.code
        people = set().union(*(telling.concerned(change) for change in fresh))
        if quiet.may_wait and len(people) > _MANY and fresh is not changes:
            return
        seats = {seat.sid: seat for seat in self._seats.of_people(code, people)}
        if fresh is changes:
            ahead = (self._seats.of(sid) for sid in quiet.ahead)
            seats |= {seat.sid: seat for seat in ahead if seat}
        for seat in seats.values():
            begin = quiet.ahead.get(seat.sid, since)
            news = changes[begin - since :]
            if news:
                message = telling.message(begin, news, seat.viewer)
                self._socketio.emit("changes", message, to=seat.sid)
            quiet.ahead[seat.sid] = changes[-1].seq

    def _send_to_all(
        self, telling: Telling, since: int, changes: list[Change], but: list[str]
    ) -> None:
        code = telling.gathering.code
        public = telling.message(since, changes, PUBLIC)
        self._socketio.emit("changes", public, to=f"public:{code}", skip_sid=but)
        if self._seats.of_people(code, {"host"}):
            host = telling.message(since, changes, HOST)
            self._socketio.emit("changes", host, to=f"host:{code}")

    def _send_resync(self, gathering: Gathering) -> None:
        """Makes every screen fetch the state anew."""
        code = gathering.code
        self._shown[code] = gathering.seq
        self._quiet.pop(code, None)
        for room in ("public", "host"):
            self._socketio.emit("resync", {"seq": gathering.seq}, to=f"{room}:{code}")

    def _ring_bells(self, code: str, changes: list[Change]) -> None:
        for change in changes:
            if change.name != "ring_bell":
                continue
            text = next((row["text"] for row in change.puts.get("news", ())), "")
            bell = {"text": text, "at": change.at, "seq": change.seq}
            for room in ("public", "host"):
                self._socketio.emit("bell", bell, to=f"{room}:{code}")


@dataclass
class _Quiet:
    """Changes of one gathering that the public has not got yet, since there is nothing to see in them."""

    looked_at: int = 0
    may_wait: bool = True
    ahead: dict[str, int] = field(default_factory=dict)
    """sid → the seq up to which that socket has got them already, for they concern its person."""

"""Socket.IO handlers: connect, disconnect, command. Every frame is answered, and authorised by itself."""

import logging
import time
from collections.abc import Callable
from functools import partial
from traceback import walk_tb
from typing import Any

from flask_socketio import ConnectionRefusedError, SocketIO

from openspace.domain.community.stream import key_of
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Grant, Viewer
from openspace.languages.known import SOURCE, language_of
from openspace.languages.text import speaking
from openspace.ledger.port import UnknownGathering, Unreadable
from openspace.live.broadcast import Broadcast
from openspace.live.connections import Connection, Connections
from openspace.live.presence import Presence
from openspace.live.revocations import IsRevoked
from openspace.live.transport.incoming import Incoming
from openspace.live.transport.unjoined import Unjoined
from openspace.runtime.turns import Wait
from openspace.service.codes import as_known_code
from openspace.service.commands import Commands
from openspace.service.queue import OnAnswer
from openspace.service.receipts import refusal

log = logging.getLogger(__name__)

_GOOD_SECONDS = 1.0
"""How long a socket's grant is cached as valid. Each process closes the sockets of a revoked grant itself
(`revocations.py`); this also refuses their commands if that is late. Looking it up for each command took a
twentieth of the time."""

Identify = Callable[[dict[str, Any], str, str | None, str], tuple[Viewer, Grant]]
"""(environ, code, token, as) → the viewer and their grant. Raises Refused for an invalid token."""


class Sockets:
    def __init__(
        self,
        socketio: SocketIO,
        broadcast: Broadcast,
        connections: Connections,
        commands: Commands,
        identify: Identify,
        is_revoked: IsRevoked,
        unjoined: Unjoined,
        presence: Presence,
        wait_for_turn: Wait,
    ) -> None:
        self._socketio = socketio
        self._broadcast = broadcast
        self._connections = connections
        self._commands = commands
        self._identify = identify
        self._is_revoked = is_revoked
        self._unjoined = unjoined
        self._presence = presence
        self._good_until: dict[str, float] = {}
        logging.getLogger("engineio.server").addFilter(_is_our_error)
        # Register below Flask-SocketIO: its `on` builds a whole Flask request for each event, which is not
        # needed.
        socketio.server.on("connect", self._connect)
        socketio.server.on("disconnect", self._disconnect)
        Incoming(socketio, self._command, self._newest, self._working, wait_for_turn)

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        auth = auth if isinstance(auth, dict) else {}
        with speaking(_language_in(auth)):
            self._join(sid, environ, auth)

    def _join(self, sid: str, environ: dict[str, Any], auth: dict[str, Any]) -> None:
        one, since = self._new_connection(sid, environ, auth)
        try:
            self._broadcast.add(one, since, str(auth.get("origin") or ""))
            # A revocation since `identify` may have looked for sockets before this one was added.
            if self._is_revoked(one.code, one.viewer, one.grant):
                raise _revoked(one)
        except UnknownGathering:
            raise _connect_error(Refused("unknown_gathering")) from None
        except Refused as refused:
            self._broadcast.remove(sid)
            raise _connect_error(refused) from None
        except Unreadable:
            self._broadcast.remove(sid)
            raise _connect_error(Refused("busy", why="unreadable")) from None
        self._unjoined.joined(one.client)
        self._presence.changed(one.code)

    def _client(self, sid: str) -> str:
        """Return the Engine.IO client of the Socket.IO session `sid`."""
        return str(self._socketio.server.manager.eio_sid_from_sid(sid, "/"))

    def _new_connection(
        self, sid: str, environ: dict[str, Any], auth: dict[str, Any]
    ) -> tuple[Connection, int | None]:
        code: Any = auth.get("gathering")
        slug: Any = auth.get("community")
        token, as_, since = auth.get("token"), auth.get("as", ""), auth.get("since")
        if not isinstance(code if slug is None else slug, str):
            raise _connect_error(Refused("malformed", why="auth"))
        if token is not None and not isinstance(token, str):
            raise _connect_error(Refused("malformed", why="auth_token"))
        if isinstance(since, bool) or not isinstance(since, int | None):
            raise _connect_error(Refused("malformed", why="auth_since"))
        try:
            code = as_known_code(code) if slug is None else key_of(slug)
            viewer, grant = self._identify(environ, code, token or None, str(as_))
        except Refused as refused:
            raise _connect_error(refused) from None
        except UnknownGathering:
            raise _connect_error(Refused("unknown_gathering")) from None
        except Unreadable:
            raise _connect_error(Refused("busy", why="unreadable")) from None
        is_brief = auth.get("brief") is True
        language = _language_in(auth)
        return Connection(sid, code, viewer, grant, self._client(sid), is_brief, language), since

    def _disconnect(self, sid: str, *_: Any) -> None:
        self._unjoined.left(self._client(sid))
        self._good_until.pop(sid, None)
        self._presence.left(sid)
        one = self._broadcast.remove(sid)
        if one:
            self._presence.changed(one.code)

    def _command(self, sid: str, args: list[Any], answer: OnAnswer) -> None:
        one = self._connections.get(sid)
        if one is None:
            answer(refusal(Refused("not_allowed", why="connect")))
            return
        if one.language != SOURCE.code:
            answer = partial(_answer_in, one.language, answer)
        try:
            is_revoked = self._is_revoked_now(one)
        except Refused as refused:
            answer(refusal(refused))
            return
        if is_revoked:
            # Another process revoked the grant, and this one has not closed the socket yet.
            answer(refusal(_revoked(one)))
            self._socketio.start_background_task(self._socketio.server.disconnect, sid)
        else:
            self._commands.send(one.code, one.viewer, args[0] if len(args) == 1 else None, answer)

    def _is_revoked_now(self, one: Connection) -> bool:
        """Return whether the socket's grant was revoked. Looked up at most once in `_GOOD_SECONDS`.
        Raises Refused (`busy`) if the store cannot tell."""
        now = time.monotonic()
        if now < self._good_until.get(one.sid, 0):
            return False
        try:
            if self._is_revoked(one.code, one.viewer, one.grant):
                return True
        except Unreadable:
            raise Refused("busy", why="unreadable") from None
        self._good_until[one.sid] = now + _GOOD_SECONDS
        return False

    def _newest(self, sid: str) -> int | None:
        one = self._connections.get(sid)
        return self._broadcast.cursor_of(one) if one else None

    def _working(self, sid: str, args: list[Any]) -> None:
        """A host's page says what they work on. Raises Refused."""
        one = self._connections.get(sid)
        if one is None or self._is_revoked_now(one):
            raise Refused("not_allowed", why="connect")
        self._presence.working(one, args[0] if len(args) == 1 else None)


def _language_in(auth: dict[str, Any]) -> str:
    """Return the code of the language that a page names when it connects; English if it names none."""
    return language_of(str(auth.get("language") or "")).code


def _answer_in(language: str, answer: OnAnswer, said: dict[str, Any]) -> None:
    with speaking(language):
        answer(said)


def _revoked(one: Connection) -> Refused:
    if one.viewer.role == "host":
        return Refused("not_allowed", why="host_key_replaced")
    return Refused("not_allowed", why="signed_out", ended=True)


def _is_our_error(record: logging.LogRecord) -> bool:
    """Filter the log: anybody can send invalid Socket.IO frames, and a traceback for each would fill the
    log."""
    trace = record.exc_info[2] if record.exc_info else None
    return trace is None or any(
        frame.f_globals.get("__name__", "").startswith("openspace.") for frame, _ in walk_tb(trace)
    )


def _connect_error(refused: Refused) -> ConnectionRefusedError:
    return ConnectionRefusedError(refused.message, refused.as_error())

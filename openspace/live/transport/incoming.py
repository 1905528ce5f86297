"""Parses frames from untrusted clients: each gets an answer, and none causes a traceback.

It replaces python-socketio's reader, which logs what it cannot parse and sends no answer. Every event gets an
acknowledgement if the frame asks for one; otherwise a refusal is sent as the event `refused`. Binary frames,
other namespaces and other events are not part of our protocol.
"""

import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask_socketio import SocketIO
from socketio.packet import ACK, CONNECT_ERROR, EVENT

from openspace.domain.refusals import Refused
from openspace.live.transport.reading import checked_websocket
from openspace.runtime import compact_json
from openspace.runtime.turns import OF_CONNECT, Wait
from openspace.service.receipts import as_sent, refusal

log = logging.getLogger(__name__)

OnAnswer = Callable[[dict[str, Any]], None]

Command = Callable[[str, list[Any], OnAnswer], None]
"""(sid, arguments, answer): `answer` is called once, now or later."""

_HEAD = re.compile(
    r"(?P<kind>[0-6])(?:(?P<parts>\d+)-)?(?P<space>/[^,]{0,200}(?:,|$))?(?P<id>\d{1,18}(?!\d))?",
    re.A,
)
_EVENTS = ("command", "seq", "working")
_DEEPEST = 32
"""Nesting of lists and objects that a frame may have. A command has four levels."""


class Incoming:
    """One instance for the server. `socketio` has its `connect` and `disconnect` handlers already."""

    def __init__(
        self,
        socketio: SocketIO,
        command: Command,
        newest: Callable[[str], int | None],
        working: Callable[[str, list[Any]], None],
        wait_for_turn: Wait,
    ) -> None:
        """`newest` returns the seq of the newest change that the socket `sid` should have. `working` takes
        what a host works on (sid, arguments), or raises Refused."""
        self._command = command
        self._newest = newest
        self._working = working
        self._wait_for_turn = wait_for_turn
        self._server = socketio.server
        self._server.eio.on("message", self._read)
        asynchronous = self._server.eio._async
        if asynchronous["websocket"]:
            driver = checked_websocket(
                asynchronous["websocket"], self._server.eio.max_http_buffer_size, socketio.sleep
            )
            self._server.eio._async = {**asynchronous, "websocket": driver}

    def _read(self, eio_sid: str, frame: Any) -> None:
        if isinstance(frame, bytes):
            return  # the packet that announced it was refused
        head = _HEAD.match(frame) if isinstance(frame, str) else None
        if head is None:
            self._refuse(eio_sid, None, Refused("malformed", why="frame"))
            return
        kind, id = head["kind"], int(head["id"]) if head["id"] else None
        space = (head["space"] or "/").rstrip(",")
        try:
            if space == "/":
                self._handle(eio_sid, kind, id, frame[head.end() :])
            elif kind in "025":
                raise Refused("malformed", why="namespace")
        except Refused as refused:
            if kind == "0":
                error = refused.as_error()
                self._send(eio_sid, CONNECT_ERROR, {**error, "data": error}, space=space)
            else:
                self._refuse(eio_sid, id, refused, space)

    def _handle(self, eio_sid: str, kind: str, id: int | None, body: str) -> None:
        sid = self._server.manager.sid_from_eio_sid(eio_sid, "/")
        if kind == "0":
            if sid:
                raise Refused("malformed", why="connected")
            auth = _json(body) if body else None
            # The phones of a hall send this together, and a claim must not wait for all of them.
            self._wait_for_turn(OF_CONNECT)
            if eio_sid in self._server.environ:  # else it has disconnected meanwhile
                self._server._handle_connect(eio_sid, "/", auth)
        elif kind == "1":
            if sid:
                self._server._handle_disconnect(eio_sid, "/")
        elif kind == "2":
            if not sid or not self._server.manager.is_connected(sid, "/"):
                raise Refused("not_allowed", why="connect")
            name, args = _event(_json(body))
            if name == "seq":
                # A liveness check that returns the newest seq. It is answered at once, without the queue.
                self._answer(eio_sid, id, {"ok": True, "seq": self._newest(sid)})
                return
            if name == "working":
                self._working(sid, args)
                self._answer(eio_sid, id, {"ok": True})
                return
            self._run_command(sid, args, lambda answer: self._answer(eio_sid, id, answer))
        elif kind == "4":
            raise Refused("malformed", why="frame")
        elif kind == "5":
            raise Refused("malformed", why="binary")
        # The other kinds acknowledge something, and we ask for no acknowledgement.

    def _run_command(self, sid: str, args: list[Any], answer: OnAnswer) -> None:
        try:
            self._command(sid, args, answer)
        except Exception:
            log.exception("a command could not be answered")
            answer(refusal(Refused("busy", why="failed")))

    def _answer(self, eio_sid: str, id: int | None, answer: dict[str, Any]) -> None:
        answer = as_sent(answer)
        if id is not None:
            self._send_text(eio_sid, f"{ACK}{id}[{compact_json.dumps(answer)}]")
        elif not answer["ok"]:
            self._send(eio_sid, EVENT, ["refused", answer["error"]])

    def _refuse(self, eio_sid: str, id: int | None, refused: Refused, space: str = "/") -> None:
        if id is None:
            self._send(eio_sid, EVENT, ["refused", refused.as_error()], space=space)
        else:
            self._send(eio_sid, ACK, [{"ok": False, "error": refused.as_error()}], id, space)

    def _send(
        self, eio_sid: str, kind: int, data: Any, id: int | None = None, space: str = "/"
    ) -> None:
        self._send_text(
            eio_sid, self._server.packet_class(kind, data=data, namespace=space, id=id).encode()
        )

    def _send_text(self, eio_sid: str, text: str) -> None:
        with suppress(KeyError, OSError):  # the client may have disconnected
            self._server.manager.send_text([eio_sid], text)


def _event(event: Any) -> tuple[str, list[Any]]:
    """Return the event's name, one of `_EVENTS`, and its arguments. Raises Refused.

    No other event may reach the handlers, because “connect” and “disconnect” are handlers too.
    """
    if not (isinstance(event, list) and event and isinstance(event[0], str)):
        raise Refused("malformed", why="frame")
    if event[0] not in _EVENTS:
        raise Refused("unknown_command", why="event")
    return event[0], event[1:]


def _json(text: str) -> Any:
    """Parse JSON. Raises Refused for invalid JSON, for NaN and infinities, and for too deep nesting."""
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Refused("malformed", why="frame") from None
    level, depth = [found], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise Refused("malformed", why="frame")
        level = [
            item
            for value in level
            if isinstance(value, list | dict)
            for item in (value.values() if isinstance(value, dict) else value)
        ]
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)

"""Serves WebSockets under eventlet without a green thread for each.

Engine.IO reads a WebSocket in the green thread of the request that opened it, and writes in another one. Both
wait nearly always, with deep stacks and with the request's environ: five sixths of a connection's memory.
Here the socket is taken from the request, which ends. The event loop reads what comes, and a green thread
runs only while there is something to handle or to write.

Whole, unfragmented text frames are parsed here. All others are left to eventlet's WebSocket, which waits for
the rest of a frame, answers pings, and closes on errors (`reading.py` adds the limits).
"""

import socket
from contextlib import suppress
from typing import Any

from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import MESSAGE, Packet

from openspace.live.transport.added import remove_added
from openspace.live.transport.raw_sockets import is_tls, unmasked
from openspace.live.transport.reading import AT_ONCE, checked, is_engine_io
from openspace.runtime.hub import Hub

_READ_AT_ONCE = 4_096
_MESSAGE = str(MESSAGE)
_WHOLE_TEXT = 0x81
"""First byte of a text frame that is a whole message."""


def event_socket(engineio_socket: Any, ws: Any, loop: Hub | None) -> "EventSocket | None":
    """Return the connection, taken from its request; None under another runtime, over TLS, and for a client
    that polled first, which Engine.IO must upgrade."""
    own = getattr(ws, "_inner", None)
    if own is None or loop is None or not hasattr(own, "max_frame_length") or is_tls(own.socket):
        return None
    return None if engineio_socket.connected else EventSocket(engineio_socket, own, loop)


class EventSocket:
    """One client's WebSocket, from its handshake on."""

    __slots__ = (
        *("_connection", "_fd", "_listener", "_loop", "_own", "_runs", "_server", "_socket"),
        "ws",
    )

    def __init__(self, engineio_socket: Any, handshaken: Any, loop: Hub) -> None:
        """Take the system's socket from `handshaken`, eventlet's WebSocket, and from its request."""
        self._loop = loop
        self._socket, self._server = engineio_socket, engineio_socket.server
        self._connection = getattr(engineio_socket, "connection", None)
        self._listener: Any = None
        self._runs = False
        green = _taken_from(handshaken.socket)
        self._fd: Any = green.fd
        most = int(self._server.max_http_buffer_size)
        self._own = type(handshaken)(green, {}, handshaken.version, max_frame_length=most)
        self.ws = checked(self._own, most, self._server.sleep)
        # The request must not end it with a closing frame.
        handshaken.websocket_closed = True
        remove_added(handshaken)
        if self._connection:
            self._connection.hand_over(green)

    def start(self) -> None:
        """Serve it from here on. It can be written to directly."""
        one = self._socket
        one.connected = one.upgraded = one.is_detached = True
        waiting, one.queue = one.queue, SendQueue(self.ws, one.direct, self._loop)
        self._own.socket.settimeout(self._server.ping_interval + self._server.ping_timeout)
        one.send = one.direct.send_at_once
        one.direct.reopen()
        while not waiting.empty():
            one.send(waiting.get())
        self._watch()

    # --- reading

    def _watch(self) -> None:
        self._listener = self._loop.watch(self._fd.fileno(), self._readable)

    def _unwatch(self) -> None:
        listener, self._listener = self._listener, None
        if listener:
            self._loop.unwatch(listener)

    def _readable(self, _: int) -> None:
        """Called by the event loop, where nothing may block."""
        if self._listener is None:
            return
        if self._runs:
            self._unwatch()  # leave it in the system's buffer, so that TCP throttles a flood
            return
        try:
            data = self._fd.recv(_READ_AT_ONCE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        self._own.socket.held += data
        self._runs = True
        self._loop.spawn(self._run, not data)

    def _run(self, is_over: bool) -> None:
        """Handle what was read. `is_over`: the client has closed the connection."""
        frames, goes_on = 0, True
        while goes_on and (is_over or self._own.socket.held):
            text = self._whole_text()
            if text is None:
                self._unwatch()  # eventlet waits for the rest by itself
                if goes_on := self._receive(self._wait()):
                    self._socket.direct.reopen()
            elif is_engine_io(text):
                goes_on = self._receive(text)
            frames += 1
            if frames % AT_ONCE == 0:
                self._server.sleep(0)
        if not goes_on:
            self._end()
            return
        self._runs = False
        if self._listener is None:
            self._watch()

    def _whole_text(self) -> str | None:
        """Take the first frame from the buffer if it is whole, text and short; else return None."""
        held = self._own.socket.held
        if len(held) < 6 or held[0] != _WHOLE_TEXT:
            return None
        size, head = held[1] - 128, 2
        if size == 126 and len(held) >= 8:
            size, head = int.from_bytes(held[2:4], "big"), 4
        elif not 0 <= size < 126:
            return None
        begin = head + 4
        data = held[begin : begin + size]
        if len(data) < size:
            return None
        try:
            text = unmasked(data, held[head:begin]).decode()
        except UnicodeDecodeError:
            return None
        self._own.socket.held = held[begin + size :]
        return text

    def _wait(self) -> Any:
        try:
            return self.ws.wait()
        except Exception:
            return None

    def _receive(self, frame: Any) -> bool:
        """Handle a frame as Engine.IO does. Return whether the connection goes on."""
        if frame is None:
            return False
        if isinstance(frame, str) and frame.startswith(_MESSAGE):
            self._server._trigger_event("message", self._socket.sid, frame[1:], run_async=False)
            return True
        try:
            self._socket.receive(Packet(encoded_packet=frame))
        except UnknownPacketError:
            pass
        except SocketIsClosedError:
            return False
        except Exception:
            self._server.logger.exception("Unknown receive error")
            return False
        return True

    def _end(self) -> None:
        one = self._socket
        self._unwatch()
        one.queue.put(None)
        one.queue.join()
        one.close(wait=False, abort=True, reason=self._server.reason.TRANSPORT_CLOSE)
        self._server.sockets.pop(one.sid, None)
        self.close()
        remove_added(one, self.ws, self._own)

    def close(self) -> None:
        if self._connection:
            self._connection.hand_back()
        self._fd.close()
        self._fd._decref_socketios()


class SendQueue:
    """Replaces Engine.IO's queue: a green thread writes the packets, only while some wait."""

    __slots__ = ("_direct", "_ended", "_joined", "_loop", "_waiting", "_writes", "_ws")

    def __init__(self, ws: Any, direct: Any, loop: Hub) -> None:
        self._ws, self._direct, self._loop = ws, direct, loop
        self._waiting: list[Any] = []
        self._joined: list[Any] = []
        self._writes = self._ended = False

    def put(self, packet: Any) -> None:
        if self._ended:
            return
        self._direct.close()
        self._waiting.append(packet)
        if not self._writes:
            self._writes = True
            self._loop.spawn(self._write)

    def qsize(self) -> int:
        return len(self._waiting)

    def empty(self) -> bool:
        return not self._writes

    def join(self) -> None:
        """Wait until everything was written."""
        if self._writes:
            written = self._loop.event()
            self._joined.append(written)
            written.wait()

    def _write(self) -> None:
        try:
            while self._waiting:
                packet = self._waiting.pop(0)
                if packet is None:
                    self._ended = True
                    break
                self._ws.send(packet.encode())
        except Exception:
            self._ended = True
        if self._ended:
            self._waiting.clear()
            with suppress(Exception):
                self._ws.close()
        self._writes = False
        for written in self._joined:
            written.send()
        self._joined.clear()
        if self._ended:
            self._ws = self._direct = None  # no cycle keeps a closed connection
        else:
            self._direct.reopen()


def _taken_from(green: Any) -> Any:
    """Return eventlet's socket for the descriptor of `green`, which has none from here on."""
    known = green.fd
    fresh = socket.socket(known.family, known.type, known.proto, fileno=known.detach())
    # As an open file does: eventlet's WebSocket closes the socket before the client has read all of it.
    fresh._io_refs += 1  # type: ignore[attr-defined]
    return type(green)(fresh)

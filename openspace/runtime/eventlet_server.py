"""Eventlet's server with an `accept` that cannot fail, time-outs, and strict HTTP parsing."""

import socket
import ssl
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from openspace.runtime import logs
from openspace.runtime.connections import ENVIRON, HEAD, IDLE, PAUSE, Connection, Connections
from openspace.runtime.served import ACCEPTED_A_ROUND, Served
from openspace.runtime.strict import StrictRequests
from openspace.runtime.threads import semaphore
from openspace.runtime.turns import Wait, turns

if TYPE_CHECKING:
    from flask import Flask

    from openspace.config import Settings

_SENT_AT_ONCE = 32 * 1024
"""Bytes of a response's pieces that are joined for one write. A slow reader holds this much for itself."""

_BUFFERS = 2 * 1024, 4 * 1024
"""Bytes that each connection reserves for reading and for writing. Eventlet reserves 8 and 16 kB, most of the
memory of a silent connection. Whatever is larger passes them by."""

_DISCARDED_AT_ONCE = 4
_DISCARD_SECONDS = 0.005
"""Pause between two reads of a body that is discarded: 13 MB per second, for few bodies at a time."""

_MOST_DISCARDED = 16 * 1024 * 1024
"""Bytes of a refused body that are read and discarded, so that the client can read the refusal."""


def eventlet_server(
    app: "Flask", settings: "Settings", connections: Connections, listening: socket.socket
) -> Served:
    import eventlet
    import eventlet.wsgi
    from eventlet.greenio import GreenSocket
    from eventlet.hubs import get_hub, trampoline

    get_hub().squelch_generic_exception = lambda error: logs.log_error(*error)
    get_hub().squelch_timer_exception = lambda _, error: logs.log_error(*error)
    listener = GreenSocket(listening)
    if settings.cert:
        from eventlet.green import ssl as green_ssl

        context = green_ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(settings.cert, settings.key)
        # The TLS handshake runs in the connection's green thread, so that a slow client does not block
        # `accept`.
        listener = context.wrap_socket(listener, server_side=True, do_handshake_on_connect=False)
    known: dict[int, Connection] = {}
    make_accept_robust(listener, connections, known, eventlet.sleep)
    discarding = semaphore("eventlet", _DISCARDED_AT_ONCE)
    protocol = _protocol(
        eventlet.wsgi.HttpProtocol,
        eventlet.wsgi.Input,
        known,
        eventlet.sleep,
        discarding,
        turns("eventlet", ACCEPTED_A_ROUND),
    )

    def work() -> None:
        eventlet.spawn(connections.run_closing, eventlet.sleep)
        eventlet.wsgi.server(
            listener,
            app,
            log=logs.ErrorsOnly(),
            protocol=protocol,
            log_output=False,
            debug=False,
            # `connections` counts them; the pool must never be what blocks `accept`.
            max_size=2 * connections.most + ACCEPTED_A_ROUND,
            minimum_chunk_size=_SENT_AT_ONCE,
            socket_timeout=settings.limits.stalled_seconds,
            keepalive=settings.limits.idle_seconds,
        )

    return work, eventlet.spawn, lambda ended: trampoline(ended, read=True)


def make_accept_robust(
    listener: Any,
    connections: Connections,
    known: dict[int, Connection],
    sleep: Callable[[float], Any],
) -> None:
    """Replace `listener.accept` by one that never raises and yields to other tasks.

    Eventlet's server ends on any error of `accept`, such as a client that hung up early or a lack of file
    descriptors. It would also accept all waiting clients before any other task runs, and delay claims.
    """
    accept, accepted = listener.accept, count(1)

    def accept_one() -> Any:
        while True:
            if next(accepted) % ACCEPTED_A_ROUND == 0:
                sleep(0)
            try:
                sock, address = accept()
            except Exception as error:
                connections.refused(error)
                sleep(PAUSE)
                continue
            connection = connections.opened(sock)
            if connection is None:
                sock.close()
                sleep(0)
                continue
            known[id(sock)] = connection
            return sock, address

    listener.accept = accept_one


def _protocol(
    ordinary: type,
    input_: type,
    known: dict[int, Connection],
    sleep: Callable[[float], Any],
    discarding: Any,
    wait_to_end: Wait,
) -> type:
    class Body(input_):  # type: ignore[misc]
        def discard(self, *_: object) -> None:
            """Reads what is left of a body that nobody wanted, not faster than a phone sends. Raises OSError
            where that is too much, which ends the connection."""
            left = _MOST_DISCARDED
            with discarding:
                while data := self.read(64 * 1024):
                    left -= len(data)
                    if left <= 0:
                        raise ConnectionAbortedError
                    sleep(_DISCARD_SECONDS)

    class Protocol(StrictRequests, ordinary):  # type: ignore[misc]
        rbufsize, wbufsize = _BUFFERS

        def __init__(self, conn_state: Any, server: Any) -> None:
            self.kept = known.pop(id(conn_state[1]))
            try:
                super().__init__(conn_state, server)
            finally:
                self.kept.closed()

        def _read_request_line(self) -> Any:
            line = super()._read_request_line()
            if not line and self.kept.is_counted:
                # Closing a connection takes longer than noticing it. If 20,000 hang up together, only as many
                # are closed in each round of the event loop as may be accepted.
                wait_to_end(1)
            self.kept.enter(HEAD)
            return line

        def handle_one_request(self) -> None:
            super().handle_one_request()
            self.kept.enter(IDLE)

        def get_environ(self) -> dict[str, Any]:
            environ: dict[str, Any] = super().get_environ()
            environ[ENVIRON] = self.kept
            # Set its class, because a method on the instance would be a reference cycle for each request.
            environ["eventlet.input"].__class__ = Body
            return environ

        def log_message(self, *_: object) -> None:
            """Log nothing: the default would log the raw bytes of malformed requests."""

    return Protocol

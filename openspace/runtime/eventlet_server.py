"""Eventlet's server with an `accept` that cannot fail. `eventlet_http.py` reads and answers the requests."""

import socket
import ssl
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from openspace.runtime import logs
from openspace.runtime.connections import PAUSE, Connection, Connections
from openspace.runtime.eventlet_http import conversations
from openspace.runtime.green_workers import ConnectionPool
from openspace.runtime.served import ACCEPTED_A_ROUND, Served
from openspace.runtime.threads import semaphore
from openspace.runtime.turns import turns

if TYPE_CHECKING:
    from flask import Flask

    from openspace.config import Settings

_DISCARDED_AT_ONCE = 4
"""Bodies that nobody wants and that are read at the same time."""


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
    protocol = conversations(known, eventlet.sleep, discarding, turns("eventlet", ACCEPTED_A_ROUND))

    def work() -> None:
        eventlet.spawn(connections.run_closing, eventlet.sleep)
        eventlet.wsgi.server(
            listener,
            app,
            log=logs.ErrorsOnly(),
            protocol=protocol,
            log_output=False,
            debug=False,
            # `connections` counts them; the pool never blocks `accept`.
            custom_pool=ConnectionPool(),
            socket_timeout=settings.limits.stalled_seconds,
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

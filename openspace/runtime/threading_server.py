"""Werkzeug's server with a thread for each connection, counted connections, time-outs, and strict HTTP
parsing."""

import io
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from openspace.runtime import logs
from openspace.runtime.connections import ENVIRON, PAUSE, Connections
from openspace.runtime.served import Served
from openspace.runtime.strict import StrictRequests

if TYPE_CHECKING:
    from flask import Flask

    from openspace.config import Settings

_AT_ONCE = 64 * 1024


def threading_server(
    app: "Flask", settings: "Settings", connections: Connections, listening: socket.socket
) -> Served:
    from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

    tls = _tls(settings)

    class Handler(StrictRequests, WSGIRequestHandler):
        timeout = settings.limits.stalled_seconds

        def setup(self) -> None:
            super().setup()
            self.rfile = _LimitedReader(self.rfile)

        def make_environ(self) -> dict[str, Any]:
            environ = super().make_environ()
            environ[ENVIRON] = self.server.kept[threading.get_ident()]  # type: ignore[attr-defined]
            return environ

        def log_message(self, *_: object) -> None:
            """Log nothing: the default would log the raw bytes of malformed requests."""

    class Server(ThreadedWSGIServer):
        def __init__(self) -> None:
            super().__init__(settings.host, settings.port, app, Handler, fd=listening.fileno())
            self.ssl_context = tls
            self.kept: dict[int, Any] = {}

        def get_request(self) -> Any:
            try:
                return super().get_request()
            except OSError as error:
                connections.refused(error)
                time.sleep(PAUSE)
                raise

        def process_request_thread(self, request: Any, client_address: Any) -> None:
            kept = connections.opened(request)
            if kept is None:
                self.shutdown_request(request)
                return
            me = threading.get_ident()
            try:
                if tls:
                    # The TLS handshake is here and not in `accept`, so that a slow client does not block
                    # others.
                    request.settimeout(settings.limits.stalled_seconds)
                    kept.sock = request = tls.wrap_socket(request, server_side=True)
                self.kept[me] = kept
                super().process_request_thread(request, client_address)
            except OSError:
                self.shutdown_request(request)
            finally:
                self.kept.pop(me, None)
                kept.closed()

        def handle_error(self, *_: object) -> None:
            logs.log_error()

    # Werkzeug logs a refused WebSocket as a bad request, with its frames.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server = Server()

    def work() -> None:
        start_thread(lambda: connections.run_closing(time.sleep))
        server.serve_forever()

    return work, start_thread, lambda ended: ended.recv(1)


def start_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _tls(settings: "Settings") -> ssl.SSLContext | None:
    if not settings.cert:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings.cert, settings.key)
    return context


class _LimitedReader(io.BufferedIOBase):
    """A reader that returns at most 64 kB at once. Werkzeug reads the rest of a refused body in pieces of 10
    MB, in each thread."""

    def __init__(self, rfile: Any) -> None:
        self._rfile = rfile

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0 or size > _AT_ONCE:
            size = _AT_ONCE
        return bytes(self._rfile.read(size))

    def readline(self, size: int | None = -1, /) -> bytes:
        return bytes(self._rfile.readline(-1 if size is None else size))

    def close(self) -> None:
        self._rfile.close()

"""gevent's server with counted connections, time-outs, and strict HTTP parsing."""

import socket
from contextlib import suppress
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from openspace.runtime import logs
from openspace.runtime.connections import ENVIRON, HEAD, IDLE, PAUSE, Connections
from openspace.runtime.served import ACCEPTED_A_ROUND, Served
from openspace.runtime.strict import Ambiguous, Head, read_fields

if TYPE_CHECKING:
    from flask import Flask

    from openspace.config import Settings


def gevent_server(
    app: "Flask", settings: "Settings", connections: Connections, listening: socket.socket
) -> Served:
    from gevent import get_hub, sleep, spawn, spawn_later
    from gevent.pywsgi import WSGIHandler, WSGIServer
    from gevent.socket import socket as GeventSocket  # noqa: N812
    from gevent.socket import wait_read

    class Handler(WSGIHandler):  # type: ignore[misc]
        rfile: Any

        def read_requestline(self) -> str:
            line: str = super().read_requestline()
            self.server.kept[self.socket].enter(HEAD)
            return line

        def read_request(self, raw_requestline: str) -> bool:
            ordinary, self.rfile = self.rfile, Head(self.rfile)
            try:
                super().read_request(raw_requestline)
                read_fields(raw_requestline.encode("latin-1"), self.rfile.lines)
            except (OSError, HTTPException, Ambiguous) as error:
                # Gevent answers a ValueError with 400, and prints any other error.
                raise ValueError("a head that did not come") from error
            finally:
                self.rfile = ordinary
            return True

        def handle_one_request(self) -> Any:
            done = super().handle_one_request()
            if self.socket is not None and self.socket in self.server.kept:
                self.server.kept[self.socket].enter(IDLE)
            return done

        def handle_error(self, kind: Any, error: Any, trace: Any) -> None:
            if issubclass(kind, TimeoutError):
                self.close_connection = True  # a client that reads no response is not an error here
            else:
                super().handle_error(kind, error, trace)

        def get_environ(self) -> dict[str, Any]:
            environ: dict[str, Any] = super().get_environ()
            environ[ENVIRON] = self.server.kept[self.socket]
            return environ

    class Server(WSGIServer):  # type: ignore[misc]
        max_accept = ACCEPTED_A_ROUND
        handler_class = Handler

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.kept: dict[Any, Any] = {}

        def do_read(self) -> Any:
            try:
                accepted = super().do_read()
            except OSError as error:
                connections.refused(error)
                self.stop_accepting()
                spawn_later(PAUSE, self._start_accepting_if_started)
                return None
            if accepted:
                # Also covers the TLS handshake, which comes before `handle`.
                accepted[0].settimeout(settings.limits.stalled_seconds)
            return accepted

        def handle(self, sock: Any, address: Any) -> None:
            kept = connections.opened(sock)
            if kept is None:
                return
            self.kept[sock] = kept
            try:
                with suppress(OSError):  # the client disconnected early
                    super().handle(sock, address)
            finally:
                self.kept.pop(sock).closed()

    def work() -> None:
        spawn(connections.run_closing, sleep)
        server.serve_forever()

    get_hub().print_exception = lambda _, *error: logs.log_error(*error)
    tls = {"certfile": str(settings.cert), "keyfile": str(settings.key)} if settings.cert else {}
    listener = GeventSocket(listening.family, listening.type, fileno=listening.detach())
    server = Server(listener, app, log=None, error_log=logs.ErrorsOnly(), **tls)
    server.init_socket()
    return work, spawn, lambda ended: wait_read(ended.fileno())

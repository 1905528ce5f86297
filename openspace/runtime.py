"""The only file that knows the runtime: eventlet, gevent or plain threads. Leaving one is one flag.

Nothing is monkey-patched: what may block for long goes through `in_thread`, all else is short.
"""

import gc
import logging
import os
import socket
import ssl
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import count, islice
from typing import TYPE_CHECKING, Any, TypeVar

from openspace import logs
from openspace.ending import run_until_asked

if TYPE_CHECKING:
    from flask import Flask
    from flask_socketio import SocketIO

    from openspace.config import Settings

T = TypeVar("T")
Threads = Callable[[Callable[[], T]], T]

_BACKLOG = 4096
"""Connections the system holds for us: a hall of phones scans the same code in the same second."""

_MOST_CONNECTIONS = 20_000
"""Eventlet's own limit is 1,024, and the phones after that would wait for ever."""

_ACCEPTED_A_ROUND = 32
_BEGUN_A_ROUND = 4
"""Connections, and requests, before the event loop looks whether somebody who is in wants something."""

_SWITCH_SECONDS = 0.0005
"""Python's own is ten times as long."""


def thread_runner(async_mode: str) -> Callable[[Callable[[], Any]], Any]:
    """A function that runs another in a real thread, so that a slow disk never stalls the event loop."""
    if async_mode == "eventlet":
        _quietly_import_eventlet()
        from eventlet import tpool

        return lambda work: tpool.execute(work)
    if async_mode == "gevent":
        import gevent

        return lambda work: gevent.get_hub().threadpool.apply(work)
    return lambda work: work()


def lock(async_mode: str) -> Any:
    """A lock for what runs side by side in this mode, with `acquire(blocking=…)` and `release()`."""
    if async_mode == "gevent":
        from gevent.lock import BoundedSemaphore

        return BoundedSemaphore(1)
    return threading.Lock()


def places(async_mode: str, many: int) -> Any:
    """A semaphore for what runs side by side in this mode. Who waits for it holds no real thread."""
    if async_mode == "eventlet":
        from eventlet.semaphore import Semaphore

        return Semaphore(many)
    if async_mode == "gevent":
        from gevent.lock import Semaphore

        return Semaphore(many)
    return threading.Semaphore(many)


def turns(async_mode: str) -> Callable[[], None]:
    """A function that returns to a few callers in each round of the event loop, in their order."""
    if async_mode == "eventlet":
        from eventlet import sleep, spawn_n
        from eventlet.event import Event

        return _turns(lambda event: event.send(), Event, spawn_n, sleep)
    if async_mode == "gevent":
        from gevent import sleep, spawn
        from gevent.event import Event

        return _turns(lambda event: event.set(), Event, spawn, sleep)
    return lambda: None


def _turns(
    let: Callable[[Any], Any],
    event: Callable[[], Any],
    spawn: Callable[..., Any],
    sleep: Callable[[float], Any],
) -> Callable[[], None]:
    waiting: deque[Any] = deque()

    def call() -> None:
        while waiting:
            now = list(islice(waiting, _BEGUN_A_ROUND))
            for turn in now:
                let(turn)
            sleep(0)
            for _ in now:
                waiting.popleft()

    def wait() -> None:
        turn = event()
        waiting.append(turn)
        if len(waiting) == 1:
            spawn(call)
        turn.wait()

    return wait


def serve(app: "Flask", settings: "Settings", on_ready: Callable[[], None] = lambda: None) -> None:
    """Serves until the process is asked to end. Raises OSError when the port cannot be had."""
    logs.keep_discreet()
    _allow_many_files()
    server = {"eventlet": _eventlet_server, "gevent": _gevent_server}
    work, start, wait = server.get(settings.async_mode, _threading_server)(app, settings)
    _settle()
    on_ready()
    run_until_asked(work, start, wait)


Served = tuple[Callable[[], None], Callable[[Callable[[], None]], Any], Callable[[Any], Any]]
"""What serves, and how this runtime starts something and waits until a socket can be read."""


def _threading_server(app: "Flask", settings: "Settings") -> Served:
    from werkzeug.serving import BaseWSGIServer

    options: dict[str, Any] = {"log_output": False, "allow_unsafe_werkzeug": True}
    if settings.cert:
        options["ssl_context"] = (str(settings.cert), str(settings.key))
    BaseWSGIServer.handle_error = lambda *_: logs.tell()  # type: ignore[method-assign]
    # It calls a refused WebSocket a bad request, and shows the frames.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    socketio: SocketIO = app.extensions["socketio"]

    def work() -> None:
        socketio.run(app, host=settings.host, port=settings.port, **options)

    return work, _in_a_thread, lambda ended: ended.recv(1)


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _eventlet_server(app: "Flask", settings: "Settings") -> Served:
    import eventlet
    import eventlet.wsgi
    from eventlet.hubs import get_hub, trampoline

    class Protocol(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
        def log_message(self, *_: object) -> None:
            """Of a request that is none it would tell the words."""

    get_hub().squelch_generic_exception = lambda error: logs.tell(*error)
    get_hub().squelch_timer_exception = lambda _, error: logs.tell(*error)
    listener = eventlet.listen((settings.host, settings.port), backlog=_BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if settings.cert:
        from eventlet.green import ssl as green_ssl

        context = green_ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(settings.cert, settings.key)
        # Greeted by its own green thread: who is slow to answer must not keep others from coming in.
        listener = context.wrap_socket(listener, server_side=True, do_handshake_on_connect=False)
    _accept_in_rounds(listener, eventlet.sleep)

    def work() -> None:
        eventlet.wsgi.server(
            listener,
            app,
            log=logs.ErrorsOnly(),
            protocol=Protocol,
            log_output=False,
            debug=False,
            max_size=_MOST_CONNECTIONS,
        )

    return work, eventlet.spawn, lambda ended: trampoline(ended, read=True)


def _gevent_server(app: "Flask", settings: "Settings") -> Served:
    from gevent import get_hub, spawn
    from gevent.pywsgi import WSGIServer
    from gevent.socket import wait_read

    class Server(WSGIServer):  # type: ignore[misc]
        max_accept = _ACCEPTED_A_ROUND

    get_hub().print_exception = lambda _, *error: logs.tell(*error)
    tls = {"certfile": str(settings.cert), "keyfile": str(settings.key)} if settings.cert else {}
    address = (settings.host, settings.port)
    errors = logs.ErrorsOnly()
    server = Server(address, app, backlog=_BACKLOG, log=None, error_log=errors, **tls)
    server.init_socket()
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server.serve_forever, spawn, lambda ended: wait_read(ended.fileno())


def _accept_in_rounds(listener: Any, sleep: Callable[[float], Any]) -> None:
    """Eventlet would take in all who wait before anything else happens; a claim would wait for them, too."""
    accept, accepted = listener.accept, count(1)

    def accept_in_rounds() -> Any:
        if next(accepted) % _ACCEPTED_A_ROUND == 0:
            sleep(0)
        return accept()

    listener.accept = accept_in_rounds


def _quietly_import_eventlet() -> None:
    # Its own resolver of names, which takes longer to import than all else of it; we look up none.
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    with warnings.catch_warnings():
        # We know: docs/decisions says what happens when eventlet's support ends.
        warnings.simplefilter("ignore")
        import eventlet  # noqa: F401


def _allow_many_files() -> None:
    """Every phone is an open file; the usual limit of 1,024 is below a large gathering."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _settle() -> None:
    """What stands at the start stays: the collector need not walk it again and again.

    And a thread that comes back from the disk gets its turn soon, however busy the event loop is: a commit
    comes back a dozen times.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)

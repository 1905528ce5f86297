"""The only package that depends on the runtime: eventlet, gevent or threads. One flag selects it.

Nothing is monkey-patched. Work that may block for long goes through `thread_runner`; everything else is
short.
"""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from socket import socket
from typing import TYPE_CHECKING

from openspace.runtime import listening, logs
from openspace.runtime.connections import Connections
from openspace.runtime.files import allow_many_files, memory, most_connections
from openspace.runtime.shutdown import run_until_signal
from openspace.runtime.threads import SLOW_AT_ONCE, lock, semaphore, thread_runner
from openspace.runtime.turns import turns
from openspace.runtime.waiting import wait_readable

if TYPE_CHECKING:
    from flask import Flask

    from openspace.config import Settings

__all__ = [
    "BACKGROUND",
    "ENDING",
    "SLOW_AT_ONCE",
    "lock",
    "most_phones",
    "semaphore",
    "serve",
    "thread_runner",
    "turns",
    "wait_readable",
]

BACKGROUND = "openspace.background"
"""Key in an app's `extensions`: functions that run in the background while the app is served."""

ENDING = "openspace.ending"
"""Key in an app's `extensions`: a function that is called when the process was asked to end."""

MOST_THREADS = 2_000
"""Limit of connections if each has a thread."""

_BYTES_A_PHONE = 100_000
"""Memory for a phone's socket and its send queue, in bytes; twice what was measured."""

_PROXY_IDLE_SECONDS = 180.0

_SWITCH_SECONDS = 0.0005
"""Python's default is ten times as long."""


def serve(
    app: "Flask",
    settings: "Settings",
    on_ready: Callable[[], None] = lambda: None,
    listen: Callable[[], socket] | None = None,
) -> None:
    """Serve until the process gets a signal to end: on the socket that `listen` returns, or else on the port
    of the settings. Raises OSError if that cannot be opened."""
    logs.configure_logging(settings.json_logs)
    allow_many_files()
    settings = with_proxy_idle_time(settings)
    connections = Connections(_most_connections(settings), settings.limits)
    if settings.async_mode == "eventlet":
        from openspace.runtime.eventlet_server import eventlet_server as server
    elif settings.async_mode == "gevent":
        from openspace.runtime.gevent_server import gevent_server as server
    else:
        from openspace.runtime.threading_server import threading_server as server
    _tune_interpreter()
    # Listen last: who connects to a worker that is still starting would wait, and not go to another one.
    listener = listen() if listen else listening.listen(settings.host, settings.port)
    work, start, wait = server(app, settings, connections, listener)
    for task in app.extensions.get(BACKGROUND, ()):
        start(task)
    on_ready()
    ending = app.extensions.get(ENDING, lambda: None)
    run_until_signal(work, start, wait, ending, settings.drain)


def most_phones(settings: "Settings") -> int:
    """Return roughly how many phones this machine can serve, by its open-file limit and its memory."""
    free = memory()
    most = _most_connections(settings)
    return most if free is None else min(most, free // _BYTES_A_PHONE)


def _most_connections(settings: "Settings") -> int:
    # Under gevent a WebSocket uses two file descriptors.
    files_each = 2 if settings.async_mode == "gevent" else 1
    most = most_connections(int(settings.limits.connections), files_each)
    return min(most, MOST_THREADS) if settings.async_mode == "threading" else most


def with_proxy_idle_time(settings: "Settings") -> "Settings":
    """Return settings with a longer idle time-out behind a proxy.

    A proxy sends the next request on a connection that it believes to be open. If we close idle connections
    first, a command is lost now and then, so the proxy must be the one that closes them. Caddy does so after
    two minutes.
    """
    if not settings.behind_proxy:
        return settings
    idle = max(settings.limits.idle_seconds, _PROXY_IDLE_SECONDS)
    return replace(settings, limits=replace(settings.limits, idle_seconds=idle))


def _tune_interpreter() -> None:
    """Freeze start-up objects out of garbage collection, and shorten the GIL's switch interval.

    The commit thread is then rescheduled quickly, however busy the event loop is. One commit releases the GIL
    about a dozen times.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)

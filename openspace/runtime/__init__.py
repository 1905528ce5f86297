"""The only package that knows the runtime: eventlet, gevent or plain threads. Leaving one is one flag.

Nothing is monkey-patched: what may block for long goes through `thread_runner`, all else is short.
"""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from openspace.runtime import logs
from openspace.runtime.connections import Connections
from openspace.runtime.files import allow_many_files, memory, most_connections
from openspace.runtime.shutdown import run_until_signal
from openspace.runtime.threads import SLOW_AT_ONCE, lock, semaphore, thread_runner
from openspace.runtime.turns import turns

if TYPE_CHECKING:
    from flask import Flask

    from openspace.config import Settings

__all__ = [
    "BACKGROUND",
    "SLOW_AT_ONCE",
    "lock",
    "most_phones",
    "semaphore",
    "serve",
    "thread_runner",
    "turns",
]

BACKGROUND = "openspace.background"
"""In an app's `extensions`: functions that are run beside it, as long as it is served."""

MOST_THREADS = 2_000
"""Connections where each has a thread."""

_BYTES_A_PHONE = 100_000
"""Of memory, for its socket and what waits to be sent to it; twice what was measured."""

_PROXY_IDLE_SECONDS = 180.0

_SWITCH_SECONDS = 0.0005
"""Python's own is ten times as long."""


def serve(app: "Flask", settings: "Settings", on_ready: Callable[[], None] = lambda: None) -> None:
    """Serves until the process is asked to end. Raises OSError when the port cannot be had."""
    logs.configure_logging()
    allow_many_files()
    settings = _with_proxy_idle_time(settings)
    connections = Connections(_most_connections(settings), settings.limits)
    if settings.async_mode == "eventlet":
        from openspace.runtime.eventlet_server import eventlet_server as server
    elif settings.async_mode == "gevent":
        from openspace.runtime.gevent_server import gevent_server as server
    else:
        from openspace.runtime.threading_server import threading_server as server
    work, start, wait = server(app, settings, connections)
    for task in app.extensions.get(BACKGROUND, ()):
        start(task)
    _tune_interpreter()
    on_ready()
    run_until_signal(work, start, wait)


def most_phones(settings: "Settings") -> int:
    """How many phones this machine takes at once, by its files and its memory. About, and for people."""
    free = memory()
    most = _most_connections(settings)
    return most if free is None else min(most, free // _BYTES_A_PHONE)


def _most_connections(settings: "Settings") -> int:
    # Under gevent a WebSocket is opened twice.
    files_each = 2 if settings.async_mode == "gevent" else 1
    most = most_connections(int(settings.limits.connections), files_each)
    return min(most, MOST_THREADS) if settings.async_mode == "threading" else most


def _with_proxy_idle_time(settings: "Settings") -> "Settings":
    """A proxy sends the next request on a connection that it believes open: it has to be the one that
    closes idle ones, or a command is lost now and then. Caddy does so after two minutes."""
    if not settings.behind_proxy:
        return settings
    idle = max(settings.limits.idle_seconds, _PROXY_IDLE_SECONDS)
    return replace(settings, limits=replace(settings.limits, idle_seconds=idle))


def _tune_interpreter() -> None:
    """Freeze start-up objects out of garbage collection, and let threads take turns often.

    A thread that comes back from the disk gets its turn soon, however busy the event loop is: a commit
    comes back a dozen times.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)

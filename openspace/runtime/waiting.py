"""Waits for a socket of our own without blocking the event loop."""

import select
import socket
from collections.abc import Callable

from openspace.runtime.threads import quietly_import_eventlet


def wait_readable(async_mode: str) -> Callable[[socket.socket], None]:
    """Return a function that waits until a non-blocking socket can be read."""
    if async_mode == "eventlet":
        quietly_import_eventlet()
        from eventlet.hubs import trampoline

        return lambda sock: trampoline(sock, read=True)
    if async_mode == "gevent":
        from gevent.socket import wait_read

        return lambda sock: wait_read(sock.fileno())
    return _poll


def _poll(sock: socket.socket) -> None:
    waiting = select.poll()  # `select` has a limit of 1,024 open files
    waiting.register(sock, select.POLLIN)
    waiting.poll()

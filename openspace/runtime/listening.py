"""Listening sockets, of one process or of several that share a port."""

import socket
import sys

from openspace.runtime.served import BACKLOG

IS_BALANCED = sys.platform == "linux"
"""Whether the system spreads connections over the sockets that listen on one port (SO_REUSEPORT). Elsewhere
the last socket gets them all, and the processes have to share one socket."""


def listen(host: str, port: int, is_shared_port: bool = False) -> socket.socket:
    """Return a socket that listens there; with `is_shared_port` beside others of this account. Raises
    OSError."""
    listener = _bound(host, port, is_shared_port)
    listener.listen(BACKLOG)
    return listener


def reserve(host: str, port: int) -> socket.socket:
    """Return a socket that gets no connection, and keeps the port from other accounts' programs. Raises
    OSError."""
    return _bound(host, port, is_shared_port=True)


def _bound(host: str, port: int, is_shared_port: bool) -> socket.socket:
    [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":  # on Windows this option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_shared_port:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener

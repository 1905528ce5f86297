"""Takes snapshots while the server runs. After changes, the newest is at most a minute old."""

import logging
import time
from collections.abc import Callable

from flask_socketio import SocketIO

from openspace.ledger.port import StoreClosed
from openspace.runtime.threads import InThread
from openspace.service.duty import always

log = logging.getLogger(__name__)

_SECONDS = 45.0
_SHARE_OF_TIME = 10


def run_snapshots(
    socketio: SocketIO,
    in_thread: InThread,
    take: Callable[[], object],
    wait: Callable[[], None] = always,
    seconds: float = _SECONDS,
) -> None:
    """Run as long as the server, while it is this process's duty (`wait`).

    On a slow disk, where a snapshot takes long, they are taken less often.
    """
    took = 0.0
    while True:
        socketio.sleep(max(seconds - took, _SHARE_OF_TIME * took))
        try:
            wait()
        except StoreClosed:
            return
        began = time.monotonic()
        try:
            in_thread(take)
        except Exception:
            # A disk that is full now may have room later.
            log.exception("no snapshot could be taken")
        took = time.monotonic() - began

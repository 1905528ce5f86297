"""Limits how much heavy work all workers of one machine do at once, because they share its cores.

Whoever works holds a locked file, which is free again when the process ends, however it ends.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openspace.runtime.file_locks import CAN_LOCK, try_lock

_AGAIN_SECONDS = 0.02

_shared: list[Path] = []
"""The folder of the locked files, if there is one."""


def share_limits(folder: Path) -> None:
    """Share the limits from now on with all processes that name the same folder."""
    _shared[:] = [folder]


def share_no_limits() -> None:
    _shared.clear()


@contextmanager
def heavy_work(name: str, most: int = 1) -> Iterator[None]:
    """Context manager around work that the machine does `most` times at once. Waiting blocks the thread: call
    it in a real one.

    A process that shares with no others does not wait: its own queues limit it.
    """
    if not _shared or not CAN_LOCK:
        yield
        return
    held = None
    while held is None:
        tried = (try_lock(_shared[0] / f"{name}-{number}") for number in range(most))
        held = next((file for file in tried if file is not None), None)
        if held is None:
            time.sleep(_AGAIN_SECONDS)
    try:
        yield
    finally:
        os.close(held)

"""Slots for heavy work, which all workers of one machine share, because they share its cores.

A slot is a locked file. The system unlocks it when a process ends, however it ends.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where one process serves a store
    fcntl = None  # type: ignore[assignment]

_AGAIN_SECONDS = 0.02

_shared: list[Path] = []
"""The folder of the locked files, if there is one."""


def share_slots(folder: Path) -> None:
    """Share the slots from now on with all processes that name the same folder."""
    _shared[:] = [folder]


def forget_slots() -> None:
    """Share no slots any more."""
    _shared.clear()


@contextmanager
def slot(name: str, most: int = 1) -> Iterator[None]:
    """Hold one of the machine's `most` slots of this name. Waiting blocks the thread: call it in a real one.

    A process that shares with no others does not wait: its own queues limit it.
    """
    if not _shared or not fcntl:
        yield
        return
    held = None
    while held is None:
        tried = (_locked(_shared[0] / f"{name}-{number}") for number in range(most))
        held = next((file for file in tried if file is not None), None)
        if held is None:
            time.sleep(_AGAIN_SECONDS)
    try:
        yield
    finally:
        os.close(held)


def _locked(path: Path) -> int | None:
    """Return the descriptor of the locked file, or None if somebody else has it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file
    except OSError:
        os.close(file)
        return None

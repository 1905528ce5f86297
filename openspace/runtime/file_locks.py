"""Locks between processes, on a file. The system releases them when their process ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where one process serves a store
    fcntl = None  # type: ignore[assignment]

CAN_LOCK = fcntl is not None


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Wait for the lock, and yield the file's descriptor. Raises OSError."""
    file = os.open(path, os.O_RDWR)
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def try_lock(path: Path) -> int | None:
    """Return the descriptor of the file, which is locked until it is closed; or None if somebody else has it.
    Only where CAN_LOCK."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return file
    except OSError:
        os.close(file)
        return None

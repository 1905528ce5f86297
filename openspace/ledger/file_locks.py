"""A lock between processes, on a file. The system releases it when its process ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where one server serves a store
    fcntl = None  # type: ignore[assignment]


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

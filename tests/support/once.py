"""What takes long to make and several tests read: made by one worker, and read by the others."""

import pickle
from collections.abc import Callable
from typing import TypeVar

import pytest

try:
    import fcntl
except ImportError:  # Windows: there, run the tests with -n0
    fcntl = None  # type: ignore[assignment]

T = TypeVar("T")


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[], T]) -> T:
    """What `make` answers, which can be pickled. `name` is unique in a run of the tests."""
    base = folders.getbasetemp()
    # A worker of xdist has a folder of its own in that of the run.
    folder = base.parent if base.name.startswith("popen-") else base
    file = folder / f"{name}.pickle"
    with (folder / f"{name}.lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
    made: T = pickle.loads(file.read_bytes())
    return made

"""Tests marked `alone` measure time, so they run last, and while no other test runs in any process.

Every test holds one file: shared, or for itself alone. A plugin of pytest, see tests/conftest.py.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # Windows: there, run them with -n0
    fcntl = None  # type: ignore[assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("alone") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if not fcntl or "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    folder = item.config.cache.mkdir("alone")
    with _held(folder / "held", item.get_closest_marker("alone")):
        return (yield)


@contextmanager
def _held(file: Path, alone: object) -> Iterator[None]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield

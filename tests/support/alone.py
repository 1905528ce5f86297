"""Tests marked `alone` measure time, so they run last, and while no other test runs in any process.

Every test holds one file: shared, or for itself alone. It waits for the file in a queue, so that tests that
begin one after the other do not keep out one that wants to be alone. A plugin of pytest, see
tests/conftest.py.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # Windows: there, run them with -n0
    fcntl = None  # type: ignore[assignment]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("alone") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if not fcntl or "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    folder = item.config.cache.mkdir("alone")
    alone = item.get_closest_marker("alone") is not None
    with ExitStack() as until_it_ends:
        with _held(folder / "queue"):
            until_it_ends.enter_context(_held(folder / "held", shared=not alone))
        return (yield)


@contextmanager
def _held(file: Path, shared: bool = False) -> Iterator[None]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield

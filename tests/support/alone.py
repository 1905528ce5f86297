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
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_is_alone)
    # Every process has the same tests. If the last one is not alone, none is, and nobody needs to wait.
    if fcntl and "PYTEST_XDIST_WORKER" in os.environ and items and _is_alone(items[-1]):
        config.pluginmanager.register(_Waiting(config.cache.mkdir("alone")))


def _is_alone(item: pytest.Item) -> bool:
    return item.get_closest_marker("alone") is not None


class _Waiting:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        with ExitStack() as until_it_ends:
            with _held(self._folder / "queue"):
                until_it_ends.enter_context(
                    _held(self._folder / "held", shared=not _is_alone(item))
                )
            return (yield)


@contextmanager
def _held(file: Path, shared: bool = False) -> Iterator[None]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield

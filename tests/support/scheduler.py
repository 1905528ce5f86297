"""Which process of pytest-xdist runs which tests. A plugin of pytest, see tests/conftest.py.

- One process runs a whole file: what its tests share is made once. Files that cost most begin first.
- A process goes on with files of the same kind, with a browser or without: it seldom starts a browser.
- Tests marked `alone` measure time. Two processes share them when all other tests have ended.
"""

import atexit
import json
import shutil
import tempfile
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

try:
    from xdist.scheduler import LoadFileScheduling
except ImportError:  # -p no:xdist

    class LoadFileScheduling:  # type: ignore[no-redef]
        pass


ALONE = ("alone, one half", "alone, the other half")
BROWSER = "tests/browser/"
TOLD = "openspace_alone"
"""Under this name a process is told the file in which it lists the tests that are alone."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=is_alone)


def is_alone(item: pytest.Item) -> bool:
    return item.get_closest_marker("alone") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Tell the process that distributes the tests, which collects none, which of them are alone."""
    told: dict[str, Any] = getattr(session.config, "workerinput", {})
    if told:
        alone = [item.nodeid for item in session.items if is_alone(item)]
        Path(told[TOLD]).write_text(json.dumps(alone), "utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process where to write it: all write the same."""
    node.workerinput[TOLD] = str(_folder() / "alone.json")


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="openspace-scheduler-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "FilesOfAKind":
    # The order of the tests stays, which is that of their costs.
    config.option.loadscopereorder = False
    return FilesOfAKind(config, log)


class FilesOfAKind(LoadFileScheduling):
    """Gives out files, each to one process, and what is alone to the last two processes that are left."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        self._alone: dict[str, str] = {}
        self._kinds: dict[Any, str] = {}

    def schedule(self) -> None:
        if self.collection is None:
            file = Path(self.nodes[0].workerinput[TOLD])
            self._alone = dict(zip(json.loads(file.read_text("utf-8")), cycle(ALONE), strict=False))
        super().schedule()

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        super().mark_test_complete(node, item_index, duration)
        # What is done need not be counted again at each test.
        units = self.assigned_work[node]
        for scope in [scope for scope, tests in units.items() if all(tests.values())]:
            del units[scope]

    def remove_node(self, node: Any) -> str | None:
        crashed = super().remove_node(node)
        if len(self.nodes) <= len(ALONE):
            for other in self.nodes:
                self._reschedule(other)
        return crashed

    def _split_scope(self, nodeid: str) -> str:
        return self._alone.get(nodeid) or super()._split_scope(nodeid)

    def _reschedule(self, node: Any) -> None:
        if not self._only_alone_is_left() or len(self.nodes) <= len(ALONE):
            super()._reschedule(node)
        elif sum(not other.shutting_down for other in self.nodes) > len(ALONE):
            # It ends what it has begun. The last two go on when the others have ended.
            node.shutdown()

    def _assign_work_unit(self, node: Any) -> None:
        if self._only_alone_is_left() and len(self.nodes) > len(ALONE):
            return
        first = next((file for file in self.workqueue if self._suits(node, file)), None)
        if first is None:
            first = next(iter(self.workqueue))
        self._kinds[node] = kind_of(first)
        self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _only_alone_is_left(self) -> bool:
        return bool(self.workqueue) and all(scope in ALONE for scope in self.workqueue)

    def _suits(self, node: Any, file: str) -> bool:
        """Whether it is of the kind that the process runs; at first, of the kind that fewer run."""
        if file in ALONE:
            return False
        kinds = [kind_of(each) for each in self.workqueue if each not in ALONE]
        many = list(self._kinds.values())
        kind = self._kinds.get(node) or min(dict.fromkeys(kinds), key=many.count)
        return kind_of(file) == kind


def kind_of(file: str) -> str:
    return "browser" if file.startswith(BROWSER) else "other"

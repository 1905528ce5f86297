"""Which process runs which tests: a file in one, its kind again, and what is alone at the very end."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.scheduler import TOLD, FilesOfAKind

FILES = ["tests/browser/test_a.py", "tests/test_b.py", "tests/browser/test_c.py", "tests/test_d.py"]
ALONE = [f"{FILES[0]}::test_alone", f"{FILES[3]}::test_alone"]
TESTS = [*(f"{file}::test_{nth}" for file in FILES for nth in range(4)), *ALONE]


class Process:
    """A process of xdist that runs a test only once it knows what comes next."""

    gateway = SimpleNamespace(id="gw0")

    def __init__(self, scheduler: FilesOfAKind, told: Path) -> None:
        self.workerinput = {TOLD: str(told)}
        self.shutting_down = False
        self.queue: list[int] = []
        self.ran: list[str] = []
        self._scheduler = scheduler
        scheduler.add_node(self)

    def send_runtest_some(self, tests: list[int]) -> None:
        assert not self.shutting_down
        self.queue += tests

    def shutdown(self) -> None:
        self.shutting_down = True

    def runs_one(self) -> bool:
        if len(self.queue) < (1 if self.shutting_down else 2):
            return False
        test = self.queue.pop(0)
        self.ran.append(TESTS[test])
        self._scheduler.mark_test_complete(self, test)
        return True

    def ends(self) -> None:
        if self in self._scheduler.nodes:
            assert self._scheduler.remove_node(self) is None


@pytest.fixture
def ran(request: pytest.FixtureRequest, tmp_path: Path) -> list[list[str]]:
    """What each process ran, in its order; the processes take turns."""
    told = SimpleNamespace(
        getvalue=lambda name: ["popen"] * request.param,
        option=SimpleNamespace(loadscopereorder=False),
    )
    alone = tmp_path / "alone.json"
    alone.write_text(json.dumps(ALONE))
    silent: Any = SimpleNamespace(
        loadscopesched=lambda *said: None, loadfilesched=lambda *said: None
    )
    scheduler = FilesOfAKind(told, silent)  # type: ignore[arg-type]
    working = everybody = [Process(scheduler, alone) for _ in range(request.param)]
    for process in everybody:
        scheduler.add_node_collection(process, TESTS)
    scheduler.schedule()
    while working:
        if not sum(process.runs_one() for process in working):
            ended = [process for process in working if process.shutting_down and not process.queue]
            if scheduler.tests_finished:
                for process in working:
                    process.shutdown()
            assert ended or scheduler.tests_finished, "nobody goes on"
            for process in ended:
                process.ends()
            working = [process for process in working if process not in ended]
    return [process.ran for process in everybody]


@pytest.mark.parametrize("ran", [1, 2, 3, 4, 8], indirect=True)
def test_every_test_is_run_once_and_what_is_alone_when_everybody_else_has_ended(
    ran: list[list[str]],
) -> None:
    assert sorted(test for each in ran for test in each) == sorted(TESTS)
    last = [each for each in ran if set(ALONE) & set(each)]
    assert len(last) == min(2, len(ran))
    assert [test for each in last for test in each[-2 // len(last) :]] == ALONE


@pytest.mark.parametrize("ran", [2], indirect=True)
def test_a_process_runs_whole_files_of_one_kind(ran: list[list[str]]) -> None:
    files = [list(dict.fromkeys(test.partition("::")[0] for test in each)) for each in ran]
    assert files[0][:2] == [FILES[0], FILES[2]]
    assert files[1][:2] == [FILES[1], FILES[3]]

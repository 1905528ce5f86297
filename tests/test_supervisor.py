"""What the supervisor does with workers that end: `openspace serve --workers N` without a server."""

import os
import subprocess
import sys
from typing import Any

import pytest

from openspace.cli import preflight
from openspace.config import Settings

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")

PROGRAM = """
import os, signal, sys, time
from openspace.cli.supervisor import Failed, Supervisor

first_is_ready, said_so = os.pipe()

def work(number, ready):
    {work}

def say(sentence):
    print(sentence, flush=True)
    if "{until}" in sentence: os.kill(os.getpid(), signal.SIGTERM)

try:
    ready = lambda: print("ready", flush=True)
    Supervisor(2, work, ready, lambda pid: None, lambda: None, say, at_once={at_once}).run()
except Failed as failed:
    print("failed:", failed)
print("over")
"""


def program(work: str, at_once: float = 60, until: str = "0.5") -> str:
    """The supervisor ends when it has said `until`. It takes all that ends within `at_once` seconds for what
    ended at once: on a busy machine, a second is soon over."""
    return PROGRAM.format(work=work, at_once=at_once, until=until)


def said(work: str, **how: Any) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", program(work, **how)], capture_output=True, text=True, timeout=60
    )
    assert ran.stderr == ""
    return ran.stdout.splitlines()


@pytest.mark.slow
def test_who_cannot_serve_at_the_start_ends_it_with_a_sentence() -> None:
    assert said("raise Failed('The disk is full.')") == ["failed: The disk is full.", "over"]


@pytest.mark.slow
def test_who_ends_at_once_again_and_again_waits_longer_each_time() -> None:
    first = "ready(); os.write(said_so, b'.' * 9); time.sleep(99)"
    lines = said(f"if number: os.read(first_is_ready, 1); ready()\n    else: {first}")

    ended = "A worker ended unexpectedly (exit code 0). It is started again"
    lines.remove("ready")
    assert lines == [f"{ended} in 0.25 seconds.", f"{ended} in 0.5 seconds.", "over"]


@pytest.mark.slow
def test_who_is_killed_after_a_while_is_started_again_at_once() -> None:
    work = "ready(); time.sleep(99 if number else 0.3); os.kill(os.getpid(), 9)"

    lines = said(work, at_once=0, until="again now")

    assert "A worker ended unexpectedly (signal 9). It is started again now." in lines


@pytest.mark.slow
def test_a_worker_that_swallows_the_signal_ends_with_its_supervisor_too() -> None:
    ignores = "signal.signal(15, signal.SIG_IGN); print(os.getpid(), flush=True); time.sleep(99)"
    command = [sys.executable, "-c", program(ignores)]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert ran.stdout
    with ran.stdout as said:
        assert all(said.readline() for _ in range(2))

        ran.kill()
        ran.wait()

        assert said.read() == ""  # it ends when no worker can write to it any more


# --- settings


@pytest.mark.parametrize(("given", "many"), [("1", 1), (3, 3), ("64", 64)])
def test_the_number_of_workers_is_read(given: object, many: int) -> None:
    assert Settings.read({"workers": given}, {}).workers == many
    assert Settings.read({}, {"OPENSPACE_WORKERS": str(given)}).workers == many


def test_as_many_workers_as_processors_are_meant_by_auto() -> None:
    assert 1 <= Settings.read({"workers": "Auto"}, {}).workers <= 64
    assert Settings.read({}, {}).workers == 1


@pytest.mark.parametrize("given", ["0", "-1", "65", "two", ""])
def test_what_is_no_number_of_workers_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="--workers is a number from 1 to 64, or “auto”"):
        Settings.read({"workers": given}, {})


def test_workers_need_a_store_that_they_can_share() -> None:
    settings = Settings.read({"workers": 2, "db": "memory:"}, {})

    with pytest.raises(preflight.Trouble, match="cannot share a store in memory"):
        preflight.check_workers(settings.workers, settings.db)

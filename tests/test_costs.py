"""The processor time of tests is counted with that of the processes they use."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.costs import KEPT, used_by
from tests.support.server import ROOT

BUSY = "import time\nwhile time.process_time() < 0.3: pass\n"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_processes_that_run_and_that_ended_are_counted() -> None:
    before = used_by(os.getpid())
    subprocess.run([sys.executable, "-c", BUSY], check=True)
    assert used_by(os.getpid()) >= before + 0.2

    before = used_by(os.getpid())
    waits = f"{BUSY}print(flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout
        running.stdout.readline()
        assert used_by(os.getpid()) >= before + 0.2
        running.communicate(b"\n")


def test_every_file_whose_cost_is_kept_exists() -> None:
    assert [
        name for name in json.loads(KEPT.read_text("utf-8")) if not (ROOT / name).exists()
    ] == []

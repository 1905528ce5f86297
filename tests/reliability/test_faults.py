"""The short form of every fault of bench/soak.py; docs/reliability.md has the figures of the long ones."""

from pathlib import Path

import pytest

from bench.soak import FAULTS


@pytest.mark.live
@pytest.mark.parametrize("name", FAULTS)
def test_promises_hold_under(name: str, tmp_path: Path) -> None:
    short, _full = FAULTS[name]

    verdict = short(tmp_path)

    assert verdict.broken == [], str(verdict)

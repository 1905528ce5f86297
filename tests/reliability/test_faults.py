"""The short form of every fault of bench/soak.py; docs/reliability.md has the figures of the long ones."""

from pathlib import Path

import pytest

from bench.faults.verdict import Verdict
from bench.soak import FAULTS
from tests.support import postgres, redis


def _marked(name: str) -> object:
    """Floods are measured against time-outs."""
    return pytest.param(name, marks=pytest.mark.alone) if name.startswith("flood") else name


@pytest.mark.live
@pytest.mark.parametrize("name", [_marked(name) for name in FAULTS])
def test_promises_hold_under(name: str, tmp_path: Path) -> None:
    try:
        verdict = FAULTS[name].short(tmp_path)
    except (postgres.Absent, redis.Absent) as absent:
        pytest.skip(str(absent))

    assert verdict.broken == [], str(verdict)


def test_parts_add_up_and_the_worst_of_them_stands() -> None:
    one = Verdict(
        "kill -9", {"kills": 10, "lost": 0, "back": 0.5}, ("lost",), {"back": 5.0}, {"kills": 10}
    )
    other = Verdict(
        "kill -9", {"kills": 5, "lost": 1, "back": 0.7}, ("lost",), {"back": 5.0}, {"kills": 5}
    )

    both = one.plus(other)

    assert both.figures == {"kills": 15, "lost": 1, "back": 0.7}
    assert both.broken == ["lost: 1"]
    assert both.least == {"kills": 15}

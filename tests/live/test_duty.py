"""Work that only one of several processes does, and who does it when that one is killed."""

from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import StoreClosed
from openspace.service.duty import Duty


def one_of(ledger: Any, me: str) -> Duty:
    return Duty(ledger, me, lambda work: work(), lambda seconds: None)


def test_one_process_has_the_duty_and_keeps_it() -> None:
    ledger = MemoryLedger()
    one, two = one_of(ledger, "one"), one_of(ledger, "two")

    for _ in range(2):
        one.renew()
        two.renew()

        assert (one.is_ours, two.is_ours) == (True, False)
        one.wait()


def test_lease_is_renewed_every_two_seconds_and_asked_for_every_second() -> None:
    ledger, slept = MemoryLedger(), []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        raise StopIteration

    for me in ("one", "two"):
        with suppress(StopIteration):
            Duty(ledger, me, lambda work: work(), sleep).run()

    assert slept == [2.0, 1.0]


def test_another_process_has_it_when_the_lease_ran_out() -> None:
    answers = iter([True, False])
    leased: Any = SimpleNamespace(lease=lambda name, holder, seconds: next(answers))
    duty = one_of(leased, "one")

    duty.renew()
    assert duty.is_ours
    duty.renew()
    assert not duty.is_ours


def test_waiting_ends_with_the_program() -> None:
    def closed(*_: object) -> bool:
        raise StoreClosed

    duty = one_of(SimpleNamespace(lease=closed), "one")
    duty.run()

    with pytest.raises(StoreClosed):
        duty.wait()

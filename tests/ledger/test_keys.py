"""What the port Keys promises. Each test runs on every ledger."""

import pytest

from openspace.domain.rules.people import EraseMe
from openspace.ledger.port import Generation, Ledger, UnknownGathering
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, joins


def test_ledger_keeps_one_host_key_a_gathering(ledger: Ledger) -> None:
    assert ledger.host_key_hash(CODE) == f"hash of {CODE}"

    ledger.set_host_key_hash(CODE, "another")

    assert ledger.host_key_hash(CODE) == "another"
    assert ledger.host_key_hash("NOBODY") is None


def test_pass_is_good_once_and_until_its_moment_or_the_key_ends(ledger: Ledger) -> None:
    for hash, until in (("soon", "2027-01-01T10:15"), ("late", "2027-01-01T10:15"), ("key", None)):
        ledger.keep_pass(CODE, hash, until)
    ledger.keep_pass(CODE, "ended", None)

    def uses(hash: str, at: str) -> str | None:
        return ledger.redeem_pass(CODE, hash, at, of_host=True)

    assert [uses("soon", "2027-01-01T10:14") for _ in range(2)] == ["host", None]
    assert uses("late", "2027-01-01T10:15") is None
    assert uses("key", "2028-01-01T00:00") == "host"
    ledger.set_host_key_hash(CODE, "another")
    assert uses("ended", "2027-01-01T10:00") is None
    assert uses("never made", "2027-01-01T10:00") is None


def test_a_persons_pass_is_not_the_hosts_and_one_at_a_time(ledger: Ledger) -> None:
    until, now = "2027-01-01T10:15", "2027-01-01T10:00"
    ledger.keep_pass(CODE, "earlier", until, "p1")
    ledger.keep_pass(CODE, "newer", until, "p1")
    ledger.keep_pass(CODE, "another's", until, "p2")
    ledger.keep_pass(CODE, "the host's", until)
    ledger.set_host_key_hash(CODE, "another")

    assert ledger.held(CODE, "p1").passes == 1
    assert ledger.redeem_pass(CODE, "newer", now, of_host=True) is None
    assert ledger.redeem_pass(CODE, "earlier", now, of_host=False) is None
    assert [ledger.redeem_pass(CODE, "newer", now, of_host=False) for _ in range(2)] == ["p1", None]
    assert ledger.redeem_pass(CODE, "another's", now, of_host=False) == "p2"


def test_ending_devices_ends_passes_and_calendar_and_only_ones_own(ledger: Ledger) -> None:
    until, now = "2027-01-01T10:15", "2027-01-01T10:00"
    ledger.keep_pass(CODE, "pass", until, "p1")

    assert ledger.generation(CODE, "p1") == Generation(0, 0)
    assert ledger.renew_calendar(CODE, "p1") == Generation(0, 1)
    assert ledger.grants([CODE])[CODE].devices == {}
    assert ledger.end_devices(CODE, "p1") == ledger.generation(CODE, "p1") == Generation(1, 2)

    assert ledger.redeem_pass(CODE, "pass", now, of_host=False) is None
    assert ledger.grants([CODE])[CODE].devices == {"p1": 1}
    assert ledger.generation(CODE, "p2") == ledger.generation("OTHER", "p1") == Generation()
    ledger.purge(CODE)
    assert ledger.generation(CODE, "p1") == Generation()


def test_who_is_erased_leaves_no_pass_and_no_generation(ledger: Ledger) -> None:
    amir, rosa = joins(ledger), joins(ledger)
    until, now = "2027-01-01T10:15", "2027-01-01T10:00"
    for person in (amir.person, rosa.person):
        ledger.end_devices(CODE, str(person))
        ledger.keep_pass(CODE, f"of {person}", until, person)
    ledger.keep_pass(CODE, "the host's", until)

    [answer] = execute_batch(ledger, CODE, [CommandRequest(amir, EraseMe(words=True))], SYSTEM)

    assert answer["ok"], answer
    assert ledger.generation(CODE, str(amir.person)) == Generation()
    assert ledger.redeem_pass(CODE, f"of {amir.person}", now, of_host=False) is None
    assert ledger.generation(CODE, str(rosa.person)).devices == 1
    assert ledger.redeem_pass(CODE, f"of {rosa.person}", now, of_host=False) == rosa.person
    assert ledger.redeem_pass(CODE, "the host's", now, of_host=True) == "host"


def test_ledger_secret_stays_the_same(ledger: Ledger) -> None:
    assert len(ledger.secret()) == 32
    assert ledger.secret() == ledger.secret()


def test_ledger_keeps_no_host_key_of_an_unknown_gathering(ledger: Ledger) -> None:
    with pytest.raises(UnknownGathering):
        ledger.set_host_key_hash("NOBODY", "hash")

    assert ledger.host_key_hash("NOBODY") is None

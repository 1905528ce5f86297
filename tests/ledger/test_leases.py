"""What a lease promises on every ledger, and what is special about the file of SQLite's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openspace.ledger.files import lock_file
from openspace.ledger.leases import Leases
from openspace.ledger.port import Ledger, StoreClosed
from openspace.ledger.sqlite.store import SqliteLedger
from tests.support.waiting import waits


def test_one_process_has_the_lease_and_renews_it(ledger: Ledger) -> None:
    assert ledger.lease("sweeping", "one", 60)
    assert not ledger.lease("sweeping", "two", 60)
    assert ledger.lease("sweeping", "one", 60)


def test_another_work_has_a_lease_of_its_own(ledger: Ledger) -> None:
    assert ledger.lease("sweeping", "one", 60)
    assert ledger.lease("dusting", "two", 60)


def test_a_lease_is_given_up_with_0_seconds(ledger: Ledger) -> None:
    ledger.lease("sweeping", "one", 60)

    assert not ledger.lease("sweeping", "one", 0)
    assert ledger.lease("sweeping", "two", 60)
    assert not ledger.lease("sweeping", "one", 0)
    assert not ledger.lease("sweeping", "one", 60)


def test_a_lease_that_ran_out_is_taken_over(ledger: Ledger) -> None:
    ledger.lease("sweeping", "one", 0.01)

    waits(lambda: ledger.lease("sweeping", "two", 60))
    assert not ledger.lease("sweeping", "one", 60)


def test_file_two_processes_see_the_same_lease(reopen: Callable[[], SqliteLedger]) -> None:
    one, two = reopen(), reopen()

    assert one.lease("sweeping", "one", 60)
    assert not two.lease("sweeping", "two", 60)


def test_file_a_store_that_is_closed_gives_its_leases_up(
    reopen: Callable[[], SqliteLedger],
) -> None:
    one, two = reopen(), reopen()
    one.lease("sweeping", "one", 60)

    one.close()

    assert two.lease("sweeping", "two", 60)


def test_file_a_lease_is_no_change_of_the_store(db: Path) -> None:
    before = db.read_bytes()
    ledger = SqliteLedger(db)
    ledger.lease("sweeping", "one", 60)

    assert ledger.snapshots.take() is not None
    ledger.lease("sweeping", "one", 60)
    assert ledger.snapshots.take() is None
    ledger.close()
    assert db.read_bytes() == before


def test_file_no_process_has_a_lease_of_a_closed_store(reopen: Callable[[], SqliteLedger]) -> None:
    closed = reopen()
    closed.close()

    with pytest.raises(StoreClosed):
        closed.lease("sweeping", "one", 60)


@pytest.mark.parametrize("found", [b"", b'{"sweeping": ["on', b"[1]", b'{"sweeping": 7}'])
def test_file_that_is_half_written_holds_no_lease(tmp_path: Path, found: bytes) -> None:
    path = lock_file(tmp_path / "sessions.db")
    path.write_bytes(found)

    assert Leases(path).lease("sweeping", "one", 60)
    assert not Leases(path).lease("sweeping", "two", 60)


def test_file_of_before_the_machine_was_restarted_holds_no_lease(tmp_path: Path) -> None:
    path = tmp_path / "sessions.lock"
    Leases(path, lambda: 5_000.0).lease("sweeping", "one", 5)

    assert Leases(path, lambda: 20.0).lease("sweeping", "two", 5)


def test_file_that_cannot_be_written_stops_no_work(tmp_path: Path) -> None:
    leases = Leases(tmp_path / "no such folder" / "sessions.lock")

    assert leases.lease("sweeping", "one", 60)
    assert leases.lease("sweeping", "two", 60)

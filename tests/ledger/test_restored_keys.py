"""A copy that is restored brings back its gatherings, and nobody who was host earlier."""

from pathlib import Path

from openspace.ledger.port import Factor
from openspace.ledger.sqlite.backup import back_up, restore
from openspace.ledger.sqlite.store import SqliteLedger
from tests.ledger.acts import CODE, begin

AT = "2027-03-31T09:00"


def test_former_host_is_no_host_again_by_key_or_second_factor(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "sessions.db")
    begin(ledger)
    ledger.set_host_key_hash(CODE, "a key that a former host has")
    lost, used = Factor("1", "totp", "LOST", 7, AT), Factor("2", "recovery", "USED", 0, AT)
    ledger.add_host_factors(CODE, [lost, used])
    back_up(tmp_path / "sessions.db", tmp_path / "copy.db")
    ledger.set_host_key_hash(CODE, "the new key")
    ledger.add_host_factors(CODE, [Factor("3", "totp", "NEW", 8, AT)])
    assert ledger.remove_host_factor(CODE, lost.id, unless_last_but="recovery")
    assert ledger.use_host_factor(CODE, used.id, 1)
    ledger.close()

    restore(tmp_path / "copy.db", tmp_path / "sessions.db")

    again = SqliteLedger(tmp_path / "sessions.db")
    assert again.host_key_hash(CODE) == "the new key"
    assert [(one.secret, one.used) for one in again.host_factors(CODE)] == [("USED", 1), ("NEW", 8)]
    again.close()


def test_gathering_that_only_the_copy_has_keeps_its_key_and_its_factors(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "sessions.db")
    begin(ledger)
    ledger.set_host_key_hash(CODE, "its key")
    ledger.add_host_factors(CODE, [Factor("1", "totp", "ITS", 7, AT)])
    back_up(tmp_path / "sessions.db", tmp_path / "copy.db")
    ledger.purge(CODE)
    ledger.close()

    restore(tmp_path / "copy.db", tmp_path / "sessions.db")

    again = SqliteLedger(tmp_path / "sessions.db")
    assert again.host_key_hash(CODE) == "its key"
    assert [one.secret for one in again.host_factors(CODE)] == ["ITS"]
    again.close()

"""What the port Factors promises. Each test runs on every ledger."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from openspace.ledger.port import Factor, Ledger
from openspace.ledger.stores import store_at
from tests.ledger.acts import CODE

APP = Factor("a1", "totp", "JBSWY3DPEHPK3PXP", 7, "2027-03-31T09:00")
CODES = [Factor(f"r{n}", "recovery", f"hash {n}", 0, "2027-03-31T09:00") for n in range(2)]


def test_factors_are_kept_for_their_stream(ledger: Ledger) -> None:
    assert ledger.add_host_factors(CODE, [APP, *CODES], only_first=True)

    assert ledger.host_factors(CODE) == [APP, *CODES]
    assert ledger.host_factors("OTHER") == []
    ledger.remove_host_factors(CODE)
    assert ledger.host_factors(CODE) == []


def test_only_one_device_enrols_first(ledger: Ledger) -> None:
    assert ledger.add_host_factors(CODE, [CODES[0]], only_first=True)
    assert not ledger.add_host_factors(CODE, [APP], only_first=True)

    assert ledger.host_factors(CODE) == [CODES[0]]
    assert ledger.add_host_factors(CODE, [APP])


def test_what_was_presented_once_is_worth_nothing_then(ledger: Ledger) -> None:
    ledger.add_host_factors(CODE, [APP, *CODES])

    assert [ledger.use_host_factor(CODE, "a1", step) for step in (7, 8, 8, 6, 9)] == [
        *(False, True, False, False, True),
    ]
    assert [ledger.use_host_factor(CODE, "r0", 1) for _ in range(2)] == [True, False]
    assert not ledger.use_host_factor(CODE, "none", 1)


def test_of_two_devices_that_remove_the_last_factors_one_is_refused(ledger: Ledger) -> None:
    ledger.add_host_factors(CODE, [APP, replace(APP, id="a2"), *CODES])

    removed = [ledger.remove_host_factor(CODE, id, "recovery") for id in ("none", "r0", "a1", "a2")]

    assert removed == [False, False, True, False]
    assert [one.id for one in ledger.host_factors(CODE)] == ["a2", "r0", "r1"]


def test_new_recovery_codes_replace_all_others_whoever_made_them(ledger: Ledger) -> None:
    ledger.add_host_factors(CODE, [APP, *CODES])
    made = [[replace(CODES[0], id=f"{device}{n}") for n in range(2)] for device in "xy"]

    for codes in made:
        assert ledger.add_host_factors(CODE, codes, instead_of="recovery")

    assert ledger.host_factors(CODE) == [APP, *made[1]]


def test_factors_go_with_their_gathering(ledger: Ledger) -> None:
    ledger.add_host_factors(CODE, [APP])
    ledger.purge(CODE)

    assert ledger.host_factors(CODE) == []


def test_secrets_are_encrypted_and_survive_a_new_secret(db: Path) -> None:
    store = store_at(db)
    with closing(store.open()) as ledger:
        ledger.add_host_factors(CODE, [APP])
    assert APP.secret.encode() not in db.read_bytes()

    store.make_new_secret()

    with closing(store.open()) as ledger:
        assert ledger.host_factors(CODE) == [APP]


def test_without_the_secret_factors_are_there_and_match_nothing(db: Path) -> None:
    store = store_at(db)
    with closing(store.open()) as ledger:
        ledger.add_host_factors(CODE, [APP])
    assert store.secret_file
    store.secret_file.unlink()

    with closing(store.open()) as ledger:
        assert [(one.id, one.secret) for one in ledger.host_factors(CODE)] == [("a1", "")]

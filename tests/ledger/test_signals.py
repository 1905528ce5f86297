"""What the port Signals promises. Each test runs on every ledger."""

from collections.abc import Callable

from openspace.ledger.port import Ledger
from openspace.ledger.sqlite.store import SqliteLedger
from tests.ledger.acts import CODE, COMMUNITY, begin, begin_community, joins


def test_heads_are_the_newest_changes_of_streams_of_every_kind(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")
    begin(ledger, "BBBBBB")
    begin_community(ledger)
    joins(ledger)

    assert ledger.heads([CODE, "AAAAAA", COMMUNITY]) == {CODE: 2, "AAAAAA": 1, COMMUNITY: 1}
    assert ledger.heads([]) == {}


def test_heads_leave_out_what_does_not_exist(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")
    ledger.purge("AAAAAA")

    assert ledger.heads([CODE, "AAAAAA", "NOBODY"]) == {CODE: 1}


def test_heads_of_a_thousand_streams_are_one_question(ledger: Ledger) -> None:
    codes = [f"NOBODY{number}" for number in range(5_000)]

    assert ledger.heads([*codes, CODE]) == {CODE: 1}


def test_heads_have_what_another_process_wrote(reopen: Callable[[], SqliteLedger]) -> None:
    one, two = reopen(), reopen()
    two.load(CODE)

    joins(one)

    assert two.heads([CODE]) == {CODE: 2}

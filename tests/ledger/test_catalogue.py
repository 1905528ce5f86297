"""What the port Catalogue promises. Each test runs on every ledger."""

from openspace.ledger.port import Ledger
from tests.ledger.acts import CODE, begin


def test_ledger_codes_tells_all_gatherings(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")

    assert set(ledger.codes()) == {CODE, "AAAAAA"}

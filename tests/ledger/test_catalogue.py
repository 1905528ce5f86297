"""What the port Catalogue promises. Each test runs on every ledger."""

import pytest

from openspace.domain.change import Change
from openspace.domain.listing import listing_of
from openspace.domain.viewer import HOST
from openspace.ledger.port import Ledger, UnknownGathering
from tests.ledger.acts import CODE, asks, begin, joins


def test_ledger_codes_tells_all_gatherings(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")

    assert set(ledger.codes()) == {CODE, "AAAAAA"}


def test_codes_in_a_phase_follow_the_phase(ledger: Ledger) -> None:
    begin(ledger, "AAAAAA")
    asks(ledger, HOST, "set_phase", phase="harvest")

    assert ledger.codes_in_phase("harvest") == [CODE]
    asks(ledger, HOST, "set_phase", phase="closed")
    assert ledger.codes_in_phase("harvest") == []


def test_listing_follows_each_change_that_it_tells_of(ledger: Ledger) -> None:
    asks(ledger, HOST, "edit_gathering", title="Renamed", community="Circle", listed=True)
    asks(ledger, HOST, "set_phase", phase="closed")
    joins(ledger)

    [listing] = ledger.listings(listed_only=True)

    assert listing == ledger.listing(CODE) == listing_of(ledger.load(CODE), ledger.since(CODE, 0))
    assert (listing.title, listing.phase) == ("Renamed", "closed")


def test_listing_is_counted_from_the_reopening(ledger: Ledger) -> None:
    for phase in ("closed", "closing", "closed"):
        asks(ledger, HOST, "set_phase", phase=phase)

    reopened = ledger.since(CODE, 0)[-2]

    assert ledger.listing(CODE).counted_at == reopened.at


def test_listing_follows_the_slots(ledger: Ledger) -> None:
    for slot in ledger.load(CODE).slots:
        asks(ledger, HOST, "remove_slot", slot=slot["id"])

    listing = ledger.listing(CODE)

    assert listing == listing_of(ledger.load(CODE), ledger.since(CODE, 0))


def test_listing_goes_with_the_gathering(ledger: Ledger) -> None:
    ledger.purge(CODE)

    assert ledger.listings() == []
    with pytest.raises(UnknownGathering):
        ledger.listing(CODE)


def test_listing_of_a_turn_that_raises_is_as_before(ledger: Ledger) -> None:
    before = ledger.listing(CODE)

    def breaks_down() -> None:
        with ledger.turn(CODE) as turn:
            about = {**turn.stream.info, "title": "Never"}
            turn.append(Change(2, "edit_gathering", "now", "host", {"gatherings": [about]}))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_down()

    assert ledger.listing(CODE) == before

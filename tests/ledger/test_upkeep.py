"""What the port Upkeep promises. Each test runs on every ledger."""

from openspace.domain.change import Change
from openspace.domain.private_tables import Offer
from openspace.domain.repertoire import COLUMNS
from openspace.domain.rows import new
from openspace.ledger.port import Ledger, Photo, ScrubResult
from tests.ledger.acts import CODE, joins, proposes

AT = "2099-03-05T10:00:00+00:00"


def test_what_is_held_for_a_person_is_theirs_alone(ledger: Ledger) -> None:
    amir, rosa = joins(ledger), joins(ledger)
    for title in ("One", "Two"):
        proposes(ledger, amir, title)
    proposes(ledger, rosa, "Three")
    for id, by in (("b" * 32, amir), ("a" * 32, amir), ("c" * 32, rosa)):
        ledger.keep_photo(CODE, Photo(id, b"jpeg", 40, 20), by.person)

    held = ledger.held(CODE, str(amir.person))

    assert [tuple(photo) for photo in held.photos] == [
        ("a" * 32, 40, 20, 4),
        ("b" * 32, 40, 20, 4),
    ]
    assert (held.answers, held.passes) == (2, 0)
    assert held.changes["propose_topic"] == 2


def test_ledger_wipe_says_when_nothing_was_due(ledger: Ledger) -> None:
    assert ledger.scrub_files() is ScrubResult.NOTHING_DUE


def test_gatherings_with_an_offer_that_its_author_agreed_to_are_found(ledger: Ledger) -> None:
    texts = dict.fromkeys((*COLUMNS, "entry"), "")

    def puts(agreed_at: str | None) -> None:
        row = new(Offer, id="of9", note="n9", person="p9", at=AT, agreed_at=agreed_at, **texts)
        with ledger.turn(CODE) as turn:
            turn.append(Change(turn.stream.seq + 1, "offer_entry", AT, None, {"offers": [row]}))

    puts(None)
    assert ledger.codes_with_agreed_offers() == set()
    puts(AT)
    assert ledger.codes_with_agreed_offers() == {CODE}

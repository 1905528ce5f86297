"""What the port Photos promises. Each test runs on every ledger."""

from dataclasses import replace

from openspace.domain.change import Change
from openspace.domain.rules.people import EraseMe
from openspace.ledger.port import Ledger, Photo
from openspace.ledger.sql.columns import COLUMNS
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, joins


def test_ledger_deletes_pictures_that_no_note_shows(ledger: Ledger) -> None:
    sender = str(joins(ledger).person)
    for id, at in [("shown", "2027-01-01"), ("loose", "2027-01-01"), ("fresh", "2027-01-03")]:
        ledger.keep_photo(CODE, Photo(id, b"jpeg", 20, 10), by=sender, at=at)
    with ledger.turn(CODE) as turn:
        empty = {column: kind() for column, kind in COLUMNS["notes"].items()}
        note = empty | {"id": "n1", "photo": "shown", "hidden": True}
        change = Change(turn.stream.seq + 1, "post_note", "2027-01-01", sender, {"notes": [note]})
        turn.append(change)

    deleted = ledger.delete_unshown_photos(before="2027-01-02")

    left = {id for id in ("shown", "loose", "fresh") if ledger.photo(CODE, id)}
    assert (deleted, left) == (1, {"shown", "fresh"})
    assert ledger.photo_bytes(CODE, sender) == (8, 8)
    with ledger.turn(CODE) as turn:
        assert set(turn.photos_of(sender)) == {"shown", "fresh"}
    assert ledger.delete_unshown_photos(before="2027-01-02") == 0


def test_ledger_keeps_photos_by_gathering(ledger: Ledger) -> None:
    photo = Photo("abc", b"jpeg", 20, 10)

    ledger.keep_photo(CODE, photo)
    ledger.keep_photo(CODE, photo)

    assert ledger.photo(CODE, "abc") == photo
    assert ledger.photo("AAAAAA", "abc") is None


def test_ledger_keeps_no_photo_of_somebody_who_was_erased_while_it_was_received(
    ledger: Ledger,
) -> None:
    amir, photo = joins(ledger), Photo("abc", b"jpeg", 20, 10)
    assert ledger.keep_photo(CODE, replace(photo, id="earlier"), by=amir.person)
    execute_batch(ledger, CODE, [CommandRequest(amir, EraseMe(words=True))], SYSTEM)

    assert not ledger.keep_photo(CODE, photo, by=amir.person)

    assert ledger.photo(CODE, "abc") is None
    assert ledger.keep_photo(CODE, photo, by="host")

"""A picture belongs to who sent it: nobody else may show it, and taking it back takes it away at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.domain import audience
from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from openspace.web import photos
from tests.security.erased_day import Day, Someone


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


def posts(who: Someone, day: Day, photo: str) -> dict[str, Any]:
    return who.tries("post_note", session=day.session, kind="photo", photo=photo)


def note_with(who: Someone, photo: str) -> str:
    return str(next(n["id"] for n in who.state()["tables"]["notes"] if n["photo"] == photo))


def status(who: Someone | None, day: Day, photo: str, **headers: str) -> int:
    known = who.headers if who else {}
    path = f"/{day.code}/photos/{photo}.jpg"
    return int(day.host.client.get(path, headers={**known, **headers}).status_code)


def test_two_people_who_send_the_same_picture_get_two_ids(day: Day) -> None:
    ids = {who.sends_a_photo("teal") for who in (day.canary, day.rosa, day.rosa, day.host)}
    assert len(ids) == 4


def test_nobody_posts_a_picture_of_somebody_else(day: Day) -> None:
    unknown = posts(day.rosa, day, "0" * 32)
    theirs = day.rosas_note
    for photo in (day.photo, day.loose, day.host.sends_a_photo("red"), "../../x"):
        assert posts(day.rosa, day, photo) == unknown
        edited = day.rosa.tries("edit_note", note=theirs, kind="photo", photo=photo)
        assert edited["error"] == unknown["error"]
    assert unknown["error"]["code"] == "unknown_photo"
    for photo in (day.photo, day.loose):
        assert posts(day.host, day, photo)["error"] == unknown["error"]
    assert posts(day.host, day, day.host.sends_a_photo("blue"))["ok"]
    assert posts(day.canary, day, day.loose)["ok"]


def test_a_note_keeps_its_picture_while_its_words_are_edited(day: Day) -> None:
    note = note_with(day.canary, day.photo)
    assert day.canary.tries("edit_note", note=note, alt="Yellow", photo=day.photo)["ok"]


def retract(day: Day) -> None:
    day.canary.does("retract_note", note=note_with(day.canary, day.photo))


def hide_note(day: Day) -> None:
    day.host.does("hide_note", note=note_with(day.canary, day.photo))


def hide_topic(day: Day) -> None:
    day.host.does("hide_topic", topic=day.topic)


def withdraw(day: Day) -> None:
    day.canary.does("withdraw_topic", topic=day.topic)


def edit_away(day: Day) -> None:
    note = note_with(day.canary, day.photo)
    day.canary.does("edit_note", note=note, kind="story", text="Words instead", photo="")


def erase(day: Day) -> None:
    assert day.canary.asks_to_be_forgotten(True).status_code == 200


@pytest.mark.parametrize("take", [retract, hide_note, hide_topic, withdraw, edit_away, erase])
def test_a_picture_taken_back_is_gone_at_once(day: Day, take: Any) -> None:
    shown = day.host.client.get(f"/{day.code}/photos/{day.photo}.jpg", headers=day.rosa.headers)
    etag = shown.headers["ETag"]
    assert shown.headers["Cache-Control"] == "private, no-cache"
    assert status(day.rosa, day, day.photo, **{"If-None-Match": etag}) == 304

    take(day)

    for who in (day.rosa, None):
        assert status(who, day, day.photo) == 404
        assert status(who, day, day.photo, **{"If-None-Match": etag}) == 404
    hidden = 200 if take in (hide_note, hide_topic, withdraw) else 404
    path = f"/{day.code}/photos/{day.photo}.jpg?as=host"
    assert day.host.client.get(path, headers=day.host.headers).status_code == hidden
    if take is not erase:
        author = 200 if take in (hide_note, hide_topic, withdraw) else 404
        assert status(day.canary, day, day.photo) == author
    assert not posts(day.rosa, day, day.photo)["ok"]


def test_of_all_notes_only_those_that_show_the_picture_are_looked_at(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in range(20):
        day.rosa.does("post_note", session=day.session, kind="quote", text=f"Said {nth} times")
    looked: list[str] = []

    def see_row(gathering: Any, table: str, id: str, viewer: Any) -> Any:
        looked.append(id)
        return audience.see_row(gathering, table, id, viewer)

    monkeypatch.setattr(photos, "see_row", see_row)

    assert status(day.rosa, day, day.photo) == 200
    assert looked == [note_with(day.canary, day.photo)]


def test_a_hidden_picture_comes_back_with_its_note(day: Day) -> None:
    note = note_with(day.canary, day.photo)
    day.host.does("hide_note", note=note)
    day.host.does("hide_note", note=note, hidden=False)
    assert status(day.rosa, day, day.photo) == 200


def test_forgetting_takes_a_picture_out_of_the_store_whoever_shows_it(day: Day) -> None:
    """Notes of others may show it in stores from before pictures belonged to their senders."""
    with day.ledger._transaction() as db:
        db.execute("UPDATE notes SET photo = ? WHERE id = ?", [day.photo, day.rosas_note])
    day.ledger.evict(day.code)

    day.canary.asks_to_be_forgotten(True)

    assert day.ledger.photo(day.code, day.photo) is None
    assert status(day.rosa, day, day.photo) == 404


def test_bytes_that_no_note_shows_are_in_no_file_within_an_hour(day: Day, tmp_path: Path) -> None:
    hidden = day.rosa.sends_a_photo("green")
    day.rosa.does("post_note", session=day.session, kind="photo", photo=hidden)
    day.host.does("hide_note", note=note_with(day.rosa, hidden))
    day.canary.does("retract_note", note=note_with(day.canary, day.photo))
    snapshots = day.app.extensions["openspace"].snapshots
    snapshots.take()
    gone = [day.ledger.photo(day.code, photo).jpeg[-300:] for photo in (day.photo, day.loose)]
    assert all(in_files(tmp_path, one) for one in gone)

    run_once(day.ledger, snapshots, SYSTEM)
    assert day.ledger.photo(day.code, day.loose), "it may be about to be posted"
    with day.ledger._transaction() as db:
        db.execute("UPDATE photos SET at = ?", [an_hour_ago()])
    run_once(day.ledger, snapshots, SYSTEM)

    assert [in_files(tmp_path, one) for one in gone] == [[], []]
    kept = len(day.ledger.photo(day.code, hidden).jpeg)
    assert day.ledger.photo_bytes(day.code, "p2") == (kept, 0)
    with day.ledger._read() as db:
        assert [id for (id,) in db.execute("SELECT id FROM photo_senders")] == [hidden]
    day.host.does("hide_note", note=note_with(day.rosa, hidden), hidden=False)
    assert status(day.canary, day, hidden) == 200


def in_files(folder: Path, wanted: bytes) -> list[str]:
    return [f.name for f in folder.rglob("*") if f.is_file() and wanted in f.read_bytes()]


def an_hour_ago() -> str:
    return (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="milliseconds")

"""The book and the plain agenda over HTTP."""

import gzip
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.proceedings.formats import FORMATS
from openspace.proceedings.plain import file_name
from openspace.proceedings.render.worker import SLOW
from tests.proceedings.day import Day
from tests.support.each_format import EACH_ENDING
from tests.web.whole_day import day as day


@pytest.mark.parametrize("ending", EACH_ENDING)
def test_every_format_is_a_download_with_a_name(client: FlaskClient, day: Day, ending: str) -> None:
    answer = client.get(f"/K7MQ2X/proceedings.{ending}")

    assert answer.status_code == 200
    assert answer.content_type == FORMATS[ending].media_type
    name = f'attachment; filename="Learning-together-proceedings.{ending}"'
    assert answer.headers["Content-Disposition"] == name
    assert "private" in answer.headers["Cache-Control"]


def test_proceedings_are_a_page_to_read(client: FlaskClient, day: Day) -> None:
    answer = client.get("/k7m q2x/proceedings")

    assert answer.status_code == 200
    assert "Who pays for the time?" in answer.text
    assert "<script" not in answer.text
    assert "<style" not in answer.text
    assert all(f"/K7MQ2X/proceedings.{ending}" in answer.text for ending in FORMATS)


@pytest.mark.parametrize("path", ["proceedings", "agenda"])
def test_pages_are_compressed_for_who_accepts_it(client: FlaskClient, day: Day, path: str) -> None:
    plain = client.get(f"/K7MQ2X/{path}")

    packed = client.get(f"/K7MQ2X/{path}", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == plain.headers["ETag"]


def test_page_leads_back_to_the_gathering_and_the_file_does_not(
    client: FlaskClient, day: Day
) -> None:
    back = '<a href="/K7MQ2X">'

    assert back in client.get("/K7MQ2X/proceedings").text
    assert back not in client.get("/K7MQ2X/proceedings.html").text


def test_downloads_wait_for_each_other_and_pages_and_calendars_for_none(
    client: FlaskClient, app: Flask, day: Day
) -> None:
    downloads = app.extensions["openspace"].render_cache._queues[SLOW]
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        downloads.done()

    app.extensions["openspace"] = replace(app.extensions["openspace"], sleep=sleep)

    for path in ("proceedings.html", "proceedings.md", "paper/cards"):
        assert downloads.try_start("OTHER", "a book that takes long")
        for quick in ("proceedings", "agenda", "schedule.ics", "schedule.xml"):
            assert client.get(f"/K7MQ2X/{quick}").status_code == 200
        assert waited == []
        assert client.get(f"/K7MQ2X/{path}").status_code == 200
        assert len(waited) == 1, path
        waited.clear()


@pytest.mark.parametrize("path", ["proceedings", "proceedings.html", "proceedings.md", "agenda"])
def test_nothing_changed_is_answered_with_304(client: FlaskClient, day: Day, path: str) -> None:
    first = client.get(f"/K7MQ2X/{path}")

    again = client.get(f"/K7MQ2X/{path}", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")


def test_a_change_makes_a_new_book(client: FlaskClient, app: Flask, day: Day) -> None:
    first = client.get("/K7MQ2X/proceedings.md")
    day.calls(day.joins(), "A late topic")
    with app.extensions["openspace"].ledger.turn("K7MQ2X") as turn:
        for change in day.changes[-2:]:
            turn.append(change)

    again = client.get("/K7MQ2X/proceedings.md", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert "A late topic" in again.text


def test_unknown_format_says_which_there_are(client: FlaskClient, day: Day) -> None:
    answer = client.get("/K7MQ2X/proceedings.odt")

    assert answer.status_code == 404
    assert ".html" in answer.text
    assert ".json" in answer.text


@pytest.mark.parametrize("path", ["proceedings", "proceedings.md", "agenda", "paper/", "qr"])
def test_unknown_gathering_is_a_404(client: FlaskClient, path: str) -> None:
    assert client.get(f"/ZZZZZZ/{path}").status_code == 404


def test_agenda_shows_sessions_free_cells_and_breaks_without_a_script(
    client: FlaskClient, day: Day
) -> None:
    row = next(row for row in day.gathering.rows("sessions") if row["code"] == "2B")
    assert row
    answer = client.get("/K7MQ2X/agenda")

    assert "<script" not in answer.text
    for told in (
        "Opening circle",
        "Tea",
        "Reflective groups",
        "1A",
        "Garden room",
        "Waiting lists",
    ):
        assert told in answer.text


def test_agenda_shows_free_cells_with_their_code(client: FlaskClient, app: Flask) -> None:
    Day.opens("FREE22").moves_into(app.extensions["openspace"].ledger)

    answer = client.get("/FREE22/agenda")

    assert all(f"<b>{code}</b>" in answer.text for code in ("1A", "1B", "2A", "2B"))
    assert "<b>1C</b>" not in answer.text  # a folded room has no free cells


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Café & friends: 2027/1", "Cafe-friends-2027-1"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"; x=\r\n', "a-x"),
        ("集まり", ""),
    ],
)
def test_file_name_is_safe_everywhere(title: str, name: str) -> None:
    assert file_name(title) == name

"""The news of the day in words: today's, and nothing that was taken back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.proceedings.news import NOTHING_NEW, NOTHING_TOLD, as_text, news_of
from tests.domain.given import TWO_DAYS, Day, Someone, a_gathering
from tests.proceedings.day import full_day


@pytest.fixture
def day() -> Day:
    return a_gathering(slots=TWO_DAYS)


@pytest.fixture
def kim(day: Day) -> Someone:
    return day.joins("Kim")


def text(day: Day) -> str:
    return as_text(news_of(day.gathering))


def test_calm_where_there_is_nothing_to_tell(day: Day) -> None:
    assert NOTHING_TOLD in text(day)
    day.host.asks("tell_news")
    assert NOTHING_NEW in text(day)
    assert text(day).startswith("News since Wednesday 08:01\n")


def test_all_that_changed_is_told_with_its_code_time_and_place(day: Day, kim: Someone) -> None:
    moved = kim.claims(kim.proposes("Carers", convener_name="Kim"), "W1A")
    gone = kim.claims(kim.proposes("Waiting lists"), "W1B")
    away = day.host.claims(day.host.proposes("Peer support"), "W2A")
    day.host.asks("tell_news")
    kim.moves(moved, "Th1A")
    kim.asks("release_session", session=gone)
    fresh = day.host.proposes("Loss", content_note="talks about loss")
    day.host.claims(fresh, "W2B")
    bench = {"place": "The bench", "starts_at": "2027-04-01T15:10"}
    day.host.asks("move_to_place", session=away, **bench)

    assert text(day).split("\n\n")[1:] == [
        "New:\nW2B “Loss” (content note: talks about loss) · Wednesday 11:00 · Elm",
        "Moved:\nTh1A “Carers” · before: W1A · Thursday 10:00 · Oak · Kim",
        "Elsewhere:\nThX1 “Peer support” · before: W2A · Thursday 15:10 · The bench",
        "Without a place now:\nW1B “Waiting lists” · waits beside the grid again\n",
    ]


def test_words_that_were_covered_or_taken_back_are_not_read_out(day: Day, kim: Someone) -> None:
    one, two = kim.proposes("Carers"), kim.proposes("Waiting lists")
    session = kim.claims(one, "W1A")
    kim.claims(two, "W1B")
    day.host.asks("tell_news")
    kim.moves(session, "W2A")
    day.host.asks("cover", table="topics", id=one)
    kim.asks("withdraw_topic", topic=two)

    told = text(day)

    assert "W2A" in told
    assert "Without a place now:\nW1B\n" in told
    assert "Carers" not in told
    assert "Waiting lists" not in told


def test_the_sheet_and_the_text_have_it(app: Flask, client: FlaskClient) -> None:
    full_day().moves_into(app.extensions["openspace"].ledger)

    sheet = client.get("/K7MQ2X/paper/news")
    words = client.get("/K7MQ2X/news-of-the-day.txt")

    assert NOTHING_TOLD in sheet.text
    assert NOTHING_TOLD in words.text
    assert words.headers["Cache-Control"] == "no-store"

"""Whoever was promised not to be named is named nowhere: in no format, no feed, no page, no metadata."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.audience import HOST, PUBLIC, see
from openspace.domain.viewer import Viewer
from openspace.proceedings.book import compile_book
from openspace.proceedings.formats import FORMATS
from tests.proceedings.day import Day, full_day
from tests.proceedings.opened import IN_LETTERS, held_in, made
from tests.support.each_format import EACH_FORMAT

NAMES = ("Rosa", "Amir", "amir@example.org", "Zoë", "Wilhelmina", "wayside-carers.example")
PAGES = (
    *(
        "proceedings",
        "agenda",
        "wall",
        "rooms/A",
        "",
        "s/1A",
        "paper/",
        "paper/wall",
        "paper/cards",
    ),
    *("paper/reports", "paper/doors", "schedule.ics", "schedule.xml", "schedule.json"),
)


def named_day() -> Day:
    """A day on which everybody is named wherever one can be."""
    day = full_day()
    amir = next(r["id"] for r in day.gathering.rows("people") if r["name"] == "Amir")
    day.ask(HOST, "edit_book", credits=["Zoë"])
    day.ask(HOST, "propose_topic", title="On paper", convener_name="Wilhelmina")
    who = Viewer("person", amir)
    session = next(r["id"] for r in day.gathering.rows("sessions") if r["code"] == "2A")
    day.notes(who, session, "action", "Write to carers", initiator_name="Wilhelmina", named=True)
    day.ask(who, "edit_me", contact="amir@wayside-carers.example")
    return day


def names_in(text: str) -> list[str]:
    return [name for name in NAMES if name in text]


@pytest.mark.parametrize("one", IN_LETTERS, ids=lambda one: one.ending)
def test_chatham_house_leaves_no_name_in_any_format(one: Any) -> None:
    day = named_day()
    assert names_in(held_in(made(one.ending, compile_book(day.gathering)), one.ending))

    day.ask(HOST, "edit_gathering", naming="none")

    assert names_in(held_in(made(one.ending, compile_book(day.gathering)), one.ending)) == []


def test_chatham_house_leaves_no_name_in_any_state() -> None:
    day = named_day()
    day.ask(HOST, "edit_gathering", naming="none")
    stranger = day.joins()

    for viewer in (PUBLIC, HOST, stranger):
        assert names_in(repr(see(day.gathering, viewer))) == []
        assert see(day.gathering, viewer)["tables"]["people"] in ([], [{**_me(day, stranger)}])


def _me(day: Day, viewer: Viewer) -> dict[str, Any]:
    return next(
        r for r in see(day.gathering, viewer)["tables"]["people"] if r["id"] == viewer.person
    )


@pytest.mark.parametrize("path", PAGES)
def test_chatham_house_leaves_no_name_on_any_page(
    client: FlaskClient, app: Flask, path: str
) -> None:
    day = named_day()
    day.ask(HOST, "edit_gathering", naming="none")
    day.ask(HOST, "publish_book")
    day.moves_into(app.extensions["openspace"].ledger)

    answer = client.get(f"/K7MQ2X/{path}".rstrip("/") if not path else f"/K7MQ2X/{path}")

    assert answer.status_code == 200
    assert names_in(held_in(answer.data, path)) == []


def two_notes(of_one: bool) -> Day:
    """The same day, whether one person wrote both notes or two wrote one each."""
    day = Day.opens()
    first, second = day.joins("Rosa"), day.joins("Amir")
    topic = day.calls(first, "Waiting lists")
    session = day.places(first, topic, 0, 0)
    day.notes(first, session, "story", "I waited for eleven weeks.")
    day.notes(first if of_one else second, session, "question", "Who keeps the list?")
    return day


@pytest.mark.parametrize("one", EACH_FORMAT)
def test_two_notes_of_one_person_cannot_be_told_from_notes_of_two(one: Any) -> None:
    one_author, two_authors = (
        held_in(made(one.ending, compile_book(two_notes(of_one).gathering)), one.ending)
        for of_one in (True, False)
    )

    assert one_author == two_authors


def test_two_notes_of_one_person_look_alike_to_everybody_else() -> None:
    one_author, two_authors = two_notes(True), two_notes(False)

    for viewer in (PUBLIC, HOST):
        seen = [see(day.gathering, viewer) for day in (one_author, two_authors)]
        assert seen[0] == seen[1]


@pytest.mark.parametrize("ending", ["html", "md", "docx", "epub"])
def test_name_that_somebody_else_typed_has_a_star_and_the_method_says_why(ending: str) -> None:
    write = next(one.write for one in FORMATS.values() if one.ending == ending)
    day = Day.opens()
    rosa = day.joins("Rosa")
    own = day.places(rosa, day.calls(rosa, "Carers", convener_name="Rosa"), 0, 0)
    before = held_in(write(compile_book(day.gathering)), ending)

    day.places(rosa, day.calls(rosa, "Waiting lists", convener_name="Zoë"), 1, 0)
    day.notes(rosa, own, "action", "Write to carers", initiator_name="Amir")
    after = held_in(write(compile_book(day.gathering)), ending)

    why = "A star after a name says that somebody else typed it."
    assert why not in before
    assert why in after
    assert "Rosa*" not in after.replace("\\*", "*")
    assert "Zoë*" in after.replace("\\*", "*")
    assert "Amir*" in after.replace("\\*", "*")

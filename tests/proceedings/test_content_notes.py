"""The book has the content note before the text."""

from openspace.proceedings import frab, ics, markdown
from openspace.proceedings import json as json_format
from openspace.proceedings.book import compile_book
from tests.domain.given import a_gathering

NOTE = "talks about loss"


def test_content_note_stands_before_the_text_of_topics_notes_and_evidence() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Nights", description="Awake at four.", content_note=NOTE)
    kim.notes(kim.claims(topic, "1A"), "It was hard.", content_note=NOTE)
    kim.asks("post_evidence", form="thought", text="Nobody asked.", content_note=NOTE)
    book = compile_book(day.gathering)

    told = markdown.write(book).decode()

    assert told.count(NOTE) == 3
    for text in ("Awake at four", "It was hard", "Nobody asked"):
        before, _, _ = told.partition(text)
        assert NOTE in before[-200:], text
    assert json_format.write(book).count(NOTE.encode()) == 3


def test_calendars_and_schedules_have_the_content_note_instead_of_the_description() -> None:
    day = a_gathering()
    kim = day.joins()
    kim.claims(kim.proposes("Nights", description="Awake at four.", content_note=NOTE), "1A")
    kim.claims(kim.proposes("Days", description="Awake at noon."), "1B")
    book = compile_book(day.gathering)

    calendar = ics.write(book).decode().replace("\r\n ", "")
    schedule = frab.write_json(book).decode()

    for told in (calendar, schedule):
        assert "Awake at noon." in told
        assert "Awake at four" not in told
        assert f"Content note: {NOTE}" in told

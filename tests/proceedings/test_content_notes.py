"""The book has the content note before the text."""

from openspace.proceedings import json as json_format
from openspace.proceedings import markdown
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

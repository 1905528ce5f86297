"""Who joined an action, and the closing reflections, in every format of the book."""

import io
import json
import zipfile

import pytest
from docx import Document

from openspace.domain.viewer import HOST
from openspace.proceedings.book import compile_book
from openspace.proceedings.formats import FORMATS
from tests.proceedings.day import after_the_circle, full_day

SHOWN = [
    "Joined: Amir, R. from the ward",
    "Closing reflections",
    "I was heard.",
    "Being alone",
    "We laughed more than I thought.",
]


def told(ending: str, data: bytes) -> str:
    if ending == "docx":
        return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)
    if ending == "epub":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "\n".join(book.read(n).decode() for n in book.namelist() if "html" in n)
    return data.decode()


@pytest.mark.parametrize("ending", ["html", "md", "docx", "epub"])
def test_format_shows_who_joined_and_what_people_wrote_at_the_closing(ending: str) -> None:
    day = after_the_circle()
    text = told(ending, FORMATS[ending].write(compile_book(day.gathering)))
    for words in SHOWN:
        assert words in text.replace("\\", ""), words

    day.ask(HOST, "edit_gathering", naming="none")
    text = told(ending, FORMATS[ending].write(compile_book(day.gathering)))
    assert "I was heard." in text
    assert "R. from the ward" not in text


def test_json_names_nobody_who_did_not_ask() -> None:
    book = json.loads(FORMATS["json"].write(compile_book(after_the_circle().gathering)))

    assert book["reflections"] == [
        {"text": "I was heard.", "content_note": "Being alone"},
        {"text": "We laughed more than I thought.", "by": "Rosa"},
    ]
    [action] = [n for r in book["reports"] for n in r["notes"] if n["kind"] == "action"]
    assert action["joined"] == ["Amir", "R. from the ward"]
    assert "joined_others" not in action


def test_a_book_without_reflections_has_no_part_for_them() -> None:
    day = full_day()
    for row in list(day.gathering.rows("evidence")):
        if row["form"] == "closing":
            day.ask(HOST, "hide_evidence", evidence=row["id"])

    day.ask(HOST, "set_phase", phase="harvest")
    text = FORMATS["md"].write(compile_book(day.gathering)).decode()

    assert "Closing reflections" not in text
    assert "I was heard" not in text


def test_reflections_are_no_evidence_about_the_statement() -> None:
    book = compile_book(after_the_circle().gathering)

    assert "closing" not in {item.form for item in book.evidence}

"""Briefs: picked from published books, and read in every format."""

import io
import json

import docx
import pytest

from tests.web.briefs import ADVICE, ASKED, FORMATS, FOUND, Circle
from tests.web.briefs import circle as circle


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_the_introduction_and_each_item_with_its_source(
    circle: Circle, ending: str
) -> None:
    held = " ".join(circle.reads(ending).split())

    for words in ("For standards 1d1d", "Why these. e0e0", ADVICE, ASKED, FOUND, "Circle"):
        assert words in held
    assert "Ending well 3c3c" in held
    assert "Spring 51ab" in held
    assert ("refutes" if ending == ".json" else "Speaks against it") in held
    assert "1A" in held


def test_items_are_in_the_order_of_the_host(circle: Circle) -> None:
    circle.edits(items=[circle.items[one] for one in (FOUND, ADVICE, ASKED)])

    shown = circle.reads(".md")
    assert shown.index(FOUND) < shown.index(ADVICE) < shown.index(ASKED)
    items = json.loads(circle.reads(".json"))["items"]
    assert [item["text"] for item in items] == [FOUND, ADVICE, ASKED]


def test_word_document_has_a_heading_for_each_kind(circle: Circle) -> None:
    data = circle.reader.get(f"{circle.path}.docx").data
    styled = [(p.style.name, p.text) for p in docx.Document(io.BytesIO(data)).paragraphs if p.style]

    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == [
        *("Introduction", "Recommendations", "Open questions", "Evidence"),
        *("The gatherings", "About this brief"),
    ]


def test_unknown_formats_and_briefs_are_refused(circle: Circle) -> None:
    assert circle.reader.get(f"{circle.path}.exe").status_code == 404
    assert circle.reader.get(f"{circle.path}.zip").status_code == 404
    assert circle.reader.get("/c/circle/briefs/br1").status_code == 404
    assert circle.reader.get("/c/other/briefs/br1").status_code == 404


def test_unchanged_brief_is_not_sent_again(circle: Circle) -> None:
    first = circle.reader.get(circle.path)
    same = {"If-None-Match": first.headers["ETag"]}

    assert circle.reader.get(circle.path, headers=same).status_code == 304
    circle.does(circle.kim, "retract_note", note=circle.items[ADVICE].rpartition("/")[2])
    assert circle.reader.get(circle.path, headers=same).status_code == 200


def test_published_brief_is_on_the_page_of_the_community(circle: Circle) -> None:
    assert circle.path in circle.reader.get("/c/circle").text
    circle.edits(published=False)
    assert circle.path not in circle.reader.get("/c/circle").text


def test_hostile_texts_are_texts_in_every_format(circle: Circle) -> None:
    hostile = '<script>alert(1)</script> #let x = "'
    circle.edits(title=hostile, introduction=f"{hostile}\n\n{hostile}", items=[])

    for ending, held in circle.in_every_format().items():
        assert "There are no items yet." in held or ending == ".json", ending
        if ending in ("", ".html", ".json"):
            assert "<script>alert" not in held

"""The part of the book about the statement."""

import csv
import io
import json

import pytest

from openspace.domain.evidence import ENOUGH
from openspace.domain.viewer import HOST
from openspace.proceedings import json as json_format
from openspace.proceedings import markdown, tables
from openspace.proceedings.book import compile_book
from openspace.proceedings.outline import outline
from tests.proceedings.day import Day, full_day
from tests.proceedings.opened import held_in
from tests.proceedings.test_outline import WRITERS

TEXTS = (
    "Two services gave up",
    "It took us three years",
    "It depends on time",
    "Difficult for whom",
)


def told(day: Day) -> str:
    """The part, as Markdown has it."""
    book = markdown.write(compile_book(day.gathering)).decode()
    return book.partition("## The statement")[2].partition("\n## ")[0].replace("\\", "")


@pytest.mark.parametrize("ending", WRITERS)
def test_evidence_is_in_every_format(ending: str) -> None:
    book = compile_book(full_day().gathering, "https://example.org")

    whole = " ".join(held_in(WRITERS[ending](book), ending).replace("\\-", "-").split())

    for text in (*TEXTS, "the organisers", "Audit, 2025", "Time decides."):
        assert text in whole, text


def test_evidence_is_listed_by_what_it_says_with_its_session() -> None:
    part = told(full_day())

    headings = [line[4:] for line in part.splitlines() if line.startswith("### ")]
    assert headings == [
        *("Speaks for it", "Speaks against it", "It depends", "Thoughts"),
        *("Where the evidence comes from", "How the organisers read it"),
    ]
    item = part.partition("It took us three years")[2].partition("###")[0]
    assert "From 1A What reflective groups need" in item or "From 1A Reflective groups" in item
    assert "Brought by: Rosa" in item


def test_kind_beside_a_session_is_left_out_and_not_said_to_be_missing_from_the_room() -> None:
    part = told(full_day())

    assert "Kind: What I lived" not in part
    assert "Kind: Evaluation or audit" in part
    assert "No item in this book is marked as: Research, Guideline, What I see at work" in part
    assert "does not say who was in the room" in part
    assert "items are counted" not in part


def test_kinds_are_counted_from_five_on() -> None:
    day = full_day()
    for nth in range(ENOUGH - 1):
        day.brings(day.joins(), "both", f"Seen {nth}", kind="lived")

    part = told(day)

    assert f"What I lived: {ENOUGH}. Only kinds of five or more items are counted." in part
    assert "Kind: What I lived" in part.partition("It took us three years")[2].partition("- ")[0]


def test_a_book_without_evidence_has_no_such_part() -> None:
    day = Day.opens()
    day.calls(day.joins(), "Carers")

    assert "statement" not in {part.id for part in outline(compile_book(day.gathering)).parts}


def test_hidden_and_retracted_evidence_is_in_no_book() -> None:
    day = full_day()
    rosa = day.joins("Rosa")
    hidden, gone = day.brings(rosa, "both", "Hidden words"), day.brings(rosa, "both", "Gone words")
    day.ask(HOST, "hide_evidence", evidence=hidden)
    day.ask(rosa, "retract_evidence", evidence=gone)

    assert "words" not in told(day)


def test_json_and_csv_have_the_same() -> None:
    book = compile_book(full_day().gathering)

    items = json.loads(json_format.write(book))["evidence"]
    rows = list(
        csv.DictReader(io.StringIO(tables.tables(book)["evidence.csv"].decode("utf-8-sig")))
    )

    assert [item["text"] for item in items] == [row["text"] for row in rows]
    assert items[0] == {
        "form": "evidence",
        "bearing": "refutes",
        "kind": "evaluation",
        "seeded": True,
        "text": "Two services gave up",
        "citation": "Audit, 2025",
    }
    [lived] = [item for item in items if item["text"] == TEXTS[1]]
    assert lived == {
        "form": "evidence",
        "bearing": "confirms",
        "text": TEXTS[1],
        "by": "Rosa",
        "session": "1A",
    }

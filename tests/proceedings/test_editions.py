"""Editions: what was published stays readable, and what somebody took back leaves it all the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from openspace.domain.editions import as_published
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.memory import MemoryLedger
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.report import Report
from tests.proceedings.day import Day, full_day
from tests.proceedings.opened import IN_LETTERS, held_in, made

Act = Callable[[Day], Any]


def published() -> Day:
    day = full_day()
    day.ask(HOST, "edit_book", credits=["Zoë"], introduction="We met in the mill.")
    day.ask(HOST, "publish_book", note="For the circle")
    return day


def edition(day: Day, version: int = 1) -> Book:
    """The book of that version, as the ledger replays it."""
    ledger = MemoryLedger()
    day.moves_into(ledger)
    row = next(row for row in day.gathering.rows("editions") if row["version"] == version)
    then = as_published(ledger.at(day.gathering.code, row["seq"]), day.gathering)
    return compile_book(then, edition=row)


def person(day: Day, name: str) -> Viewer:
    return Viewer(
        "person", next(r["id"] for r in day.gathering.rows("people") if r["name"] == name)
    )


def report(book: Book, code: str) -> Report:
    return next(one for one in book.reports if one.code == code)


def note(day: Day, text: str) -> dict[str, Any]:
    return next(row for row in day.gathering.rows("notes") if row["text"].startswith(text))


def topic(day: Day, title: str) -> str:
    return str(next(row["id"] for row in day.gathering.rows("topics") if row["title"] == title))


def test_edition_with_nothing_changed_since_is_the_book_that_was_published() -> None:
    day = full_day()
    day.ask(HOST, "edit_book", credits=["Zoë"])
    draft = compile_book(day.gathering)
    day.ask(HOST, "publish_book")

    book = edition(day)

    assert book.edition is not None
    assert (book.seq, book.days, book.unplaced) == (draft.seq, draft.days, draft.unplaced)
    assert (book.participants, book.words) == (draft.participants, draft.words)


def test_edition_says_its_version_and_a_draft_says_that_it_is_one() -> None:
    day = published()

    assert edition(day).stamp == "Version 1 · 24 November 2026"
    assert compile_book(day.gathering).stamp.startswith("Draft, as of 24 November 2026, 09:")


@pytest.mark.parametrize("one", IN_LETTERS, ids=lambda one: one.ending)
def test_every_format_bears_the_stamp_and_the_words_of_the_host(one: Any) -> None:
    book = edition(published())

    text = held_in(made(one.ending, book), one.ending)

    assert "Version 1" in text
    assert "We met in the mill." in text
    assert "Zoë" in text


@pytest.mark.parametrize(
    "one", [one for one in IN_LETTERS if one.ending != "zip"], ids=lambda one: one.ending
)
def test_every_format_has_the_reports_by_title_when_the_host_wants_it(one: Any) -> None:
    day = full_day()
    day.ask(HOST, "edit_book", order="title")

    text = held_in(made(one.ending, compile_book(day.gathering)), one.ending)

    # "What reflective groups need" stands last by title, and first by time.
    assert text.rindex("The handbook") > text.rindex("“Nothing about us without us”")


def test_words_that_were_edited_away_leave_the_edition() -> None:
    day = published()
    second = note(day, "Second point")
    quiet, rosa = Viewer("person", second["author"]), person(day, "Rosa")
    day.ask(quiet, "edit_note", note=second["id"], text="Corrected")
    day.ask(rosa, "edit_topic", topic=topic(day, "Reflective groups"), title="Groups")

    told = repr(edition(day, 1))

    assert "Corrected" in told
    assert not [gone for gone in ("Second point said first", "Reflective groups") if gone in told]


def test_edition_keeps_what_it_holds_when_the_gathering_goes_on() -> None:
    day = published()
    day.ask(HOST, "edit_book", introduction="Another introduction.")
    late = day.calls(day.joins(), "A late topic")
    day.ask(HOST, "publish_book")

    one, two = edition(day, 1), edition(day, 2)

    assert one.words.introduction == "We met in the mill."
    assert "A late topic" not in repr(one)
    assert late
    assert "A late topic" in [report.title for report in two.everything]


# --- what is taken back leaves every edition


def withdraws_from_topic(day: Day) -> None:
    rosa = person(day, "Rosa")
    day.ask(rosa, "edit_topic", topic=topic(day, "Reflective groups"), convener_name="")


def withdraws_from_note(day: Day) -> None:
    day.ask(person(day, "Rosa"), "edit_note", note=note(day, "It takes")["id"], named=False)


def withdraws_as_note_taker(day: Day) -> None:
    session = next(r["id"] for r in day.gathering.rows("sessions") if r["code"] == "1A")
    day.ask(person(day, "Rosa"), "take_notes", session=session, named=False)


def leaves_the_list(day: Day) -> None:
    day.ask(person(day, "Amir"), "edit_me", listed=False)


@pytest.mark.parametrize(
    ("act", "look"),
    [
        (withdraws_from_topic, lambda book: report(book, "1A").convener),
        (withdraws_from_note, lambda book: report(book, "1A").notes_of("summary")[0].by),
        (withdraws_as_note_taker, lambda book: report(book, "1A").note_taker),
        (leaves_the_list, lambda book: book.participants),
        (leaves_the_list, lambda book: "amir@example.org" in repr(book)),
    ],
)
def test_name_withdrawn_leaves_the_edition(act: Act, look: Callable[[Book], Any]) -> None:
    day = published()
    assert look(edition(day))

    act(day)

    assert not look(edition(day))


def test_renamed_is_renamed_in_the_edition() -> None:
    day = published()

    day.ask(person(day, "Rosa"), "edit_me", name="Rosalind")

    assert report(edition(day), "1A").convener == "Rosalind"


def test_name_chosen_later_does_not_come_into_an_earlier_edition() -> None:
    day = published()
    amir = person(day, "Amir")

    day.ask(amir, "edit_note", note=note(day, "First point")["id"], named=True)
    day.ask(HOST, "publish_book")

    points = [{n.text: n.by for n in report(edition(day, v), "1A").notes} for v in (1, 2)]
    assert [one["First point said second"] for one in points] == [None, "Amir"]


def test_note_retracted_hidden_or_of_a_topic_gone_leaves_the_edition() -> None:
    day = published()
    quiet = Viewer("person", note(day, "Who pays")["author"])

    day.ask(quiet, "retract_note", note=note(day, "Who pays")["id"])
    day.ask(HOST, "hide_note", note=note(day, "A story")["id"])
    day.ask(HOST, "hide_topic", topic=topic(day, "Carers in the room"))
    day.ask(quiet, "withdraw_topic", topic=topic(day, "Peer support"))

    told = repr(edition(day))
    gone = ["Who pays", "night shift", "Carers in the room", "Peer support", "peer workers"]
    assert not [words for words in gone if words in told]
    assert "It takes time." in told


def test_hidden_then_and_shown_again_waits_for_the_next_edition() -> None:
    day = full_day()
    story = note(day, "A story")["id"]
    day.ask(HOST, "hide_note", note=story)
    day.ask(HOST, "publish_book")

    day.ask(HOST, "hide_note", note=story, hidden=False)
    day.ask(HOST, "publish_book")

    assert "night shift" not in repr(edition(day, 1))
    assert "night shift" in repr(edition(day, 2))


def test_picture_taken_out_leaves_the_edition_with_its_description() -> None:
    day = full_day()
    session = next(r["id"] for r in day.gathering.rows("sessions") if r["code"] == "1A")
    rosa = person(day, "Rosa")
    words = day.notes(rosa, session, "story", "With words", photo="aaa", alt="Faces")
    alone = day.notes(rosa, session, "photo", "", photo="bbb", alt="A flip chart")
    day.ask(HOST, "publish_book")

    day.ask(rosa, "edit_note", note=words, photo="")
    day.ask(rosa, "edit_note", note=alone, photo="ccc")

    told = repr(edition(day))
    assert "With words" in told
    assert not [gone for gone in ("aaa", "Faces", "bbb", "A flip chart") if gone in told]


def test_gathering_that_stops_naming_names_nobody_in_any_edition() -> None:
    day = published()

    day.ask(HOST, "edit_gathering", naming="none")

    told = repr(edition(day))
    assert not [n for n in ("Rosa", "Amir", "amir@example.org", "Zoë") if n in told]


def test_gathering_that_begins_to_name_keeps_its_promise_in_the_edition() -> None:
    day = full_day()
    day.ask(HOST, "edit_gathering", naming="none")
    day.ask(HOST, "publish_book")

    day.ask(HOST, "edit_gathering", naming="choice")

    book = edition(day)
    assert not book.names_are_shown
    assert "Rosa" not in repr(book)


def test_credit_taken_out_leaves_the_edition() -> None:
    day = published()

    day.ask(HOST, "edit_book", credits=[])

    assert edition(day).words.credits == ()


# --- how the host edits it


def test_reports_by_title_stand_in_one_chapter_of_every_report() -> None:
    day = full_day()
    by_time = compile_book(day.gathering)
    day.ask(HOST, "edit_book", order="title")

    book = compile_book(day.gathering)

    [chapter] = book.chapters
    assert [one.heading for one in chapter.reports] == [
        *("Carers in the room", "Peer support", "Peer support", "What reflective groups need"),
    ]
    assert {r.anchor for c in by_time.chapters for r in c.reports} == {
        r.anchor for r in chapter.reports
    }
    written = json.loads(FORMATS["json"].write(book))
    assert [one["code"] for one in written["reports"]] == ["1B", "2A", "2B", "1A"]


def test_parts_left_out_are_empty_and_no_note_is_lost() -> None:
    day = full_day()
    session = next(r for r in day.gathering.rows("sessions") if r["code"] == "1A")
    day.ask(HOST, "release_session", session=session["id"])
    parts = ["practice", "unplaced", "actions", "questions", "repertoire"]
    parts += ["web", "participants", "thanks", "index", "next"]
    day.ask(HOST, "edit_book", left_out=parts)

    book = compile_book(day.gathering)

    assert book.harvested("action", "question", "story", "tool") == ()
    assert (book.participants, book.note_takers, book.next_gathering) == ((), (), "")
    assert (book.index_by_tag, book.index_by_convener, book.practice.principles) == ((), (), ())
    assert [one.title for one in book.unplaced] == ["Reflective groups"]
    for ending in ("html", "md", "json"):
        text = FORMATS[ending].write(book).decode()
        assert "Who pays for the time?" in text
        assert "Waiting lists" not in text

"""What a book still lacks, each with the way to mend it, and whom it will name."""

from collections import Counter

import pytest

from openspace.domain.viewer import HOST
from openspace.proceedings import fonts
from openspace.proceedings.checklist import ChecklistItem, checklist, names
from tests.proceedings.day import Day, full_day


def kinds(day: Day) -> Counter[str]:
    return Counter(finding.kind for finding in checklist(day.gathering))


def only(day: Day, kind: str) -> list[ChecklistItem]:
    return [finding for finding in checklist(day.gathering) if finding.kind == kind]


def topic(day: Day, title: str) -> str:
    return str(next(row["id"] for row in day.gathering.rows("topics") if row["title"] == title))


def test_sessions_without_a_report_are_found_and_lead_there() -> None:
    day = full_day()

    [finding] = only(day, "no_report")

    assert finding.sentence == "“Carers in the room” has no notes."
    assert (finding.code, finding.topic) == ("1B", topic(day, "Carers in the room"))
    assert day.gathering.row("sessions", finding.session)


def test_one_sentence_is_no_report_yet_and_two_are() -> None:
    day = full_day()
    carers = only(day, "no_report")[0].session
    day.notes(day.joins(), carers, "summary", "We counted the weeks.")
    [finding] = only(day, "no_report")
    assert finding.sentence == "“Carers in the room” has notes, but no two sentences yet."

    day.notes(day.joins(), carers, "question", "Who counts?")
    assert only(day, "no_report") == []


def test_topic_without_a_cell_lacks_nothing() -> None:
    assert "Waiting lists" not in repr(checklist(full_day().gathering))


def test_reports_are_found_until_confirmed_and_again_when_changed_since() -> None:
    day = full_day()
    groups = topic(day, "Reflective groups")
    assert [one.code for one in only(day, "unconfirmed")] == ["1A", "2A 2B"]

    day.ask(HOST, "confirm_report", topic=groups)
    assert [one.code for one in only(day, "unconfirmed")] == ["2A 2B"]
    assert only(day, "changed") == []

    session = next(row["id"] for row in day.gathering.rows("sessions") if row["topic"] == groups)
    day.notes(day.joins(), session, "story", "One more")
    assert [one.code for one in only(day, "changed")] == ["1A"]


def test_photos_without_words_are_found_and_mended() -> None:
    day = full_day()
    session = next(row["id"] for row in day.gathering.rows("sessions") if row["code"] == "1A")
    note = day.notes(day.joins(), session, "photo", "", photo="abc123")

    [finding] = only(day, "alt")
    assert finding.note == note

    day.ask(HOST, "describe_photo", note=note, alt="A flip chart with three questions")
    assert only(day, "alt") == []


def test_odd_titles_are_found_with_what_is_odd() -> None:
    day = Day.opens()
    who = day.joins()
    odd = {
        "42": "has no letters",
        "test": "looks like a trial",
        "WAITING LISTS AGAIN": "is all in capitals",
        "see https://example.org": "has a web address in it",
        "long " * 30: "is long: 149 characters",
    }
    for title in [*odd, "Carers", "NHS", "العمل معا", "一緒に学ぶ"]:
        day.calls(who, title)

    found = [one.sentence for one in only(day, "title")]

    assert [next(end for end in odd.values() if end in said) for said in found] == list(
        odd.values()
    )


def test_characters_that_cannot_be_printed_are_found_with_their_note() -> None:
    day = full_day()
    session = next(row["id"] for row in day.gathering.rows("sessions") if row["code"] == "1A")
    note = day.notes(day.joins(), session, "story", "A sign of nobody: \U0010fffd")

    [finding] = only(day, "glyph")

    assert finding.note == note
    assert "U+10FFFD" in finding.sentence


def test_characters_of_one_script_are_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "system_files", tuple)
    day = full_day()
    session = next(row["id"] for row in day.gathering.rows("sessions") if row["code"] == "1A")
    day.notes(day.joins(), session, "story", "住民票 一二三四五 and বাংলা")

    cjk, bengali = sorted(
        (one.sentence for one in only(day, "glyph")), key=lambda said: "CJK" not in said
    )
    assert cjk.startswith("No font of CJK is installed for 8 characters, such as “")
    assert bengali.startswith("No font of Bengali is installed for ")


def test_hidden_and_withdrawn_are_not_looked_at() -> None:
    day = full_day()
    for title in ("Carers in the room", "Reflective groups", "Peer support"):
        day.ask(HOST, "hide_topic", topic=topic(day, title))

    assert kinds(day) == Counter()


def test_names_are_those_who_chose_it_with_where_they_stand() -> None:
    day = full_day()
    day.ask(HOST, "edit_book", credits=["Zoë"])

    named = {one.name: one.places for one in names(day.gathering)}

    assert list(named) == ["Amir", "R. from the ward", "Rosa", "Zoë"]
    assert named["R. from the ward"] == ("joined an action in 1A",)
    assert named["Rosa"] == (
        "evidence in 1A",
        "a closing reflection",
        "convener of 1A",
        "note-taker of 1A",
        "a note in 1A",
        "initiator of an action in 1A",
    )
    assert "the list of participants, with a contact" in named["Amir"]
    assert named["Zoë"] == ("credits",)


def test_nobody_is_among_the_names_where_nobody_may_be() -> None:
    day = full_day()
    day.ask(HOST, "edit_book", credits=["Zoë"])
    day.ask(HOST, "edit_gathering", naming="none")

    assert names(day.gathering) == []

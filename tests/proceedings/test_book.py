"""Gathering → Book: what gets in, what never does, and in which order."""

from openspace.domain.viewer import HOST
from openspace.proceedings.book import compile_book
from openspace.proceedings.report import Report
from tests.domain.test_overlaps import placed, workshops
from tests.proceedings.day import Day, full_day


def report(day: Day, code: str) -> Report:
    return next(one for one in compile_book(day.gathering).reports if one.code == code)


def test_book_lists_every_session_also_without_notes() -> None:
    book = compile_book(full_day().gathering)

    assert [one.code for one in book.reports] == ["1A", "1B", "2A", "2B"]
    assert book.tally == "4 sessions, 1 with a report, 2 with notes only."
    assert [one.title for one in book.reports if not one.notes] == ["Carers in the room"]


def test_book_keeps_plenary_breaks_and_free_cells_in_the_agenda() -> None:
    day = full_day()
    session = report(day, "2B")
    row = next(row for row in day.gathering.rows("sessions") if row["code"] == session.code)
    day.ask(HOST, "release_session", session=row["id"])

    slots = compile_book(day.gathering).days[0].slots

    assert [(slot.kind, slot.time) for slot in slots] == [
        ("plenary", "09:30–10:00"),
        ("session", "10:00–10:45"),
        ("break", "10:45–11:00"),
        ("session", "11:00–11:45"),
    ]
    assert [cell.code for cell in slots[3].free] == ["2B"]
    assert slots[0].cells == ()


def test_report_groups_notes_by_kind_in_the_order_of_posting() -> None:
    groups = report(full_day(), "1A").groups

    assert [heading for heading, _ in groups] == [
        *("Summary", "Key points", "Open questions", "Actions", "Stories", "Tools", "Links"),
    ]
    assert [note.text for note in groups[1][1]] == [
        "Second point said first",
        "First point said second",
    ]


def test_report_keeps_both_titles_when_they_drifted() -> None:
    one = report(full_day(), "1A")

    assert (one.heading, one.was_announced_as) == (
        "What reflective groups need",
        "Reflective groups",
    )


def test_book_gathers_actions_questions_and_indexes() -> None:
    book = compile_book(full_day().gathering)

    [action] = book.harvested("action")
    assert action.note.commitment == (
        "Initiator: Rosa* · Joined: Amir, R. from the ward · Due: 15 January 2027"
    )
    assert action.report.code == "1A"
    assert [one.note.text for one in book.harvested("question")] == ["Who pays for the time?"]
    assert [(e.term, [r.code for r in e.reports]) for e in book.index_by_tag] == [
        ("carers", ["1B"]),
        ("learning", ["1A", "1B"]),
    ]
    assert [entry.term for entry in book.index_by_convener] == ["Amir", "Rosa"]


def test_topic_without_a_cell_keeps_the_notes_of_the_cell_it_had() -> None:
    day = full_day()
    rosa_session = next(row for row in day.gathering.rows("sessions") if row["code"] == "1A")
    day.ask(HOST, "release_session", session=rosa_session["id"])

    book = compile_book(day.gathering)

    loose = {one.title: one for one in book.unplaced}
    assert set(loose) == {"Reflective groups", "Waiting lists"}
    assert len(loose["Reflective groups"].notes) == 8


def test_hidden_and_withdrawn_never_get_in() -> None:
    day = full_day()
    person = day.joins("Wanda")
    hidden = day.calls(person, "Harmful topic")
    withdrawn = day.calls(person, "Withdrawn topic")
    session = next(row for row in day.gathering.rows("sessions") if row["code"] == "2A")["id"]
    harmful = day.notes(person, session, "key_point", "Harmful note")
    retracted = day.notes(person, session, "key_point", "Retracted note")

    day.ask(HOST, "hide_topic", topic=hidden, hidden=True)
    day.ask(person, "withdraw_topic", topic=withdrawn)
    day.ask(HOST, "hide_note", note=harmful, hidden=True)
    day.ask(person, "retract_note", note=retracted)

    told = repr(compile_book(day.gathering))
    assert not [w for w in ("Harmful", "Withdrawn", "Retracted", "Wanda") if w in told]


def test_session_of_a_topic_hidden_later_leaves_with_its_notes() -> None:
    day = full_day()
    topic = next(row for row in day.gathering.rows("topics") if row["title"] == "Reflective groups")

    day.ask(HOST, "hide_topic", topic=topic["id"], hidden=True)

    told = repr(compile_book(day.gathering))
    assert "eflective" not in told
    assert "Who pays for the time?" not in told


def test_anonymous_stays_anonymous() -> None:
    day = full_day()
    book = compile_book(day.gathering)

    named = [note.by for one in book.everything for note in one.notes if note.by]
    assert named == ["Rosa"]
    assert [one.convener for one in book.reports] == ["Rosa", "Amir", None, None]
    assert book.participants == (("Amir", "amir@example.org"),)
    assert book.note_takers == ("Rosa",)


def test_nobody_is_named_where_nobody_may_be() -> None:
    day = full_day()

    day.ask(HOST, "edit_gathering", naming="none")

    told = repr(compile_book(day.gathering))
    assert not [name for name in ("Rosa", "Amir", "amir@example.org") if name in told]
    assert not compile_book(day.gathering).names_are_shown


def test_withdrawing_from_the_list_takes_effect() -> None:
    day = full_day()
    amir = next(row for row in day.gathering.rows("people") if row["name"] == "Amir")

    day.ask(HOST.__class__("person", amir["id"]), "edit_me", listed=False)

    assert compile_book(day.gathering).participants == ()


def test_empty_gathering_is_a_book_already() -> None:
    book = compile_book(Day.opens(rooms=[], slots=[]).gathering)

    assert (book.tally, book.days, book.cover.dates) == ("There are no sessions yet.", (), "")


def test_times_stand_in_the_time_zone_of_the_gathering() -> None:
    slot = {"starts_at": "2026-07-01T09:00:00+00:00", "ends_at": "2026-07-01T10:00:00+00:00"}

    book = compile_book(Day.opens(timezone="Europe/Rome", slots=[slot]).gathering)

    assert book.days[0].slots[0].time == "11:00–12:00"
    assert book.days[0].label == "Wednesday 1 July 2026"


def test_printed_cells_of_a_room_that_is_held_at_that_time_are_not_free() -> None:
    day = workshops()
    placed(day.joins(), "2A")

    [printed] = compile_book(day.gathering, "https://example.org", {}).days

    free = {cell.code for slot in printed.slots for cell in slot.free}
    assert free == {"1B", "2B", "3B"}

"""Editing the book, confirming a report, publishing: who may, what it puts, what takes it back."""

import pytest

from openspace.domain.audience import HOST, PUBLIC, see
from tests.domain.copies import assert_copies_are_true
from tests.domain.given import Day, Someone, a_gathering, refused


def report(day: Day) -> tuple[Someone, str, str]:
    """Kim's topic in cell 1A."""
    kim = day.joins("Kim")
    topic = kim.proposes("Reflective groups")
    return kim, topic, kim.claims(topic, "1A")


def is_confirmed(day: Day, topic: str) -> bool:
    row = day.anyone.sees_row("topics", topic) or {}
    return bool(row["confirmed_at"] and not row["changed_at"])


# --- the host's words


def test_edit_book_keeps_what_it_is_not_given() -> None:
    day = a_gathering()

    day.host.asks("edit_book", introduction="We met.\n\nIt rained.", order="title")
    day.host.asks("edit_book", closing="  Thank you.  ")

    book = see(day.gathering, HOST)["gathering"]["book"]
    assert (book["introduction"], book["closing"]) == ("We met.\n\nIt rained.", "Thank you.")
    assert (book["order"], book["left_out"], book["credits"]) == ("title", [], [])


def test_edit_book_with_nothing_new_changes_nothing() -> None:
    day = a_gathering()
    day.host.asks("edit_book", subtitle="A first book", credits=["Kim"])
    seq = day.gathering.seq

    day.host.asks("edit_book", subtitle="A first book", credits=["Kim"])

    assert day.gathering.seq == seq


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"order": "votes"}, {"code": "not_a_choice", "field": "order"}),
        ({"left_out": ["reports"]}, {"code": "not_a_choice", "field": "left_out"}),
        ({"credits": "x"}, {"code": "malformed", "why": "arguments"}),
    ],
)
def test_edit_book_refuses_what_no_book_has(args: dict[str, object], error: dict[str, str]) -> None:
    with refused(**error):
        a_gathering().host.asks("edit_book", **args)


def test_edit_book_and_publishing_are_the_hosts() -> None:
    day = a_gathering()
    kim = day.joins("Kim")

    for name in ("edit_book", "publish_book"):
        with refused("not_allowed"):
            kim.asks(name)


def test_credits_stand_in_people_and_never_in_the_log() -> None:
    day = a_gathering()

    day.host.asks("edit_book", credits=["Rosa Lind, compiler", " ", "Rosa Lind, compiler", "Amir"])

    assert see(day.gathering, HOST)["gathering"]["book"]["credits"] == [
        "Rosa Lind, compiler",
        "Amir",
    ]
    [about] = day.log[-1].puts["gatherings"]
    assert "Rosa" not in repr(about)
    assert day.anyone.sees("people") == []
    assert "book" not in see(day.gathering, PUBLIC)["gathering"]


def test_credits_disappear_where_nobody_is_named() -> None:
    day = a_gathering()
    day.host.asks("edit_book", credits=["Rosa"])

    day.host.asks("edit_gathering", naming="none")

    assert see(day.gathering, HOST)["gathering"]["book"]["credits"] == []


# --- confirming


def test_convener_confirms_and_takes_it_back() -> None:
    day = a_gathering()
    kim, topic, _ = report(day)

    kim.asks("confirm_report", topic=topic)
    assert is_confirmed(day, topic)

    kim.asks("confirm_report", topic=topic, confirmed=False)
    assert not is_confirmed(day, topic)


def test_only_the_convener_or_the_host_for_them_confirms() -> None:
    day = a_gathering()
    _, topic, _ = report(day)

    with refused("not_yours"):
        day.joins("Rosa").asks("confirm_report", topic=topic)
    day.host.asks("confirm_report", topic=topic)

    assert is_confirmed(day, topic)


def test_any_change_of_the_report_takes_the_confirmation_back() -> None:
    day = a_gathering()
    kim, topic, session = report(day)
    rosa = day.joins("Rosa")
    note = rosa.notes(session, "It takes time.")

    changes = [
        lambda: rosa.notes(session, "And tea."),
        lambda: rosa.asks("edit_note", note=note, text="It takes a lot of time."),
        lambda: day.host.asks("hide_note", note=note, hidden=True),
        lambda: rosa.asks("retract_note", note=note),
        lambda: day.host.asks("edit_topic", topic=topic, report_title="Another"),
    ]
    for change in changes:
        kim.asks("confirm_report", topic=topic)
        assert is_confirmed(day, topic)
        change()
        assert not is_confirmed(day, topic)
    assert_copies_are_true(day.log)


def test_names_and_the_conveners_own_title_leave_the_confirmation() -> None:
    day = a_gathering()
    kim, topic, session = report(day)
    note = kim.notes(session, "It takes time.", named=True)
    kim.asks("confirm_report", topic=topic)

    kim.asks("edit_note", note=note, named=False)
    kim.asks("edit_topic", topic=topic, report_title="What groups need", convener_name="")

    assert is_confirmed(day, topic)


# --- publishing


def test_publishing_makes_versions_at_the_point_of_the_log_they_show() -> None:
    day = a_gathering()
    kim, _, session = report(day)
    seen = day.gathering.seq

    first = day.host.asks("publish_book", note="For the circle")
    kim.notes(session, "A correction")
    second = day.host.asks("publish_book")

    one, two = day.anyone.sees("editions")
    assert (first["version"], second["version"]) == (1, 2)
    assert (one["version"], one["seq"], one["note"]) == (1, seen, "For the circle")
    assert (two["version"], two["seq"]) == (2, seen + 2)


def test_publishing_again_with_nothing_new_is_the_same_version() -> None:
    day = a_gathering()
    day.host.asks("publish_book")

    assert day.host.asks("publish_book")["version"] == 1
    assert len(day.anyone.sees("editions")) == 1


# --- pictures without words


def test_photo_is_described_once_by_host_or_convener() -> None:
    day = a_gathering()
    kim, _, session = report(day)
    rosa = day.joins("Rosa")
    note = rosa.notes(session, "", kind="photo", photo=rosa.sends("abc"))

    with refused("not_yours"):
        day.joins().asks("describe_photo", note=note, alt="A chart")
    kim.asks("describe_photo", note=note, alt="A chart")
    with refused("not_yours"):
        day.host.asks("describe_photo", note=note, alt="Something else")

    assert (day.anyone.sees_row("notes", note) or {})["alt"] == "A chart"


# --- when the gathering is closed


def test_closed_gathering_lets_people_say_how_they_appear_and_nothing_else() -> None:
    day = a_gathering()
    kim, topic, session = report(day)
    note = kim.notes(session, "It takes time.", named=True)
    kim.asks("take_notes", session=session, named=True)
    day.host.asks("set_phase", phase="closed")

    kim.asks("edit_topic", topic=topic, convener_name="", report_title="What groups need")
    kim.asks("edit_note", note=note, named=False)
    kim.asks("take_notes", session=session, named=False)
    kim.asks("confirm_report", topic=topic)
    kim.asks("edit_me", listed=True)
    for name, args in {
        "edit_topic": {"topic": topic, "title": "Other"},
        "edit_note": {"note": note, "text": "Other"},
        "post_note": {"session": session, "kind": "story", "text": "Late"},
        "withdraw_topic": {"topic": topic},
    }.items():
        with refused("not_now"):
            kim.asks(name, **args)
    kim.asks("retract_note", note=note)

    assert day.anyone.sees("notes") == []


def test_nothing_is_named_or_listed_before_somebody_asks_for_it() -> None:
    day = a_gathering()
    kim, topic, session = report(day)
    note = kim.notes(session, "It takes time.")
    kim.asks("take_notes", session=session)

    assert (kim.sees_row("topics", topic) or {})["convener_name"] is None
    assert (kim.sees_row("notes", note) or {})["named"] is False
    assert (kim.sees_row("sessions", session) or {})["note_taker_name"] is None
    [me] = kim.sees("people")
    assert (me["listed"], me["contact_listed"]) == (False, False)

"""Notes: anybody adds, only authors change their own, and what was typed offline is not lost."""

import pytest

from openspace.domain.rules.harvest import KINDS
from tests.domain.given import a_session, refused


def test_note_is_seen_by_everybody_and_names_nobody_unless_asked() -> None:
    day, kim, _, session = a_session()

    quiet, signed = kim.notes(session, "It takes time."), kim.notes(session, "Tea.", named=True)

    by_name = {note["id"]: note["by_name"] for note in day.anyone.sees("notes")}
    assert by_name == {quiet: None, signed: "Kim"}
    assert [note["named"] for note in kim.sees("notes")] == [False, True]


def test_note_to_be_named_needs_a_name() -> None:
    _, _, rosa, session = a_session()

    with refused("no_name"):
        rosa.notes(session, "It takes time.", named=True)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "photo"])
def test_note_of_each_kind_is_kept(kind: str) -> None:
    day, kim, _, session = a_session()

    note = kim.notes(session, "It takes time.\n\nAnd tea.", kind=kind)

    row = day.anyone.sees_row("notes", note)
    assert row is not None
    assert (row["kind"], row["text"], row["rev"]) == (kind, "It takes time.\n\nAnd tea.", 1)


def test_picture_is_shown_by_whoever_sent_it_and_nobody_else() -> None:
    day, kim, _, session = a_session()
    mine, theirs = kim.sends("aaa"), day.host.sends("bbb")
    note = kim.notes(session, "", kind="photo", photo=mine)

    for photo in (theirs, "unknown", "../../etc/passwd"):
        with refused("unknown_photo"):
            kim.notes(session, "", kind="photo", photo=photo)
        with refused("unknown_photo"):
            kim.asks("edit_note", note=note, photo=photo)
    with refused("unknown_photo"):
        day.host.notes(session, "", kind="photo", photo=mine)
    kim.asks("edit_note", note=note, alt="A wheel")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"kind": "rumour", "text": "x"}, "not_a_choice"),
        ({"kind": "story", "text": " \n "}, "missing"),
        ({"kind": "photo", "text": "x"}, "missing"),
        ({"kind": "link", "text": "x", "url": "javascript:alert(1)"}, "bad_link"),
        ({"kind": "action", "text": "x", "due": "soon"}, "bad_day"),
    ],
)
def test_note_that_makes_no_sense_is_refused(args: dict[str, str], code: str) -> None:
    _, kim, _, session = a_session()

    with refused(code):
        kim.asks("post_note", session=session, **args)


def test_note_can_be_as_long_as_real_ones_and_no_longer() -> None:
    _, kim, _, session = a_session()

    kim.notes(session, "x" * 20_000)

    with refused("too_long") as error:
        kim.notes(session, "x" * 20_001)
    assert error["limit"] == 20_000


def test_note_typed_before_the_session_was_released_is_not_lost() -> None:
    day, kim, rosa, session = a_session()
    kim.asks("release_session", session=session)

    note = rosa.notes(session, "Written in the garden, without Wi-Fi.")

    row = day.anyone.sees_row("notes", note)
    assert row is not None
    assert row["session"] == session


@pytest.mark.parametrize("session", ["s999", "", "x", "s3\ud800", "s3-", "s3" + "x" * 9_000, "t3"])
def test_note_for_what_never_was_a_session_is_refused(session: str) -> None:
    _, kim, _, _ = a_session()

    with refused("unknown_session"):
        kim.notes(session, "It takes time.")


def test_note_names_who_starts_the_action_and_makes_it_nobodys_own_name() -> None:
    day, _, rosa, session = a_session()

    note = rosa.notes(session, "Meet monthly", "action", initiator_name="Amir", due="2027-04-15")

    row = day.anyone.sees_row("notes", note)
    assert row is not None
    assert (row["initiator_name"], row["due"]) == ("Amir", "2027-04-15")
    [me] = rosa.sees("people")
    assert me["name"] == ""


def test_note_edited_counts_its_revisions() -> None:
    day, kim, _, session = a_session()
    note = kim.notes(session, "It takes tim.")

    answer = kim.asks("edit_note", note=note, rev=1, text="It takes time.")
    kim.asks("edit_note", note=note, text="It takes time.")

    row = day.anyone.sees_row("notes", note)
    assert row is not None
    assert answer == {"rev": 2}
    assert (row["text"], row["rev"], row["edited_at"] is not None) == ("It takes time.", 2, True)


def test_note_edited_from_an_older_revision_is_answered_with_the_newer_one() -> None:
    _, kim, _, session = a_session()
    note = kim.notes(session, "One")
    kim.asks("edit_note", note=note, rev=1, text="Two")

    with refused("stale") as error:
        kim.asks("edit_note", note=note, rev=1, text="Three")

    assert (error["current"]["text"], error["current"]["rev"]) == ("Two", 2)


def test_note_is_changed_by_its_author_only_not_even_by_the_host() -> None:
    day, kim, rosa, session = a_session()
    note = rosa.notes(session, "It takes time.")

    for someone in (kim, day.host):
        with refused("not_yours"):
            someone.asks("edit_note", note=note, text="Nonsense")
        with refused("not_yours"):
            someone.asks("retract_note", note=note)


def test_note_retracted_is_gone_everywhere() -> None:
    day, kim, _, session = a_session()
    note = kim.notes(session, "It takes time.")

    kim.asks("retract_note", note=note)

    assert day.host.sees("notes") == []
    assert day.anyone.sees_last_change()["drops"] == {"notes": [note]}
    with refused("unknown_note"):
        kim.asks("retract_note", note=note)


def test_note_of_the_host_is_the_hosts() -> None:
    day, kim, _, session = a_session()

    note = day.host.notes(session, "Read from the flip chart.")

    assert [row["mine"] for row in day.host.sees("notes")] == [True]
    assert "mine" not in kim.sees("notes")[0]
    day.host.asks("edit_note", note=note, text="Read again.")
    with refused("no_name"):
        day.host.notes(session, "x", named=True)


def test_note_taking_is_handed_over_and_taken() -> None:
    day, kim, rosa, session = a_session()
    with refused("not_now"):
        rosa.asks("take_notes", session=session)
    with refused("not_yours"):
        rosa.asks("hand_over_notes", session=session)

    kim.asks("hand_over_notes", session=session)
    assert [row["notes_wanted"] for row in day.anyone.sees("sessions")] == [True]
    rosa.asks("take_notes", session=session)

    [seen], [mine] = day.anyone.sees("sessions"), rosa.sees("sessions")
    assert (seen["notes_wanted"], seen["has_note_taker"], seen["note_taker_name"]) == (
        False,
        True,
        None,
    )
    assert mine["note_taking"] is True
    assert "note_taking" not in seen


def test_note_taker_is_named_where_they_wish() -> None:
    day, kim, rosa, session = a_session()
    kim.asks("hand_over_notes", session=session)
    with refused("no_name"):
        rosa.asks("take_notes", session=session, named=True)

    rosa.asks("edit_me", name="Rosa")
    rosa.asks("take_notes", session=session, named=True)

    assert [row["note_taker_name"] for row in day.anyone.sees("sessions")] == ["Rosa"]

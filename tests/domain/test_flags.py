"""“This worries me”: only the host sees a flag, nobody sees who sent it, and its words do not outlive it."""

from datetime import UTC, datetime

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.commands import parse
from openspace.domain.erasure_plan import erasure, erasure_of_item
from openspace.domain.rules.erasing import EraseItem
from openspace.domain.viewer import PUBLIC
from tests.domain.given import Day, Someone, a_gathering, refused

WORDS = "It names my neighbour."


def a_noted_session() -> tuple[Day, Someone, Someone, str]:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    session = kim.claims(kim.proposes("Carers"), "1A")
    return day, kim, rosa, kim.notes(session, "My neighbour does it.")


def flags(someone: Someone, table: str, id: str, **args: object) -> str:
    return str(someone.asks("flag", table=table, id=id, **args)["flag"])


def test_only_the_host_and_the_sender_see_a_flag_and_nobody_sees_who_sent_it() -> None:
    day, kim, rosa, note = a_noted_session()

    flag = flags(rosa, "notes", note, words=WORDS)

    seen = {"id": flag, "topic": "", "note": note, "evidence": "", "kind": "worry", "words": WORDS}
    seen["issue"] = ""
    assert day.host.sees("flags") == [seen]
    assert kim.sees("flags") == day.anyone.sees("flags") == []
    [mine] = rosa.sees("flags")
    assert mine["mine"] is True
    change = day.host.sees_last_change()
    assert (change["by"], change["name"]) == (None, "mark_interest")


def test_others_get_a_change_that_looks_like_a_mark_of_interest() -> None:
    day, kim, rosa, note = a_noted_session()
    rosa.asks("mark_interest", topic="t4" if day.gathering.row("topics", "t4") else topic_of(day))
    interest = kim.sees_last_change()
    flags(rosa, "notes", note, words=WORDS)

    flagged = kim.sees_last_change()

    told = ("name", "by", "puts", "drops")
    assert [flagged[key] for key in told] == [interest[key] for key in told]


def topic_of(day: Day) -> str:
    return str(next(iter(day.gathering.rows("topics")))["id"])


@pytest.mark.parametrize("table", ["topics", "evidence"])
def test_topics_and_evidence_can_be_flagged(table: str) -> None:
    day, kim, rosa, _ = a_noted_session()
    evidence = {"form": "evidence", "bearing": "both", "text": "So."}
    item = {"topics": topic_of(day), "evidence": kim.asks("post_evidence", **evidence)["evidence"]}

    flags(rosa, table, item[table])

    [flag] = day.host.sees("flags")
    assert item[table] in (flag["topic"], flag["evidence"])


def test_one_person_has_one_open_flag_of_an_item() -> None:
    day, kim, rosa, note = a_noted_session()

    first = flags(rosa, "notes", note, words=WORDS)

    assert flags(rosa, "notes", note, words="Again") == first
    assert [row["words"] for row in day.host.sees("flags")] == [WORDS]
    flags(kim, "notes", note)
    assert len(day.host.sees("flags")) == 2


def test_one_phone_cannot_bury_the_flags_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openspace.domain.rules.flags.MOST_OPEN_FLAGS", 2)
    day, kim, rosa, note = a_noted_session()
    topics = [kim.proposes(f"Topic {nth}") for nth in range(3)]
    first = flags(rosa, "topics", topics[0])
    flags(rosa, "topics", topics[1])

    with refused("too_many", why="own_flags", most=2):
        flags(rosa, "notes", note)
    assert flags(rosa, "topics", topics[0]) == first
    flags(kim, "topics", topics[2])
    day.host.asks("settle_flag", flag=first)
    flags(rosa, "notes", note)


def test_settling_tells_the_sender_and_deletes_the_words() -> None:
    day, kim, rosa, note = a_noted_session()
    flag = flags(rosa, "notes", note, words=WORDS)

    day.host.asks("settle_flag", flag=flag)

    assert day.host.sees("flags") == rosa.sees("flags") == []
    assert WORDS not in str(list(day.gathering.rows("flags")))
    assert rosa.told[1:] == ["The facilitator has looked at what you told them about. Thank you."]
    assert kim.told == []
    assert day.anyone.sees_last_change()["name"] == "dismiss_notices"
    with refused("unknown_flag"):
        day.host.asks("settle_flag", flag="flag99")


def test_a_second_flag_after_the_first_is_settled_is_a_new_row() -> None:
    """The same row would tell the host that the same person flagged it again."""
    day, _, rosa, note = a_noted_session()
    first = flags(rosa, "notes", note)
    day.host.asks("settle_flag", flag=first)

    second = flags(rosa, "notes", note)

    assert second != first
    assert [row["id"] for row in day.host.sees("flags")] == [second]


def test_a_flag_can_be_withdrawn() -> None:
    day, _, rosa, note = a_noted_session()
    flags(rosa, "notes", note, words=WORDS)

    rosa.asks("flag", table="notes", id=note, flagged=False)

    assert day.host.sees("flags") == []
    assert WORDS not in str(list(day.gathering.rows("flags")))


def test_whoever_is_in_a_photo_can_say_so() -> None:
    day, kim, rosa, _ = a_noted_session()
    [session] = day.gathering.rows("sessions")
    photo = kim.sends("picture1")
    note = kim.notes(session["id"], "", kind="photo", photo=photo)

    flags(rosa, "photos", photo)

    [flag] = day.host.sees("flags")
    assert (flag["note"], flag["kind"]) == (note, "photo")
    flags(rosa, "notes", note)
    assert len(day.host.sees("flags")) == 2


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"table": "people", "id": "p1"}, "not_a_choice"),
        ({"table": "notes", "id": "n99"}, "unknown_note"),
        ({"table": "photos", "id": "none"}, "unknown_photo"),
        ({"table": "photos", "id": ""}, "unknown_photo"),
        ({"table": "topics", "id": "t99"}, "unknown_topic"),
        ({"table": "evidence", "id": ""}, "malformed"),
    ],
)
def test_what_is_not_there_cannot_be_flagged(args: dict[str, str], code: str) -> None:
    day, _, rosa, _ = a_noted_session()

    with refused(code):
        rosa.asks("flag", **args)
    assert day.host.sees("flags") == []


def test_hidden_items_and_long_words_are_refused() -> None:
    day, _, rosa, note = a_noted_session()

    with refused("too_long", field="words", limit=500):
        flags(rosa, "notes", note, words="x" * 501)
    day.host.asks("hide_note", note=note)
    with refused("unknown_note"):
        flags(rosa, "notes", note)


def test_a_paused_phone_and_a_closed_gathering_can_still_flag() -> None:
    day, kim, rosa, note = a_noted_session()
    mine = rosa.proposes("Mine")
    day.host.asks("rest_author", topic=mine)
    flags(rosa, "notes", note)
    day.host.asks("set_phase", phase="closed")

    flags(kim, "notes", note)

    assert len(day.host.sees("flags")) == 2


def test_flags_of_a_retracted_note_are_over() -> None:
    day, kim, rosa, note = a_noted_session()
    flags(rosa, "notes", note, words=WORDS)

    kim.asks("retract_note", note=note)

    assert day.host.sees("flags") == []
    assert WORDS not in str(list(day.gathering.rows("flags")))


def test_flags_are_erased_with_their_sender_at_once_if_their_texts_are() -> None:
    day, _, rosa, note = a_noted_session()
    flags(rosa, "notes", note, words=WORDS)

    plan = erasure(day.gathering, day.log, rosa.id, words=True)

    assert WORDS not in str(plan.of_stream(day.gathering).tables)
    assert WORDS not in str(plan.of_log(day.log))
    assert not any(not row["closed"] for row in plan.of_stream(day.gathering).rows("flags"))


@pytest.mark.parametrize("words", [False, True])
def test_else_each_flag_goes_at_a_time_of_its_own(words: bool) -> None:
    """Flags that disappear together would tell the host that one person sent them."""
    day, kim, rosa, note = a_noted_session()
    sent = [flags(rosa, "notes", note, words=WORDS), flags(rosa, "topics", topic_of(day))]

    plan = erasure(day.gathering, day.log, rosa.id, words, lambda items: [str(i) for i in items])
    day.log[:], day.gathering = plan.of_log(day.log), plan.of_stream(day.gathering)

    assert [id for table, id, _ in plan.later if table == "flags"] == sent
    assert [row["id"] for row in day.host.sees("flags")] == sent
    assert rosa.id not in str(day.gathering.tables)

    day.do(PUBLIC, EraseItem(table="flags", id=sent[0]))
    gone = erasure_of_item(day.gathering, day.log, ("flags", sent[0]))
    day.log[:], day.gathering = gone.of_log(day.log), gone.of_stream(day.gathering)

    assert [row["id"] for row in day.host.sees("flags")] == sent[1:]
    assert WORDS not in str(day.gathering.tables) + str(day.log)
    assert kim.sees_last_change()["name"] == "mark_interest"


def test_an_anonymised_export_has_no_flag() -> None:
    day, _, rosa, note = a_noted_session()
    flag = flags(rosa, "notes", note, words=WORDS)
    day.host.asks("settle_flag", flag=flag)
    flags(rosa, "notes", note, words=WORDS)

    without, log = anonymised(day.gathering, day.log)

    assert list(without.rows("flags")) == []
    assert "flag" not in str(log)
    assert WORDS not in str(log)


LATE = "What you told the facilitator came outside the gathering’s hours."


def late(someone: Someone) -> int:
    return sum(sentence.startswith(LATE) for sentence in someone.told)


def flag_at(day: Day, someone: Someone, hour: int, minute: int, note: str) -> None:
    at = datetime(2027, 3, 31, hour, minute, tzinfo=UTC)
    day.do(someone.who, parse("flag", {"table": "notes", "id": note, "words": WORDS}), at)


@pytest.mark.parametrize(
    ("hour", "minute", "is_late"),
    # Time slots from 9:30 to 11:45 in London, which is an hour ahead of UTC then.
    [(7, 29, True), (7, 30, False), (11, 45, False), (11, 46, True)],
)
def test_a_flag_outside_the_hours_is_kept_and_its_sender_is_told(
    hour: int, minute: int, is_late: bool
) -> None:
    day, kim, rosa, note = a_noted_session()

    flag_at(day, rosa, hour, minute, note)

    [flag] = day.host.sees("flags")
    assert flag["words"] == WORDS
    assert late(rosa) == is_late
    assert kim.told == [] == day.host.sees("notices")
    assert day.anyone.sees_last_change()["name"] == "mark_interest"


def test_the_sender_of_late_flags_is_told_once_until_they_put_it_away() -> None:
    day, kim, rosa, note = a_noted_session()
    flags(rosa, "notes", note)
    flags(rosa, "topics", topic_of(day))
    assert late(rosa) == 1

    [notice] = rosa.sees("notices")
    rosa.asks("dismiss_notice", notice=notice["id"])
    again = kim.notes(next(iter(day.gathering.rows("sessions")))["id"], "Again.")
    flags(rosa, "notes", again)

    assert late(rosa) == 1


@pytest.mark.parametrize(("phase", "is_late"), [("lobby", True), ("sessions", False)])
def test_a_gathering_without_times_is_on_from_its_opening(phase: str, is_late: bool) -> None:
    day = a_gathering(slots=[], phase=phase)
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")

    flags(rosa, "topics", topic)

    assert late(rosa) == is_late

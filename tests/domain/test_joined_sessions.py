"""Two topics meet in one session, because their conveners want it, and can be parted again."""

import pytest

from openspace.domain.audience import see_change
from openspace.domain.erasing import UNTITLED
from openspace.domain.erasure_plan import erasure
from tests.domain.given import Day, Someone, a_gathering, refused


def accepts(someone: Someone) -> None:
    offer = next(row for row in someone.sees("notices") if row["kind"] == "join")
    someone.asks("accept_join", notice=offer["id"])


def joined(kim: Someone, rosa: Someone) -> tuple[str, str, str]:
    """Kim's session at 1A, with Rosa's topic, which had 2B: (session, Kim's topic, Rosa's topic)."""
    own, theirs = kim.proposes("Carers"), rosa.proposes("Waiting lists")
    session = kim.claims(own, "1A")
    rosa.claims(theirs, "2B")
    rosa.asks("offer_join", session=session, topic=theirs)
    accepts(kim)
    return session, own, theirs


def test_two_topics_meet_in_one_session_when_both_conveners_want_to(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    own, theirs = kim.proposes("Carers"), rosa.proposes("Waiting lists")
    session = kim.claims(own, "1A")
    rosa.claims(theirs, "2B")

    rosa.asks("offer_join", session=session, topic=theirs)
    assert day.wall == {"1A": "Carers", "2B": "Waiting lists"}
    sentence = "offers to meet together, at 1A. Nothing changes unless you accept."
    assert kim.told == [f"The convener of another topic {sentence}"]
    accepts(kim)

    assert day.wall == {"1A": "Carers"}
    assert rosa.told == ["Your topic and another one meet together at 1A now."]
    row = day.anyone.sees_row("sessions", session) or {}
    assert row["joined"] == theirs
    for topic in (own, theirs):
        assert [s["id"] for s in day.gathering.placed_of(topic)] == [session]


def test_holder_of_the_session_can_offer_too(day: Day, kim: Someone, rosa: Someone) -> None:
    session, theirs = kim.claims(kim.proposes("Carers"), "1A"), rosa.proposes("Waiting lists")

    kim.asks("offer_join", session=session, topic=theirs)
    accepts(rosa)

    assert day.gathering.tables["sessions"][session]["joined"] == theirs


def test_conveners_of_both_have_all_rights_on_the_session(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    session, own, _ = joined(kim, rosa)
    kim.asks("take_notes", session=session)

    rosa.asks("hand_over_notes", session=session)
    rosa.asks("take_notes", session=session)
    rosa.asks("count_people", session=session, people=9)
    kim.notes(session, "It takes time.")
    rosa.asks("confirm_report", topic=own)
    rosa.moves(session, "1B")
    assert kim.told == ["Another convener has moved your topic from 1A to 1B."]
    rosa.asks("release_session", session=session)

    assert day.wall == {}
    with refused("not_yours"):
        rosa.asks("edit_topic", topic=own, title="Other")
    with refused("not_yours"):
        day.joins().asks("hand_over_notes", session=joined(kim, rosa)[0])


@pytest.mark.parametrize("who", ["kim", "rosa"])
def test_either_parts_the_two_and_the_sessions_own_topic_keeps_the_place(
    day: Day, kim: Someone, rosa: Someone, who: str
) -> None:
    session, own, theirs = joined(kim, rosa)
    note = kim.notes(session, "It takes time.")

    {"kim": kim, "rosa": rosa}[who].asks("part_session", session=session)

    assert day.wall == {"1A": "Carers"}
    assert day.gathering.placed_of(theirs) == []
    assert day.gathering.tables["notes"][note]["topic"] == own
    other = rosa if who == "kim" else kim
    assert other.told[-1] == "The two topics that met together at 1A are parted again."
    assert rosa.claims(theirs, "2B") in day.gathering.tables["sessions"]
    with refused("not_now", why="not_joined"):
        kim.asks("part_session", session=session)


def test_nobody_else_joins_or_parts(day: Day, kim: Someone, rosa: Someone) -> None:
    session, _, theirs = joined(kim, rosa)
    amir = day.joins()
    for stranger, code in ((amir, "not_yours"), (day.host, "not_allowed")):
        with refused(code):
            stranger.asks("part_session", session=session)
        with refused(code):
            stranger.asks("offer_join", session=session, topic=theirs)


def test_never_more_than_two_are_joined(day: Day, kim: Someone, rosa: Someone) -> None:
    session, own, theirs = joined(kim, rosa)
    amir = day.joins()
    third = amir.proposes("Tea")
    place = amir.claims(third, "2B")
    with refused("not_now", why="joined"):
        amir.asks("offer_join", session=session, topic=third)
    for topic in (own, theirs):
        with refused("not_now", why="joined"):
            amir.asks("offer_join", session=place, topic=topic)


@pytest.mark.parametrize("how", ["withdrawn", "hidden"])
def test_a_topic_that_has_left_the_wall_joins_nothing(
    day: Day, kim: Someone, rosa: Someone, how: str
) -> None:
    session, theirs = kim.claims(kim.proposes("Carers"), "1A"), rosa.proposes("Waiting lists")
    rosa.asks("offer_join", session=session, topic=theirs)
    if how == "withdrawn":
        rosa.asks("withdraw_topic", topic=theirs)
    else:
        day.host.asks("hide_topic", topic=theirs)

    with refused("not_now", why="moved"):
        accepts(kim)
    assert not day.gathering.tables["sessions"][session]["joined"]


def test_an_offer_ends_when_the_session_has_moved_or_is_joined(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    session, theirs = kim.claims(kim.proposes("Carers"), "1A"), rosa.proposes("Waiting lists")
    rosa.asks("offer_join", session=session, topic=theirs)
    kim.moves(session, "1B")
    with refused("not_now", why="moved"):
        accepts(kim)


def test_joining_topic_keeps_its_sessions_at_other_times(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    session, theirs = kim.claims(kim.proposes("Carers"), "1A"), rosa.proposes("Waiting lists")
    rosa.claims(theirs, "1B")
    rosa.claims(theirs, "2B", again=True)

    rosa.asks("offer_join", session=session, topic=theirs)
    accepts(kim)

    assert day.wall == {"1A": "Carers", "2B": "Waiting lists"}


@pytest.mark.parametrize("viewer", ["anyone", "host"])
def test_two_topics_of_one_convener_are_joined_as_those_of_two_are(viewer: str) -> None:
    """Otherwise everybody who sees it could tell that one person convenes both."""
    told = []
    for both_are_kims in (True, False):
        day = a_gathering()
        kim, rosa = day.joins(), day.joins()
        other = kim if both_are_kims else rosa
        session, theirs = kim.claims(kim.proposes("Carers"), "1A"), other.proposes("Tea")

        kim.asks("offer_join", session=session, topic=theirs)
        accepts(other)
        kim.asks("part_session", session=session)

        seen_by = getattr(day, viewer).who
        told.append([see_change(day.gathering, change, seen_by) for change in day.log])
    assert told[0] == told[1]


def test_host_accepts_for_somebody_without_a_phone(day: Day, kim: Someone) -> None:
    theirs = day.host.proposes("Of somebody without a phone")
    session = kim.claims(kim.proposes("Carers"), "1A")
    kim.asks("offer_join", session=session, topic=theirs)

    accepts(day.host)

    assert day.gathering.tables["sessions"][session]["joined"] == theirs


@pytest.mark.parametrize("name", ["withdraw_topic", "hide_topic"])
def test_joined_topic_takes_over_with_what_was_written_since(
    day: Day, kim: Someone, rosa: Someone, name: str
) -> None:
    own, theirs = kim.proposes("Carers"), rosa.proposes("Waiting lists")
    session = kim.claims(own, "1A")
    before = kim.notes(session, "Before.")
    rosa.asks("offer_join", session=session, topic=theirs)
    accepts(kim)
    since = day.joins().notes(session, "Since.")
    seen = day.joins().asks(
        "post_evidence", form="evidence", bearing="both", text="Seen.", session=session
    )["evidence"]

    (kim if name == "withdraw_topic" else day.host).asks(name, topic=own)

    assert day.wall == {"1A": "Waiting lists"}
    [place] = day.gathering.placed
    assert (place["topic"], place["joined"]) == (theirs, "")
    rows = day.gathering.tables["notes"]
    assert [(rows[id]["topic"], rows[id]["session"]) for id in (before, since)] == [
        (own, session),
        (theirs, place["id"]),
    ]
    assert day.gathering.tables["evidence"][seen]["session"] == place["id"]
    assert [row["id"] for row in day.anyone.sees("notes")] == [since]
    if name == "withdraw_topic":
        kim.asks("restore_topic", topic=own)
        assert kim.claims(own, "2B") == session
        assert {row["id"] for row in day.anyone.sees("notes")} == {before, since}


def test_joined_topic_that_leaves_the_wall_leaves_the_session(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    session, _, theirs = joined(kim, rosa)

    rosa.asks("withdraw_topic", topic=theirs)

    assert day.wall == {"1A": "Carers"}
    assert day.gathering.tables["sessions"][session]["joined"] == ""


@pytest.mark.parametrize(("who", "title"), [("kim", "Waiting lists"), ("rosa", "Carers")])
def test_the_other_topic_keeps_the_session_when_one_is_erased(
    day: Day, kim: Someone, rosa: Someone, who: str, title: str
) -> None:
    session, *_ = joined(kim, rosa)

    plan = erasure(day.gathering, day.log, {"kim": kim, "rosa": rosa}[who].id, words=True)
    after = Day(plan.of_stream(day.gathering), plan.of_log(day.log))

    assert after.wall == {"1A": title}
    assert after.gathering.tables["sessions"][session]["joined"] == ""


def test_erased_topic_with_notes_of_others_stays_until_the_other_parts(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    session, own, theirs = joined(kim, rosa)
    note = day.joins().notes(session, "It takes time.")
    plan = erasure(day.gathering, day.log, kim.id, words=True)
    day.gathering, day.log[:] = plan.of_stream(day.gathering), plan.of_log(day.log)
    assert day.wall == {"1A": UNTITLED}

    rosa.asks("part_session", session=session)

    assert day.wall == {"1A": "Waiting lists"}
    assert day.gathering.tables["notes"][note]["topic"] == theirs
    assert day.gathering.placed_of(own) == []


def test_room_that_closes_releases_both_and_tells_both(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    joined(kim, rosa)
    day.host.asks("edit_room", room=day.room("A"), folded=True)
    assert day.wall == {}
    for one in (kim, rosa):
        assert one.told[-1].startswith("The room is closed now")


def test_topic_that_joins_at_a_free_place_keeps_its_sessions_at_other_times(
    day: Day, kim: Someone, rosa: Someone
) -> None:
    own, theirs = kim.proposes("Carers"), rosa.proposes("Waiting lists")
    session = kim.meets(own, "The pond", "2027-03-31T15:10")
    rosa.meets(theirs, "The café", "2027-03-31T15:10")
    rosa.meets(theirs, "The lawn", "2027-03-31T17:00", again=True)

    rosa.asks("offer_join", session=session, topic=theirs)
    accepts(kim)

    assert day.wall == {"X1": "Carers", "X3": "Waiting lists"}

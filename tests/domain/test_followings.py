"""A companion follows one person who lets them. Only these two know."""

from datetime import timedelta

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import HOST, PUBLIC, see, see_change
from openspace.domain.erasure_plan import erasure
from openspace.domain.followings import followed_by
from openspace.domain.my_data import my_data
from openspace.domain.rules.followings import MOST_COMPANIONS, MOST_FOLLOWED, Follow
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import DAWN, Day, Someone, refused


@pytest.fixture
def ines(day: Day) -> Someone:
    """An interpreter."""
    return day.joins()


def lets(someone: Someone) -> str:
    return str(someone.asks("let_follow")["following"])


def follows(companion: Someone, person: Someone) -> str:
    following = lets(person)
    companion.day.do(companion.who, Follow(following=following))
    return following


def chosen(companion: Someone) -> list[str]:
    [followed] = followed_by(companion.day.gathering, companion.id)
    return list(followed["topics"])


def test_a_companion_sees_what_the_person_marked_and_convenes_by_name(
    day: Day, kim: Someone, ines: Someone
) -> None:
    rosa = day.joins()
    marked, other = rosa.proposes("Sleep"), rosa.proposes("Tea")
    kim.asks("mark_interest", topic=marked)
    anonymous = kim.proposes("Voices")
    typed = kim.proposes("Work", convener_name="Somebody Else")
    named = kim.proposes("Carers", convener_name="Kim")

    follows(ines, kim)

    assert chosen(ines) == sorted([marked, named])
    assert not {other, anonymous, typed} & set(chosen(ines))
    kim.asks("mark_interest", topic=marked, interested=False)
    assert chosen(ines) == [named]
    day.host.asks("edit_gathering", naming="none")
    assert chosen(ines) == []


def test_a_companion_sees_what_the_person_convenes_second_by_name(
    day: Day, kim: Someone, ines: Someone
) -> None:
    first = day.joins()
    topics = [first.proposes(title) for title in ("Sleep", "Tea")]
    for topic, name in zip(topics, ("Kim", ""), strict=True):
        code = first.asks("invite_convener", topic=topic)["code"]
        kim.asks("accept_convening", code=code, convener_name=name)

    follows(ines, kim)

    assert chosen(ines) == topics[:1]


def test_what_is_off_the_wall_is_not_in_the_list(day: Day, kim: Someone, ines: Someone) -> None:
    topic = day.joins().proposes("Sleep")
    kim.asks("mark_interest", topic=topic)
    follows(ines, kim)

    day.host.asks("hide_topic", topic=topic)

    assert chosen(ines) == []


def test_only_the_person_sees_that_somebody_follows_them(
    day: Day, kim: Someone, ines: Someone
) -> None:
    following = lets(kim)
    assert kim.sees("followings") == [
        {"id": following, "at": day.log[-1].at, "followed": False, "mine": True}
    ]
    day.do(ines.who, Follow(following=following))

    [row] = kim.sees("followings")
    assert row["followed"] is True
    for someone in (day.host, day.anyone, ines, day.joins()):
        assert someone.sees("followings") == []
    for change in (day.log[-2], day.log[-3]):
        for viewer in (PUBLIC, HOST):
            seen = see_change(day.gathering, change, viewer)
            assert (seen["name"], seen["by"], seen["puts"], seen["drops"]) == (
                "mark_interest",
                None,
                {},
                {},
            )


@pytest.mark.parametrize("who", ["person", "companion"])
def test_either_ends_it_and_no_trace_is_left(
    day: Day, kim: Someone, ines: Someone, who: str
) -> None:
    following = follows(ines, kim)

    {"person": kim, "companion": ines}[who].asks("end_following", following=following)

    assert followed_by(day.gathering, ines.id) == []
    assert kim.sees("followings") == []
    seen = see_change(day.gathering, day.log[-1], PUBLIC)
    assert (seen["name"], seen["puts"], seen["drops"]) == ("mark_interest", {}, {})
    log = [cleaned_change(change, day.gathering) for change in day.log]
    rows = [row for change in log for row in change.puts.get("followings", ())]
    assert not [row for row in rows if row["companion"]]
    with refused("unknown_following"):
        ines.asks("end_following", following=following)


def test_nobody_else_can_end_it(day: Day, kim: Someone, ines: Someone) -> None:
    following = follows(ines, kim)

    with refused("unknown_following"):
        day.joins().asks("end_following", following=following)


def test_a_code_is_valid_once_and_for_fifteen_minutes(
    day: Day, kim: Someone, ines: Someone
) -> None:
    first = kim.asks("let_follow")["following"]
    made = DAWN + timedelta(minutes=len(day.log) - 1)
    with refused("unknown_code"):
        day.do(ines.who, Follow(following=first), made + timedelta(minutes=15))
    day.do(ines.who, Follow(following=first), made + timedelta(minutes=14))
    with refused("unknown_code"):
        day.do(day.joins().who, Follow(following=first), made + timedelta(minutes=14))


def test_a_new_code_ends_the_one_before(day: Day, kim: Someone, ines: Someone) -> None:
    first = lets(kim)
    second = lets(kim)

    with refused("unknown_code"):
        day.do(ines.who, Follow(following=first))
    assert [row["id"] for row in kim.sees("followings")] == [second]


def test_nobody_follows_themselves_or_somebody_twice(day: Day, kim: Someone, ines: Someone) -> None:
    with refused("unknown_code"):
        day.do(kim.who, Follow(following=lets(kim)))
    follows(ines, kim)
    follows(ines, kim)

    assert len(followed_by(day.gathering, ines.id)) == 1


def test_there_are_limits(day: Day, kim: Someone, ines: Someone) -> None:
    day.is_checked = False
    for _ in range(MOST_COMPANIONS):
        follows(day.joins(), kim)
    with refused("too_many", why="companions"):
        kim.asks("let_follow")
    for _ in range(MOST_FOLLOWED):
        follows(ines, day.joins())
    with refused("too_many", why="followed"):
        follows(ines, day.joins())


@pytest.mark.parametrize("who", ["person", "companion"])
def test_it_goes_with_either(day: Day, kim: Someone, ines: Someone, who: str) -> None:
    follows(ines, kim)
    leaver = {"person": kim, "companion": ines}[who]

    erased = erasure(day.gathering, day.log, leaver.id, words=False)

    left = erased.of_stream(day.gathering)
    rows = [*left.rows("followings")]
    rows += [row for c in erased.of_log(day.log) for row in c.puts.get("followings", ())]
    assert not [row for row in rows if row["companion"] or row["person"] == leaver.id]
    assert see(left, kim.who)["tables"]["followings"] == []


def test_my_data_names_neither_to_the_other(day: Day, kim: Someone, ines: Someone) -> None:
    follows(ines, kim)

    of_kim, of_ines = my_data(day.gathering, kim.id), my_data(day.gathering, ines.id)

    assert [set(row) for row in of_kim["followings"]] == [{"id", "person", "at", "closed"}]
    assert (of_kim["following"], of_ines["following"]) == ([], [day.log[-1].at])
    assert of_ines["followings"] == []
    assert ines.id not in str(of_kim)
    assert kim.id not in str(of_ines)


def test_it_can_be_ended_when_the_gathering_is_closed(
    day: Day, kim: Someone, ines: Someone
) -> None:
    following = follows(ines, kim)
    day.host.asks("set_phase", phase="closed")

    kim.asks("end_following", following=following)

    assert not day.gathering.rows("followings")


def test_nothing_of_it_is_left_when_people_are_forgotten(
    day: Day, kim: Someone, ines: Someone
) -> None:
    follows(ines, kim)

    kept, log = anonymised(day.gathering, day.log, names_stay=False)

    assert not kept.rows("followings")
    assert not [row for change in log for row in change.puts.get("followings", ())]

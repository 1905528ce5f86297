"""What harms is hidden in one act, with a reason, and each act can be undone."""

from datetime import timedelta
from typing import Any

import pytest

from openspace.domain.commands import parse
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused


def at_second(someone: Someone, seconds: float, name: str, **args: Any) -> str:
    """Asks at so many seconds after dawn; the id of the topic or note that was made."""
    at = DAWN + timedelta(seconds=seconds)
    result = someone.day.do(someone.who, parse(name, args), at)
    return str(result.get("topic") or result.get("note"))


def hidden(day: Day) -> set[str]:
    rows = [*day.host.sees("topics"), *day.host.sees("notes")]
    return {row["id"] for row in rows if row["hidden"]}


class Flooded:
    """Rosa floods: three topics and a note within a minute, and one topic an hour later. Kim writes once."""

    def __init__(self) -> None:
        self.day = a_gathering()
        self.kim, self.rosa, self.host = self.day.joins("Kim"), self.day.joins(), self.day.host
        self.kims = at_second(self.kim, 95, "propose_topic", title="Carers")
        session = self.kim.once_placed(self.kims)
        self.flood = [
            at_second(self.rosa, 100 + 20 * nth, "propose_topic", title=f"Hate {nth}")
            for nth in range(3)
        ]
        self.flood.append(
            at_second(self.rosa, 165, "post_note", session=session, kind="story", text="More")
        )
        self.later = at_second(self.rosa, 3_700, "propose_topic", title="Waiting lists")


@pytest.mark.parametrize("nth", [0, 2, 3])
def test_flood_is_hidden_from_any_item_of_it_and_nothing_else(nth: int) -> None:
    given = Flooded()
    named = given.flood[nth]

    given.host.asks("hide_all_by", **{"note" if nth == 3 else "topic": named})

    assert hidden(given.day) == set(given.flood)
    assert given.day.log[-1].name == "hide_all_by"


def test_flood_that_is_hidden_comes_back_with_one_act_and_without_its_places() -> None:
    given = Flooded()
    given.rosa.claims(given.flood[0], "1A")
    given.host.asks("hide_topic", topic=given.flood[1])

    given.host.asks("hide_all_by", topic=given.flood[0], reason="A flood")
    assert given.day.wall == {}
    given.host.asks("hide_all_by", topic=given.flood[2], hidden=False)

    assert hidden(given.day) == {given.flood[1]}, "what was hidden before for itself stays hidden"
    assert given.day.wall == {}


def test_three_things_in_a_day_are_no_flood() -> None:
    """Otherwise the act would tell the host which anonymous things one person wrote."""
    day = a_gathering()
    rosa = day.joins()
    topics = [
        at_second(rosa, 31 * nth, "propose_topic", title=f"Waiting lists {nth}") for nth in range(9)
    ]
    two = [at_second(rosa, 900 + nth, "propose_topic", title=f"Two {nth}") for nth in range(2)]

    day.host.asks("hide_all_by", topic=topics[4])
    day.host.asks("hide_all_by", topic=two[0])

    assert hidden(day) == {topics[4], two[0]}


def test_what_the_host_typed_in_is_no_flood() -> None:
    day = a_gathering()
    session = day.host.once_placed(day.joins().proposes("Carers"))
    notes = [
        at_second(day.host, n, "post_note", session=session, kind="story", text=f"From paper {n}")
        for n in range(4)
    ]

    day.host.asks("hide_all_by", note=notes[1])

    assert hidden(day) == {notes[1]}


def test_everything_since_a_moment_is_hidden_but_the_hosts_own() -> None:
    given = Flooded()
    helped = at_second(given.host, 130, "propose_topic", title="For Amir", convener_name="Amir")
    since = (DAWN + timedelta(seconds=99)).isoformat()

    given.host.asks("hide_since", at=since, reason="A flood")

    assert hidden(given.day) == {*given.flood, given.later}
    assert helped not in hidden(given.day)
    given.host.asks("hide_since", at=since, hidden=False)
    assert hidden(given.day) == set()


def test_showing_again_what_was_hidden_since_leaves_what_was_hidden_otherwise() -> None:
    given = Flooded()
    since = (DAWN + timedelta(seconds=99)).isoformat()
    given.host.asks("hide_note", note=given.flood[3])
    given.host.asks("hide_since", at=since)

    given.host.asks("hide_since", at="2027-03-31T07:00:00+00:00", hidden=False)
    assert len(hidden(given.day)) == 5, "no such act"
    given.host.asks("hide_since", at=since, hidden=False)

    assert hidden(given.day) == {given.flood[3]}


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("2027-03-30T06:00:00Z", {"code": "out_of_range", "field": "at", "hours": 24}),
        ("2027-04-02T00:00:00Z", {"code": "out_of_range", "field": "at", "hours": 24}),
        ("yesterday", {"code": "bad_time", "given": "yesterday"}),
    ],
)
def test_time_that_is_too_far_or_none_hides_nothing(at: str, error: dict[str, Any]) -> None:
    given = Flooded()

    with refused(**error):
        given.host.asks("hide_since", at=at)

    assert hidden(given.day) == set()


def test_author_and_host_see_the_reason_and_nobody_else_anything() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = rosa.proposes("Rude")
    note = rosa.notes(kim.once_placed(kim.proposes("Carers")), "Ruder")

    day.host.asks("hide_topic", topic=topic, reason="It names\na person")
    day.host.asks("hide_note", note=note, reason="It hurts")

    for someone in (rosa, day.host):
        seen_topic, seen_note = someone.sees_row("topics", topic), someone.sees_row("notes", note)
        assert seen_topic
        assert seen_note
        assert [seen_topic["hidden_reason"], seen_note["hidden_reason"]] == [
            "It names a person",
            "It hurts",
        ]
    for someone in (kim, day.anyone):
        assert someone.sees_row("topics", topic) is None
        assert someone.sees_row("notes", note) is None
    assert [row["kind"] for row in rosa.sees("notices")] == ["hidden", "hidden_note"]
    with refused("too_long"):
        day.host.asks("hide_note", note=note, reason="x" * 201)


def test_author_of_a_flood_is_told_once_and_the_host_cannot_count_authors() -> None:
    given = Flooded()

    given.host.asks("hide_since", at=DAWN.isoformat())

    assert [row["kind"] for row in given.rosa.sees("notices")] == ["hidden_many"]
    assert [row["kind"] for row in given.kim.sees("notices")] == ["hidden"]
    assert given.host.sees("notices") == []
    told = given.host.sees_last_change()
    assert "notices" not in {**told["puts"], **told["drops"]}


@pytest.mark.parametrize("name", ["hide_all_by", "rest_author", "remove_name"])
def test_one_item_and_one_only_is_named(name: str) -> None:
    given = Flooded()

    for args in ({}, {"topic": given.kims, "note": given.flood[3]}):
        with refused("malformed", why="one_item"):
            given.host.asks(name, **args)
    with refused("unknown_note"):
        given.host.asks(name, note="n999")

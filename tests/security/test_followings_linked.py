"""Nobody can tell who follows whom: had two people let each other's companion follow them, all others would
see the same. Nor does a companion learn which anonymous topic is theirs."""

from typing import Any

import pytest

from openspace.domain.rules.followings import Follow
from openspace.domain.viewer import HOST, PUBLIC
from tests.security.exchanged import APPS, CODES, PEOPLE, Played, assert_same

TWO = (1, 3)


def a_day(app: Any, code: str, companions: tuple[int, int]) -> Played:
    """Two people let a companion follow them; one companion ends it, and one person."""
    day = Played(app, code)
    topic = day.does((0, "propose_topic", {"title": "Sleep"}))["result"]["topic"]
    rows = []
    for who, companion in zip(TWO, companions, strict=True):
        day.does((who, "mark_interest", {"topic": topic}))
        rows.append(day.does((who, "let_follow", {}))["result"]["following"])
        commands = app.extensions["openspace"].commands
        commands.ask(code, day.people[companion], Follow(following=rows[-1]))
    day.does((companions[0], "end_following", {"following": rows[0]}))
    return day


@pytest.mark.parametrize("erased", [False, True])
def test_exchanging_two_companions_changes_nobody_elses_view(erased: bool) -> None:
    code = next(CODES)
    day, twin = a_day(APPS[0], code, (0, 2)), a_day(APPS[1], code, (2, 0))
    others = [day.people[n] for n in range(PEOPLE) if n not in (0, 2)]
    if erased:
        for one in (day, twin):
            one.erase(TWO[1])
        others = [viewer for viewer in others if viewer != day.people[TWO[1]]]

    viewers = [PUBLIC, HOST, *others]
    assert_same(day.views(viewers), twin.views(viewers))


def convened(app: Any, code: str, conveners: tuple[int, int]) -> Played:
    """Person 1 is followed by 0. Two anonymous topics are placed, and everybody else marks both."""
    day = Played(app, code)
    following = day.does((1, "let_follow", {}))["result"]["following"]
    app.extensions["openspace"].commands.ask(code, day.people[0], Follow(following=following))
    slots = [slot["id"] for slot in day.gathering.slots if slot["kind"] == "session"]
    for who, title, slot in zip(conveners, ("Sleep", "Tea"), slots, strict=False):
        topic = day.does((who, "propose_topic", {"title": title}))["result"]["topic"]
        cell = {"room": day.gathering.rooms[0]["id"], "slot": slot}
        assert day.does((who, "claim_cell", {"topic": topic, **cell}))["ok"]
        for person in (0, 2):
            day.does((person, "mark_interest", {"topic": topic}))
    chosen = day.does((0, "propose_topic", {"title": "Work"}))["result"]["topic"]
    day.does((1, "mark_interest", {"topic": chosen}))
    return day


def test_a_companion_cannot_tell_which_anonymous_topic_is_theirs() -> None:
    code = next(CODES)
    day, twin = convened(APPS[0], code, (1, 3)), convened(APPS[1], code, (3, 1))

    viewers = [PUBLIC, HOST, day.people[0], day.people[2]]
    views = day.views(viewers)
    [seen] = [
        text
        for path, text in views.items()
        if path.startswith(f"{day.people[0].key} /api") and path.endswith("following")
    ]
    assert '"topics":["' in str(seen).replace(" ", "")
    assert_same(views, twin.views(viewers))

"""Briefs: what a host picks and orders, and who sees it."""

import pytest

from openspace.domain.audience import see, see_change
from openspace.domain.change import Change
from openspace.domain.community.briefs import MOST_BRIEFS, MOST_ITEMS, ForgetItems
from openspace.domain.community.deciding import decide
from openspace.domain.refusals import Refused
from openspace.domain.taken_back import cleaned_change
from openspace.domain.viewer import HOST, PUBLIC
from tests.domain.community.test_rules import AT, Circle

ONE, TWO, THREE = "K7MQ2X/notes/n5", "K7MQ2X/evidence/ev7", "K7MQ2X/notes/n9"


@pytest.fixture
def circle() -> Circle:
    circle = Circle()
    circle.does("accept_gathering", code="K7MQ2X")
    return circle


def a_brief(circle: Circle, **more: object) -> str:
    circle.does("make_brief", title="For standards")
    brief = list(circle.community.briefs)[-1]["id"]
    if more:
        circle.does("edit_brief", brief=brief, **more)
    return brief


def refused(circle: Circle, name: str, **args: object) -> dict:
    with pytest.raises(Refused) as error:
        circle.does(name, **args)
    return error.value.as_error()


def forget(circle: Circle, *items: str) -> Change | None:
    change, _ = decide(circle.community, ForgetItems(items=list(items)), HOST, AT)
    return circle.apply(change)


def test_host_makes_orders_and_publishes_a_brief(circle: Circle) -> None:
    brief = a_brief(circle, items=[ONE, TWO, ONE], introduction=" Read this. ")

    circle.does("edit_brief", brief=brief, items=[TWO, ONE], published=True)

    [row] = circle.community.briefs
    assert row["items"] == [TWO, ONE]
    assert (row["introduction"], row["published"], row["day"]) == ("Read this.", True, AT[:10])
    assert circle.does("edit_brief", brief=brief, published=True) is None


def test_brief_is_seen_by_its_host_only_until_it_is_published(circle: Circle) -> None:
    brief = a_brief(circle, items=[ONE])

    assert see(circle.community, PUBLIC)["tables"]["briefs"] == []
    assert see(circle.community, HOST)["tables"]["briefs"][0]["items"] == [ONE]

    change = circle.does("edit_brief", brief=brief, published=True)
    assert change
    [shown] = see_change(circle.community, change, PUBLIC)["puts"]["briefs"]
    assert shown["title"] == "For standards"

    change = circle.does("edit_brief", brief=brief, published=False)
    assert change
    assert see_change(circle.community, change, PUBLIC)["drops"] == {"briefs": [brief]}


def test_nobody_but_the_host_sees_the_references(circle: Circle) -> None:
    """They have the codes of gatherings that may have left the series, and ids of what may be taken back."""
    a_brief(circle, items=[ONE], published=True)

    [shown] = see(circle.community, PUBLIC)["tables"]["briefs"]
    assert set(shown) == {"id", "title", "introduction", "published", "day"}


@pytest.mark.parametrize(
    "item",
    [
        "OTHER1/notes/n5",
        "K7MQ2X/people/p3",
        "K7MQ2X/notes/",
        "K7MQ2X/notes/n5/n6",
        "K7MQ2X/notes/n5\n",
        "../notes/n5",
        "",
    ],
)
def test_item_is_of_a_gathering_in_the_series(circle: Circle, item: str) -> None:
    brief = a_brief(circle, items=[ONE])

    assert refused(circle, "edit_brief", brief=brief, items=[ONE, item])["code"] == "unknown_item"
    assert next(iter(circle.community.briefs))["items"] == [ONE]


def test_items_of_a_gathering_that_left_can_be_ordered_with_the_others(circle: Circle) -> None:
    brief = a_brief(circle, items=[ONE, TWO])
    circle.does("remove_gathering", code="K7MQ2X")

    assert circle.does("edit_brief", brief=brief, items=[TWO, ONE])
    assert refused(circle, "edit_brief", brief=brief, items=[THREE])["code"] == "unknown_item"


def test_limits(circle: Circle) -> None:
    brief = a_brief(circle)
    many = [f"K7MQ2X/notes/n{n}" for n in range(MOST_ITEMS + 1)]

    assert refused(circle, "edit_brief", brief=brief, items=many)["why"] == "brief_items"
    assert circle.does("edit_brief", brief=brief, items=many[1:])
    assert refused(circle, "make_brief", title=" ")["field"] == "brief_title"
    assert refused(circle, "edit_brief", brief=brief, title="")["field"] == "brief_title"
    assert refused(circle, "make_brief", title="x" * 501)["code"] == "too_long"
    for _ in range(MOST_BRIEFS - 1):
        a_brief(circle)
    assert refused(circle, "make_brief", title="One more")["why"] == "briefs"


def test_unknown_brief_is_refused(circle: Circle) -> None:
    assert refused(circle, "edit_brief", brief="br1")["code"] == "unknown_brief"
    assert refused(circle, "remove_brief", brief="br1")["code"] == "unknown_brief"


def test_removed_brief_leaves_the_log(circle: Circle) -> None:
    brief = a_brief(circle)
    change = circle.does("edit_brief", brief=brief, introduction="Too much 4f1d")
    circle.does("remove_brief", brief=brief)

    assert change
    assert cleaned_change(change, circle.community).puts == {"briefs": []}


def test_what_was_erased_leaves_every_brief_and_the_log(circle: Circle) -> None:
    first, second = a_brief(circle), a_brief(circle)
    change = circle.does("edit_brief", brief=first, items=[ONE, TWO])
    circle.does("edit_brief", brief=second, items=[THREE, TWO])

    forget(circle, TWO, THREE)

    assert [row["items"] for row in circle.community.briefs] == [[ONE], []]
    assert change
    assert TWO not in str(cleaned_change(change, circle.community))
    assert forget(circle, TWO) is None

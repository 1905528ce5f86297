"""The forms with which the host of a community makes a brief."""

import pytest

from openspace.web.brief_host import moved, with_added
from tests.web.briefs import ADVICE, ASKED, FORM, Circle
from tests.web.briefs import circle as circle


def test_host_makes_and_fills_a_brief_without_scripts(circle: Circle) -> None:
    sent = circle.host.post(
        "/c/circle/host", data={"do": "make_brief", "title": "Second"}, headers=FORM
    )
    circle.made = sent.location.split("/")[-2]
    assert sent.location == f"{circle.path}/edit"

    offered = circle.host.get(f"{circle.path}/edit?from={circle.code}").text
    for key in circle.items.values():
        assert f'value="{key}"' in offered
    assert offered.index("Recommendations") < offered.index("Open questions")
    query = f"?from={circle.code}"
    sent = circle.form("add", query, item=[circle.items[ASKED], circle.items[ADVICE]])
    assert (sent.status_code, sent.location) == (303, f"{circle.path}/edit{query}#pick")
    circle.form("texts", title="Renamed", introduction="For you")
    sent = circle.form("up", item=circle.items[ADVICE])
    assert sent.location.endswith(f"#{circle.items[ADVICE].replace('/', '-')}")
    assert circle.form("up", item="javascript:x").location.endswith("#items")
    circle.form("publish")

    shown = circle.reads(".md")
    assert "# Renamed" in shown
    assert shown.index(ADVICE) < shown.index(ASKED)
    circle.form("take_out", item=circle.items[ADVICE])
    assert ADVICE not in circle.reads(".md")
    assert circle.form("remove_brief").location == "/c/circle/host#briefs"
    assert circle.reader.get(circle.path).status_code == 404


def test_refused_form_keeps_what_was_typed(circle: Circle) -> None:
    sent = circle.form("texts", title=" ", introduction="Much that I typed")

    assert sent.status_code == 400
    assert "Much that I typed" in sent.text
    assert "A brief needs a title." in sent.text
    assert circle.form("nonsense").status_code == 400


def test_gathering_outside_the_series_offers_nothing(circle: Circle) -> None:
    circle.asks("remove_gathering", code=circle.code)

    assert ADVICE not in circle.host.get(f"{circle.path}/edit?from={circle.code}").text


def test_gathering_without_a_published_book_says_so(circle: Circle) -> None:
    code = circle.opens("Autumn")

    shown = circle.host.get(f"{circle.path}/edit?from={code}").text
    assert "The book of this gathering is not published yet." in shown


@pytest.mark.parametrize(
    ("item", "up", "left"),
    [
        ("c", True, ["c", "b", "a"]),
        ("a", False, ["c", "b", "a"]),
        ("a", True, ["a", "b", "c"]),
        ("c", False, ["a", "b", "c"]),
        ("b", True, ["a", "b", "c"]),
        ("x", True, ["a", "b", "c"]),
    ],
)
def test_item_moves_past_those_that_no_book_shows(item: str, up: bool, left: list[str]) -> None:
    assert moved(["a", "b", "c"], ["a", "c"], item, up) == left


def test_added_items_join_those_of_their_kind() -> None:
    kinds = {"a": "question", "b": "evidence", "c": "question", "d": "recommendation"}

    assert with_added(["a", "b"], ["c", "d"], kinds) == ["a", "c", "b", "d"]

"""Nobody can tell whose plan to come is whose: had two people written each other's, all others would see the
same."""

import itertools
import re
from datetime import timedelta
from typing import Any

import pytest

from openspace.domain.coming import listed
from openspace.domain.viewer import HOST, PUBLIC
from tests.domain.given import DAWN
from tests.security.exchanged import APPS, CODES, PEOPLE, Played, assert_same

PLANS = ({"places": 2, "access": "I need the hearing loop."}, {"name": "K.", "access": "A ramp"})
TWO = (1, 3)
BEFORE = (DAWN - timedelta(days=1)).isoformat()


def a_day(app: Any, code: str, plans: tuple[dict[str, Any], ...], changed: int) -> Played:
    """Two people plan one after the other, one brings evidence at once, and one changes their plan."""
    day = Played(app, code)
    day.does((PEOPLE, "edit_gathering", {"planning": True}))
    for who, plan in zip(TWO, plans, strict=True):
        assert day.does((who, "plan_to_come", plan))["ok"]
    brought = {"form": "evidence", "bearing": "both", "text": "Seen at work."}
    assert day.does((TWO[0], "post_evidence", brought))["ok"]
    assert day.does((TWO[changed], "plan_to_come", {"access": "Nothing more"}))["ok"]
    return day


def without_ids(views: dict[str, Any]) -> dict[str, Any]:
    """Ids of the list are those of rows in a form that nobody can turn back."""
    return {path: re.sub('"plan":"[0-9a-f]{24}"', "", str(text)) for path, text in views.items()}


@pytest.mark.parametrize("erased", [False, True])
def test_exchanging_two_plans_changes_nobody_elses_view(erased: bool) -> None:
    code = next(CODES)
    day = a_day(APPS[0], code, PLANS, 0)
    twin = a_day(APPS[1], code, PLANS[::-1], 1)
    others = [day.people[n] for n in range(PEOPLE) if n not in TWO]
    if erased:
        for one in (day, twin):
            one.erase(TWO[0])

    viewers = [PUBLIC, HOST, *others]
    views = without_ids(day.views(viewers))
    assert "A ramp" in views[f"host /api/{code}/plans?as=host"]
    assert_same(views, without_ids(twin.views(viewers)))


def test_list_before_the_day_has_no_plan_of_today() -> None:
    """Who brings evidence right after they planned is not next to it in the list."""
    day = a_day(APPS[0], next(CODES), PLANS, 0)

    assert listed(day.gathering, BEFORE) == ([], 2)


def test_list_has_the_same_order_whoever_was_first() -> None:
    read = []
    for plans in itertools.permutations(PLANS):
        day = Played(APPS[0], next(CODES))
        day.does((PEOPLE, "edit_gathering", {"planning": True}))
        for who, plan in zip(TWO, plans, strict=True):
            day.does((who, "plan_to_come", plan))
        views = without_ids(day.views([HOST]))
        read.append(views[f"host /api/{day.code}/plans?as=host"])

    assert "A ramp" in read[0]
    assert read[0] == read[1]

"""What was said about a topic leaves every screen with it: a new table of such rows must take part."""

from typing import Any

import pytest

from openspace.domain.tables import CATALOGUE, TABLES
from tests.security.scene import Scene, a_scene

ABOUT_A_TOPIC = {table for table in TABLES if "topic" in CATALOGUE[table].public}
"""Tables whose rows tell everybody which topic they belong to."""


@pytest.mark.parametrize(
    ("asker", "name", "args"),
    [("host", "hide_topic", {"hidden": True}), ("convener", "withdraw_topic", {})],
    ids=["hidden", "withdrawn"],
)
def test_rows_about_a_topic_are_seen_by_nobody_when_it_is_off_the_wall(
    asker: str, name: str, args: dict[str, Any]
) -> None:
    scene = a_scene()
    missing = ABOUT_A_TOPIC - tables_about_the_topic(scene)
    assert not missing, f"tests/security/scene.py has no row about ids['topic'] in {missing}"

    assert scene.command(asker, name, {"topic": scene.ids["topic"], **args}) == "ok"

    left = tables_about_the_topic(scene)
    assert not left, (
        f"rows of {left} need a condition in _is_visible (domain/audience.py), and take_off_the_wall "
        "(domain/rules/topics.py) must put them again, so that copies drop them"
    )


def tables_about_the_topic(scene: Scene) -> set[str]:
    state = scene.call("nobody", "GET", f"/api/{scene.code}/state").get_json()
    about = scene.ids["topic"]
    return {t for t, rows in state["tables"].items() for row in rows if row.get("topic") == about}

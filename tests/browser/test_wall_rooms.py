"""Names of rooms on the wall: whole where two lines are enough, before seats and access."""

from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phones import comes_to_rest
from tests.browser.projected import TROUBLE, Gathering
from tests.support.server import Server

NAMES = ["Garden Pavilion", "Old Library upstairs", "Studio", "Orangery at the back"]
NAMES += [f"{name} 2" for name in NAMES]


class EightSlots(Gathering):
    spec: ClassVar[dict[str, Any]] = {
        **Gathering.spec,
        "rooms": [{"name": name, "capacity": 20, "access": "Step-free"} for name in NAMES],
    }


class FiveSlots(EightSlots):
    spec: ClassVar[dict[str, Any]] = {**EightSlots.spec, "slots": EightSlots.spec["slots"][:5]}


@pytest.mark.parametrize("day", [EightSlots, FiveSlots], ids=["rows", "columns"])
def test_names_of_rooms_wrap_instead_of_being_cut(
    served: Server, browser: Browser, day: type[Gathering]
) -> None:
    gathering = day(served)
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"{served.url}/{gathering.code}/wall")
    names = page.locator(".board .grid-room-name")
    expect(names).to_have_count(8)
    comes_to_rest(page)

    assert [name.replace("\n", " ") for name in names.all_inner_texts()] == NAMES
    assert page.evaluate(TROUBLE) == []
    page.close()

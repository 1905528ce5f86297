"""Where the server asks to wait, a phone waits and goes on by itself."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.phones import Gathering, propose


def test_a_phone_waits_at_the_door_and_comes_in(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page, refused = phone(joined=False), [2]

    def door(route: Route) -> None:
        if not refused[0]:
            return route.continue_()
        refused[0] -= 1
        error = {"code": "too_many", "message": "Very many are joining just now.", "again_in": 0.1}
        return route.fulfill(status=429, json={"error": error})

    page.route("**/join", door)
    page.goto(gathering.url)
    page.get_by_role("button", name="Join").click()

    expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    assert refused == [0]
    propose(page, "In after all", then="Later")

"""The self-test shows whether a browser can run the phone's page."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.server import Server


def test_a_browser_that_is_new_enough_can_run_the_phone_page(
    served: Server, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    page.goto(f"{served.url}/selftest")

    found = page.locator("#browser-findings li", has_text="Phone page")
    expect(found).to_contain_text("Good")
    expect(found).to_contain_text("This browser can run it.")
    expect(page.locator("#browser-findings li")).to_have_count(4)
    expect(page.locator("#browser-findings").get_by_text("Look")).to_have_count(0)


def test_a_browser_that_stumbles_over_one_module_is_found_too_old(
    served: Server, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    page.route(
        "**/ui/card.js", lambda route: route.fulfill(body="?", content_type="text/javascript")
    )

    page.goto(f"{served.url}/selftest")

    found = page.locator("#browser-findings li", has_text="Phone page")
    expect(found).to_contain_text("Look")
    expect(found).to_contain_text("This browser is too old for it")


def test_a_browser_that_runs_no_modules_is_told_so(
    served: Server, phone: Callable[..., Page]
) -> None:
    page = phone(joined=False)
    page.clock.install()
    page.route("**/setup/selftest.js", lambda route: route.fulfill(status=404))
    page.goto(f"{served.url}/selftest")
    expect(page.get_by_text("This browser is too old for this page")).to_be_hidden()
    page.clock.fast_forward(8_000)

    expect(page.get_by_text("This browser is too old for this page")).to_be_visible()

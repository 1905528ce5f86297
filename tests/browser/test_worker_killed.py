"""A wall and two phones on several workers, each of which is killed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.config import Limits
from tests.browser.phones import Gathering, projectors, propose, tab
from tests.support.workers import Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Workers]:
    with Workers(tmp_path, 2, **Limits.none().as_environ()) as running:
        running.are_all_there()
        yield running


def test_wall_and_phones_go_on_while_each_worker_is_killed(
    browser: Browser, server: Workers
) -> None:
    gathering = Gathering(server)
    with projectors(browser) as open_wall:
        wall = open_wall(gathering.url)
        mary, tom = (joins(browser, gathering, name) for name in ("Mary", "Tom"))

        for nth, pid in enumerate(server.workers):
            server.kill_worker(pid)
            for page, name in ((mary, "Mary"), (tom, "Tom")):
                title = f"By {name} in life {nth}"
                propose(page, title, then="Later")
                for screen in (wall, mary, tom):
                    expect(screen.get_by_text(title)).to_be_visible()
            server.are_all_there()

        for page in (mary, tom):
            expect(page.locator(".unsaved")).to_have_count(0)
            expect(page.locator(".status--live")).to_have_count(1)
    assert len(gathering.titles()) == len(set(gathering.titles())) == 4


def joins(browser: Browser, gathering: Gathering, name: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(gathering.url)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".status--live")).to_have_count(1)
    tab(page, "Topics")
    return page

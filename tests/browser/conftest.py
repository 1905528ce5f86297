"""A real server in a process of its own, and one browser for all browser tests of a worker."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from bench.faults.wifi import Wifi
from openspace.config import Limits
from tests.browser.engines import launch, watch
from tests.browser.phones import PHONE, Gathering, projectors
from tests.browser.venue import Venue
from tests.support.server import KEY, LEAN, Server

expect.set_options(timeout=30_000)
"""Milliseconds; a small machine that runs several browsers may stand still for ten seconds."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that none is forgotten."""
    folder = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(folder):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    faster_than_hands = Limits.none().as_environ()
    folder = tmp_path_factory.mktemp("served")
    with Server(folder, "--server-key", KEY, program=LEAN, **faster_than_hands) as server:
        yield server


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Ends with this folder: Playwright's loop runs in this thread, where other tests begin their own."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def started(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def browser(started: Browser) -> Iterator[Browser]:
    """The browser, without a page: pages that a test left open would go on working beside later tests."""
    yield started
    for context in started.contexts:
        context.close()


@pytest.fixture
def gathering(served: Server) -> Gathering:
    return Gathering(served)


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tests may kill, with the usual limits."""
    with Server(tmp_path_factory.mktemp("mortal"), program=LEAN) as server:
        yield server


@pytest.fixture
def venue(mortal: Server) -> Iterator[Venue]:
    if not mortal.lives:
        mortal.start()
    with Wifi(mortal.port) as wifi:
        yield Venue(mortal, wifi)


@pytest.fixture
def phone(browser: Browser, gathering: Gathering) -> Iterator[Callable[..., Page]]:
    """A new phone, joined unless told otherwise; its errors fail the test."""
    yield from phones(browser, gathering.url)


@pytest.fixture
def wall(browser: Browser, gathering: Gathering) -> Iterator[Callable[..., Page]]:
    """`wall((width, height))` opens a projector of the gathering."""
    with projectors(browser) as open_wall:
        yield partial(open_wall, gathering.url)


@pytest.fixture
def venue_phone(browser: Browser, venue: Venue) -> Iterator[Callable[..., Page]]:
    """A new phone in the Wi-Fi of the venue."""
    yield from phones(browser, venue.url)


def phones(browser: Browser, url: str) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(joined: bool = True, name: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport=PHONE, **options)
        contexts.append(context)
        page = context.new_page()
        watch(page, errors)
        if joined:
            come_in(page, url, name)
            expect(page.get_by_role("heading", name="The wall")).to_be_visible()
            expect(page.locator(".status--live")).to_have_count(1)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def come_in(page: Page, url: str, name: str) -> None:
    """Open the page of the gathering at `url` as somebody who has joined it on this phone.

    To join by hand, as the tests of joining do, costs the browser a quarter more.
    """
    server, _, code = url.rpartition("/")
    me = page.request.post(f"{server}/api/{code}/join", data={"name": name}).json()
    kept = json.dumps({"person": me["person"], "token": me["token"]}, separators=(",", ":"))
    # Firefox runs the script in its blank page, too, which has no storage.
    keeps = f'if (location.host) localStorage.setItem("openspace.me.{code}", {json.dumps(kept)})'
    with page.add_init_script(keeps):
        page.goto(url)

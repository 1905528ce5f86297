"""A real server in a process of its own, and a Chromium per file of browser tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from openspace.config import Limits
from tests.browser.phones import PHONE, Gathering
from tests.support.server import KEY, Server, serving

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    faster_than_hands = Limits.none().as_environ()
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, "--server-key", KEY, **faster_than_hands) as server:
        yield server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with its file: Playwright's loop runs in this thread, where other tests begin their own."""
    found = os.environ.get("OPENSPACE_CHROMIUM")
    installed = found or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=installed, args=QUIET)
        except Error as error:
            if found:
                raise
            pytest.skip(f"no Chromium here (bin/test gets one): {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def gathering(served: Server) -> Gathering:
    return Gathering(served)


@pytest.fixture
def phone(chromium: Browser, gathering: Gathering) -> Iterator[Callable[..., Page]]:
    """A new phone, joined unless told otherwise; its errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(joined: bool = True, name: str = "", **options: Any) -> Page:
        context = chromium.new_context(viewport=PHONE, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: is_refusal(said.text) and errors.append(said.text))
        if joined:
            page.goto(gathering.url)
            page.get_by_label("Your name").fill(name)
            page.get_by_role("button", name="Join").click()
            expect(page.get_by_role("heading", name="The wall")).to_be_visible()
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def is_refusal(said: str) -> bool:
    """Whether the browser says that the content policy forbids something."""
    return "Refused to" in said or "Content Security Policy" in said or "TrustedHTML" in said

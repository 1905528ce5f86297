"""The browser that the tests drive: Chromium, or Firefox ESR with OPENSPACE_ENGINE=firefox."""

import os
import shutil
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright

from tests.support.chromium import chromium_path

ENGINE = os.environ.get("OPENSPACE_ENGINE", "chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    # A page goes on in the process that its tab began with.
    "--renderer-process-limit=1",
]

_FIREFOX_REPORTS = (
    # A connection that ends, or a module that is not there, is a page error in Firefox.
    "establish a connection to the server",
    "was interrupted while the page",
    "blocked because of a disallowed MIME type",
    # Playwright injects a style before it takes a screenshot.
    "blocked an inline style",
)


def chromium_only(reason: str) -> pytest.MarkDecorator:
    """Skip a test in other engines, because their drivers cannot do what it needs."""
    return pytest.mark.skipif(ENGINE != "chromium", reason=reason)


def launch(playwright: Playwright) -> Browser:
    return {"chromium": _chromium, "firefox": _firefox}[ENGINE](playwright)


def _firefox(playwright: Playwright) -> Browser:
    path = shutil.which("firefox-esr")
    if path is None:
        missing("firefox-esr")
    return playwright.firefox.launch(channel="moz-firefox", executable_path=path)


def missing(package: str) -> NoReturn:
    """Skip the tests of an engine that is not installed. In CI, which installs it, they fail."""
    message = f"{package} is not installed: apt-get install {package} (Debian 12)"
    if os.environ.get("OPENSPACE_ENGINES") == "required":
        pytest.fail(message)
    pytest.skip(message)


def _chromium(playwright: Playwright) -> Browser:
    try:
        return playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
    except Error as error:
        if os.environ.get("OPENSPACE_CHROMIUM"):
            raise
        pytest.skip(f"no Chromium here (bin/test gets one): {error.message.splitlines()[0]}")


def watch(page: Page, errors: list[str]) -> None:
    """Collect the errors of a page, and what its content policy refuses."""

    def report(text: str) -> None:
        if not any(known in text for known in _FIREFOX_REPORTS):
            errors.append(text)

    page.on("pageerror", lambda error: report(str(error)))
    page.on("console", lambda said: _is_refusal(said.text) and report(said.text))


def _is_refusal(said: str) -> bool:
    return "Refused to" in said or "Content Security Policy" in said or "TrustedHTML" in said

"""What a browser keeps of becoming host: nothing that makes anybody host."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, expect

from tests.browser.engines import QUIET, chromium_only, missing
from tests.support.server import KEY, Server

pytestmark = chromium_only("it reads the files of Chromium's profile")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def browser(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """A Chromium that keeps its history, as people's do. Its headless shell keeps none."""
    whole = shutil.which("chromium") or shutil.which("google-chrome")
    if whole is None:
        missing("chromium")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=whole, args=QUIET
    )
    yield context
    context.close()


def test_history_holds_nothing_that_makes_anybody_host(
    served: Server, browser: BrowserContext, profile: Path
) -> None:
    opened = served.post("/api/gatherings", {"title": "Quiet"}, KEY)
    code, page = opened["code"], browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))

    page.goto(opened["host_url"])
    expect(page.get_by_role("heading", name="Phase")).to_be_visible()
    address = page.url
    page.goto(f"{served.url}/{code}/wall")
    page.go_back()
    expect(page.get_by_role("heading", name="Phase")).to_be_visible()
    browser.close()

    given = opened["host_url"].split("#pass=")[1]
    kept = addresses_in(profile / "Default" / "History")
    assert f"{served.url}/{code}/host" in {address, *kept}
    assert not [one for one in [address, *asked] if given in one or opened["host_key"] in one]
    assert opened["host_key"] not in str(kept)
    for one in [given, *(one.split("#pass=")[1] for one in kept if "#pass=" in one)]:
        answer = served.post(f"/api/{code}/host", {"pass": one})
        assert answer["error"]["code"] == "not_allowed"


def test_who_sets_up_is_host_without_any_link(
    served: Server, browser: BrowserContext, profile: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{served.url}/new")
    page.get_by_label("Title", exact=True).fill("Quiet")
    page.get_by_role("button", name="Open the gathering").click()
    key = page.get_by_label("Host key", exact=True).input_value()
    page.get_by_role("link", name="Go to the host page").click()
    expect(page.get_by_role("heading", name="Phase")).to_be_visible()
    browser.close()

    kept = addresses_in(profile / "Default" / "History")
    assert [one for one in kept if one.endswith("/host")]
    assert not [one for one in kept if key in one or "#" in one]


def addresses_in(history: Path) -> list[str]:
    with closing(sqlite3.connect(history)) as db:
        return [url for (url,) in db.execute("SELECT url FROM urls")]

"""A gathering for browser tests, and what people do on their phones."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.support.http import Client
from tests.support.samples import GATHERING
from tests.support.server import KEY
from tests.support.waiting import waits

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class Gathering:
    def __init__(self, served: Client, spec: dict[str, Any] = GATHERING) -> None:
        self._served = served
        opened = served.post("/api/gatherings", spec, KEY)
        self.code = opened["code"]
        self.url = f"{served.url}/{self.code}"
        self.host_key: str = opened["host_key"]
        key = {"host_key": self.host_key}
        self.host_token: str = served.post(f"/api/{self.code}/host", key)["token"]
        self.host("set_phase", phase="marketplace")

    def host(self, name: str, **args: Any) -> dict[str, Any]:
        return self.asks(self.host_token, name, **args)

    def joins(self, name: str = "") -> str:
        """The token of somebody new, without a browser."""
        return str(self._served.post(f"/api/{self.code}/join", {"name": name})["token"])

    def asks(self, token: str, name: str, **args: Any) -> dict[str, Any]:
        command = {"id": secrets.token_hex(8), "name": name, "args": args}
        return self._served.post(f"/api/{self.code}/commands", command, token)

    def state(self) -> dict[str, Any]:
        """What the public sees."""
        return self._served.get(f"/api/{self.code}/state")

    def titles(self) -> list[str]:
        return [topic["title"] for topic in self.state()["tables"]["topics"]]


def becomes_true(page: Page, script: str, arg: object = None, seconds: float = 30) -> None:
    """Wait until `script` is true on the page.

    Playwright's `wait_for_function` repeats it inside the page, where the content policy forbids `eval`.
    """
    waits(lambda: page.evaluate(script, arg), seconds, lambda: f"not true: {script}")


def comes_to_rest(page: Page) -> None:
    """Wait until its fonts and modules are there, short animations are over, and nothing changes any more."""
    looks = [""]

    def rests() -> bool:
        page.evaluate(_MOVED)
        page.wait_for_timeout(50)
        looks.append(page.evaluate(_LOOKS))
        return looks[-1] == looks[-2]

    waits(rests)


_MOVED = """async () => {
    await document.fonts.ready
    const ends = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 2000)
    await Promise.allSettled(ends.map(one => one.finished))
}"""
_LOOKS = """() => {
    if (document.querySelector("[aria-busy=true]")) return `loads: ${performance.now()}`
    const { innerHTML, scrollWidth, scrollHeight } = document.body
    return `${document.fonts.status} ${scrollWidth} ${scrollHeight} ${scrollY} ${innerHTML}`
}"""


def has_all_views(page: Page) -> None:
    """Wait until a phone has loaded the views that come after its first screen: it needs no network for
    them any more."""
    becomes_true(
        page,
        """() => performance.getEntriesByType("resource").some(({ name }) => name.includes("later"))""",
    )


def during(begin: int, end: int) -> dict[str, str]:
    """A time slot, in minutes from now."""
    now = datetime.now(UTC).replace(microsecond=0)
    starts_at, ends_at = (now + timedelta(minutes=minutes) for minutes in (begin, end))
    return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}


def zone_at_noon() -> str:
    """A time zone where it is about noon, so that time slots around now are on one day."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+}"


def host_page(
    browser: Browser, gathering: Gathering, at: str = "", viewport: dict[str, int] = DESK
) -> Page:
    """The host's page in a browser of its own, at the section `at`, such as "#now"."""
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]
    name = f"openspace_host_{gathering.code}"
    context.add_cookies([{"name": name, "value": gathering.host_token, "url": gathering.url}])
    page = context.new_page()
    page.goto(f"{gathering.url}/host{at}")
    return page


@contextmanager
def projectors(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`open_wall(url, (width, height))` opens a projector of the gathering at `url`; all are closed at the
    end."""
    opened = []

    def open_wall(
        url: str, size: tuple[int, int] = (1920, 1080), query: str = "", **more: Any
    ) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        page = browser.new_page(viewport=viewport, **more)  # type: ignore[arg-type]
        opened.append(page)
        page.goto(f"{url}/wall{query}")
        expect(page.locator(".wall-head h1")).to_be_visible()
        page.evaluate("document.fonts.ready")
        return page

    yield open_wall
    for page in opened:
        page.close()


# --- what people do


def propose(page: Page, title: str, then: str) -> None:
    page.get_by_role("button", name="Propose a topic").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Title").fill(title)
    sheet.get_by_role("button", name="Propose", exact=True).click()
    sheet.get_by_role("button", name=then).click()
    expect(sheet).to_have_count(0)


def look_at_each_other(mary: Page, tom: Page) -> None:
    """Tom’s topic holds 1A, Mary’s has no place, and Mary looks at Tom’s."""
    propose(tom, "Tom’s topic", then="Choose a place")
    cell(tom, "1A").click()
    expect(card(mary, "Tom’s topic")).to_contain_text("1A")
    propose(mary, "Mary’s topic", then="Choose a place")
    card(mary, "Tom’s topic").click()


def open_session(page: Page, title: str, code: str) -> None:
    propose(page, title, then="Choose a place")
    cell(page, code).click()
    expect(card(page, title)).to_contain_text(code)
    card(page, title).click()
    page.get_by_role("button", name="Session page").click()
    expect(page.get_by_role("heading", name="Add a note")).to_be_visible()


def write_note(page: Page, kind: str, text: str) -> None:
    composer = page.locator(".composer")
    if not composer.get_by_role("button", name=kind, exact=True).count():
        composer.get_by_role("button", name="More kinds…").click()
    composer.get_by_role("button", name=kind, exact=True).click()
    composer.locator("textarea").fill(text)
    composer.get_by_role("button", name="Add the note").click()
    expect(page.locator(".note", has_text=text)).to_be_visible()


def cell(page: Page, code: str) -> Any:
    return page.locator(f"[data-free='{code}']")


def card(page: Page, title: str) -> Any:
    return page.locator(".card", has_text=title).first


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Views").get_by_role("button", name=name).click()

"""News of the day over two days: on the host's page, on the wall, and gone from both once it is told."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import PHONE, Gathering, host_page
from tests.browser.test_accessible import violations
from tests.domain.given import TWO_DAYS
from tests.support.samples import GATHERING
from tests.support.server import Server


@pytest.fixture
def gathering(served: Server) -> Gathering:
    return Gathering(served, {**GATHERING, "slots": TWO_DAYS})


def cell(gathering: Gathering, code: str) -> dict[str, str]:
    tables = gathering.state()["tables"]
    slot = next(row["id"] for row in tables["slots"] if code.startswith(row["code"]))
    return {
        "room": next(row["id"] for row in tables["rooms"] if row["letter"] == code[-1]),
        "slot": slot,
    }


def placed(gathering: Gathering, title: str, code: str) -> str:
    topic = gathering.host("propose_topic", title=title)["result"]["topic"]
    answer = gathering.host("claim_cell", topic=topic, **cell(gathering, code))
    return str(answer["result"]["session"])


def test_host_tells_the_news_of_the_day(
    gathering: Gathering, browser: Browser, wall: Callable[..., Page]
) -> None:
    carers = placed(gathering, "Carers", "W1A")
    lists = placed(gathering, "Waiting lists", "W2A")
    gathering.host("set_phase", phase="sessions")
    host, screen = host_page(browser, gathering, "#now", PHONE), wall()

    host.get_by_role("button", name="See the news of the day").click()
    sheet = host.get_by_role("dialog")
    expect(sheet.get_by_text("Nothing has changed on the wall.")).to_be_visible()
    gathering.host("move_session", session=carers, **cell(gathering, "Th1B"))
    placed(gathering, "Peer support", "W1B")
    gathering.host("release_session", session=lists)
    expect(sheet.get_by_role("listitem").filter(has_text="Carers")).to_contain_text("before: W1A")
    expect(sheet.get_by_role("listitem").filter(has_text="W2A")).to_contain_text("Waiting lists")
    assert violations(host) == ""

    sheet.get_by_role("button", name="Show the news of the day on the wall").click()
    expect(screen.get_by_role("heading", name="New", exact=True)).to_be_visible()
    expect(screen.locator(".brought__item")).to_have_count(3)
    expect(screen.locator(".brought__item").filter(has_text="Th1B")).to_contain_text("Carers")
    assert violations(screen) == ""
    topic = next(row for row in gathering.state()["tables"]["topics"] if row["title"] == "Carers")
    gathering.host("hide_topic", topic=topic["id"])
    expect(screen.get_by_text("Carers")).to_have_count(0)

    sheet.get_by_role("button", name="It is told").click()
    host.get_by_role("dialog", name="Is it told?").get_by_role("button", name="It is told").click()
    expect(screen.get_by_text("Nothing has changed on the wall.")).to_be_visible()

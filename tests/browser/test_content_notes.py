"""What has a content note is read only by whoever opens it, also by the host and in a report."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Gathering, during, host_page, zone_at_noon
from tests.browser.test_accessible import violations
from tests.browser.test_wall_gallery import flip_chart, place
from tests.support.samples import GATHERING
from tests.support.server import Server

NOTE = "talks about self-harm"
SECRET = "I was there that night."


@pytest.fixture
def gathering(served: Server) -> Gathering:
    spec = {**GATHERING, "timezone": zone_at_noon(), "slots": [during(-42, 3)]}
    return Gathering(served, {**spec, "report_minutes": 5})


def expect_behind_note(page: Page, where: Any) -> None:
    """Nothing says it, no button is named after it, and it opens."""
    expect(where.get_by_text(f"Content note: {NOTE}").first).to_be_visible()
    for shown in where.get_by_text(SECRET).all():
        expect(shown).to_be_hidden()
    expect(page.get_by_label(SECRET)).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")  # what is half below the head of a page counts as too small
    assert violations(page) == ""
    where.get_by_text(f"Content note: {NOTE}").first.click()
    expect(where.get_by_text(SECRET).first).to_be_visible()


@pytest.mark.parametrize("kind", ["summary", "question", "action"])
def test_the_report_on_one_page_has_notes_of_others_behind_their_content_note(
    gathering: Gathering, phone: Callable[..., Page], kind: str
) -> None:
    tom, mary = gathering.joins(), phone()
    _, session = place(gathering, "Nights", 0)
    gathering.asks(tom, "post_note", session=session, kind=kind, text=SECRET, content_note=NOTE)
    gathering.host("hand_over_notes", session=session)
    mary.goto(f"{gathering.url}/s/1A")
    mary.get_by_role("button", name="I’ll take notes").click()

    report = mary.get_by_role("region", name="The report, on one page")
    expect(report).to_be_visible()

    expect_behind_note(mary, report)


def test_the_host_opens_it_like_everybody(gathering: Gathering, browser: Browser) -> None:
    tom, rosa = gathering.joins(), gathering.joins()
    _, session = place(gathering, "Nights", 0)
    chart = flip_chart(gathering, tom)
    gathering.asks(tom, "post_note", session=session, kind="photo", photo=chart, content_note=NOTE)
    story = {"session": session, "kind": "story", "text": SECRET, "content_note": NOTE}
    note = gathering.asks(tom, "post_note", **story)["result"]["note"]
    gathering.asks(rosa, "flag", table="notes", id=note)
    page = host_page(browser, gathering, "#safety")

    for title in ("This worries somebody", "Newest"):
        expect_behind_note(page, page.get_by_role("region", name=title))
    page.get_by_role("region", name="This worries somebody").get_by_role(
        "button", name="Hide…"
    ).click()
    expect_behind_note(page, page.get_by_role("dialog"))
    page.get_by_role("button", name="Hide only this").click()
    expect_behind_note(page, page.get_by_role("region", name="Hidden"))
    gathering.host("rest_author", note=note)
    expect(page.get_by_role("region", name="Paused phones")).to_contain_text(NOTE)
    expect(page.get_by_role("region", name="Paused phones")).not_to_contain_text(SECRET)

    page.get_by_role("link", name="Notes", exact=True).click()
    latest = page.get_by_role("region", name="Latest notes")
    expect(latest.get_by_text(SECRET)).to_be_hidden()
    expect(latest.locator("img")).to_be_hidden()
    page.context.close()

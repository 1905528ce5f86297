"""Shortly before a session ends, its page becomes its report, for the people who owe it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, during, open_session, tab, zone_at_noon
from tests.browser.test_accessible import violations
from tests.support.samples import GATHERING


@pytest.fixture
def gathering(served: Any) -> Gathering:
    """Its first session ends in three minutes."""
    slots = [during(-42, 3), during(8, 53)]
    spec = {**GATHERING, "timezone": zone_at_noon(), "slots": slots, "report_minutes": 5}
    return Gathering(served, spec)


def notes(gathering: Gathering) -> list[tuple[str, str]]:
    return [(note["kind"], note["text"]) for note in gathering.state()["tables"]["notes"]]


def test_the_page_of_a_session_that_ends_becomes_its_report(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    mary, tom = phone(), phone()
    open_session(mary, "Reflective groups", "1A")
    page = mary.get_by_role("region", name="The report, on one page")
    expect(page).to_be_visible()

    page.get_by_label("What matters of this?").fill("It takes time. And trust.")
    mary.reload()
    expect(page.get_by_label("What matters of this?")).to_have_value("It takes time. And trust.")
    page.get_by_role("button", name="Save").click()
    questions = page.get_by_role("form", name="Open questions")
    questions.get_by_role("textbox").fill("Who pays for it?")
    questions.get_by_role("button", name="Add").click()
    expect(questions.get_by_role("listitem")).to_have_text("Who pays for it?")
    expect(mary.get_by_role("button", name="Confirm the report")).to_be_visible()
    mary.evaluate("scrollTo(0, 0)")
    assert not violations(mary)
    page.get_by_label("What matters of this?").fill("It takes time, and trust.")
    page.get_by_role("button", name="Save").click()
    mary.get_by_role("button", name="Confirm the report").click()
    expect(mary.get_by_text("Confirmed at")).to_be_visible()

    assert sorted(notes(gathering)) == [
        ("question", "Who pays for it?"),
        ("summary", "It takes time, and trust."),
    ]
    tom.goto(f"{gathering.url}/s/1A")
    expect(tom.get_by_role("heading", name="Add a note")).to_be_visible()
    expect(tom.get_by_role("heading", name="The report, on one page")).to_have_count(0)
    gathering.host("edit_gathering", report_minutes=0)
    expect(page).to_have_count(0)


def test_the_convener_is_told_once(phone: Callable[..., Page], gathering: Gathering) -> None:
    mary = phone()
    open_session(mary, "Reflective groups", "1A")
    expect(mary.get_by_text("Its report fits on one page.")).to_have_count(0)
    mary.get_by_role("button", name="Wall", exact=True).click()
    expect(mary.get_by_text("Its report fits on one page.")).to_have_count(0)

    token = gathering.joins()
    topic = gathering.asks(token, "propose_topic", title="Carers")["result"]["topic"]
    tables = gathering.state()["tables"]
    cell = {"slot": tables["slots"][0]["id"], "room": tables["rooms"][1]["id"]}
    session = gathering.asks(token, "claim_cell", topic=topic, **cell)["result"]["session"]
    gathering.asks(token, "hand_over_notes", session=session)
    gathering.host("edit_gathering", report_minutes=0)
    mary.goto(f"{gathering.url}/s/1B")
    mary.get_by_role("button", name="I’ll take notes").click()
    expect(mary.get_by_text("You take the notes.")).to_be_visible()
    mary.goto(f"{gathering.url}#topics")
    gathering.host("edit_gathering", report_minutes=5)

    told = mary.get_by_text("1B ends at")
    expect(told).to_be_visible()
    mary.get_by_role("button", name="Dismiss", exact=True).click()
    expect(told).to_have_count(0)
    mary.reload()
    expect(mary.get_by_role("heading", name="Topics")).to_be_visible()
    expect(told).to_have_count(0)


def test_nobody_is_told_on_the_page_itself_or_after_the_circle(
    phone: Callable[..., Page], gathering: Gathering
) -> None:
    gathering.host("edit_gathering", report_minutes=0)
    mary = phone()
    open_session(mary, "Reflective groups", "1A")
    tab(mary, "Topics")
    gathering.host("edit_gathering", report_minutes=5)
    told = mary.get_by_text("1A ends at")
    expect(told).to_be_visible()

    gathering.host("set_phase", phase="harvest")
    expect(told).to_have_count(0)
    gathering.host("set_phase", phase="sessions")
    expect(told).to_be_visible()
    mary.goto(f"{gathering.url}/s/1a")

    expect(mary.get_by_role("region", name="The report, on one page")).to_be_visible()
    expect(told).to_have_count(0)

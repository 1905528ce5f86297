"""One day, from before the doors open to the book: three phones, a host and a wall."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import phones
from tests.browser.phones import (
    Gathering,
    during,
    host_page,
    open_session,
    projectors,
    tab,
    write_note,
    zone_at_noon,
)
from tests.browser.test_accessible import violations
from tests.browser.test_evidence import brings, sees
from tests.browser.test_host_statement import adds
from tests.browser.test_safety import section
from tests.browser.test_wall_gallery import place
from tests.support.samples import GATHERING
from tests.support.server import Server

AUDIT = "In our audit, two of three teams that met weekly went on learning."
SHORT = "Nobody had time for it while we were short of staff."
LOST = "On the worst night nobody answered, and I stopped asking."
LOST_NOTE = "Content note: talks about self-harm"
NEIGHBOUR = "My neighbour on Mill Road drinks."
REASON = "A neighbour could be recognised."
REPORT = "It takes time and trust. A fixed hour protects both."
QUESTION = "Who pays for the hour?"
LATE = "Endings need three sessions. Nobody had planned them."
CHARTS = ["Three circles", "A ladder", "A long river", "Two doors"]


class Day:
    """The first session began ten minutes ago; nothing can be placed before the marketplace."""

    def __init__(self, served: Server, browser: Browser, stack: ExitStack) -> None:
        slots = [during(-10, 20), during(25, 60)]
        spec = {**GATHERING, "timezone": zone_at_noon(), "slots": slots, "opens_early": False}
        self.gathering = Gathering(served, spec)
        self.gathering.host("set_phase", phase="lobby")
        self.host = host_page(browser, self.gathering, "#now")
        stack.callback(self.host.context.close)
        self.wall = stack.enter_context(projectors(browser))(self.gathering.url)
        phone = stack.enter_context(contextmanager(phones)(browser, self.gathering.url))
        people = [phone(joined=False) for _ in range(3)]
        for page, name in zip(people, ("Kim", "Rosa", "Tom"), strict=True):
            page.goto(self.gathering.url)
            page.get_by_label("Your name").fill(name)
            page.get_by_role("button", name="Join").click()
            expect(page.locator(".status--live")).to_have_count(1)
        self.kim, self.rosa, self.tom = people

    def goes_to(self, section: str) -> None:
        self.host.get_by_role("navigation", name="Sections").get_by_text(section).click()

    def visits(self, page: Page, path: str) -> None:
        """A link is opened; without the reload, an address that differs only behind # loads nothing."""
        page.goto(f"{self.gathering.url}{path}")
        page.reload()
        expect(page.locator(".status--live")).to_have_count(1)


@pytest.fixture
def day(served: Server, browser: Browser) -> Iterator[Day]:
    with ExitStack() as stack:
        yield Day(served, browser, stack)


def test_the_statement_safety_and_reports_through_one_day(day: Day, tmp_path: Path) -> None:
    organisers_bring_the_first_item(day)
    evidence_comes_from_a_session(day)
    evidence_waits_for_the_network_and_opens_on_a_tap(day)
    a_worry_is_settled_and_the_author_reads_why(day)
    the_session_page_becomes_its_report(day)
    charts_are_filed_from_a_form_and_in_bulk(day, tmp_path)
    a_report_comes_late_and_the_gathering_closes_by_itself(day)
    the_book_has_all_of_it_and_no_name(day)


def organisers_bring_the_first_item(day: Day) -> None:
    day.host.get_by_role("button", name="Add evidence").click()
    adds(day.host, "Speaks for it", AUDIT)
    day.host.keyboard.press("Escape")
    expect(day.host.get_by_role("region", name="Statement")).to_contain_text(AUDIT)

    day.gathering.host("set_phase", phase="marketplace")
    for page in (day.kim, day.rosa, day.tom):
        expect(page.get_by_role("heading", name="The wall")).to_be_visible()
    day.host.get_by_role("button", name="Show the statement on the wall").click()
    expect(on_wall(day, AUDIT)).to_contain_text("from the organisers")


def evidence_comes_from_a_session(day: Day) -> None:
    open_session(day.kim, "Carers at night", "1A")
    day.kim.get_by_role("button", name="Bring evidence").click()
    brings(day.kim, "Speaks against it", SHORT)

    expect(on_wall(day, SHORT)).to_contain_text("Session 1A")
    day.visits(day.rosa, "#statement")
    sees(day.rosa, "Speaks against it", SHORT)
    sees(day.rosa, "Speaks for it", AUDIT)


def evidence_waits_for_the_network_and_opens_on_a_tap(day: Day) -> None:
    day.tom.context.set_offline(True)
    day.tom.get_by_role("button", name="Bring evidence").click()
    sheet = day.tom.get_by_role("dialog")
    sheet.get_by_text("More", exact=True).click()
    sheet.get_by_label("Content note").fill("talks about self-harm")
    brings(day.tom, "It depends", LOST)
    expect(day.tom.get_by_text("1 thing waits")).to_be_visible()
    expect(day.rosa.get_by_text(LOST_NOTE)).to_have_count(0)
    day.tom.context.set_offline(False)

    group = day.rosa.get_by_role("region", name="It depends", exact=True)
    expect(group.get_by_text(LOST)).to_be_hidden()
    group.get_by_text(LOST_NOTE).click()
    expect(group.get_by_text(LOST)).to_be_visible()
    expect(day.wall.get_by_text(LOST_NOTE)).to_be_visible()
    expect(day.wall.get_by_text(LOST)).to_have_count(0)
    expect_no_violations(day.rosa, day.wall)


def a_worry_is_settled_and_the_author_reads_why(day: Day) -> None:
    write_note(day.kim, "Key point", NEIGHBOUR)
    day.visits(day.rosa, "/s/1A")
    note = day.rosa.locator(".note", has_text=NEIGHBOUR)
    note.get_by_role("button", name="This worries me").click()
    day.rosa.get_by_label("What worries you?").fill("I know who that is.")
    day.rosa.get_by_role("button", name="Tell the facilitator").click()

    day.host.get_by_role("link", name="1 thing worries somebody").click()
    flagged = section(day.host, "This worries somebody")
    expect(flagged).to_contain_text("I know who that is.")
    expect(flagged).not_to_contain_text("Rosa")
    flagged.get_by_role("button", name="Cover it").click()
    expect(day.rosa.get_by_text("Covered by the facilitator for the moment.")).to_be_visible()
    flagged.get_by_role("button", name="Hide…").click()
    day.host.get_by_label("Why?").fill(REASON)
    day.host.get_by_role("button", name="Hide only this").click()
    flagged.get_by_role("button", name="I have looked at it").click()

    expect(flagged).to_have_count(0)
    expect(day.kim.locator(".note", has_text=NEIGHBOUR)).to_contain_text(REASON)
    expect(day.rosa.locator(".note")).to_have_count(0)
    tab(day.rosa, "My day")
    expect(day.rosa.get_by_text("has looked at what you told them about")).to_be_visible()
    expect_no_violations(day.host)


def the_session_page_becomes_its_report(day: Day) -> None:
    tab(day.kim, "My day")
    first = day.gathering.state()["tables"]["slots"][0]["id"]
    day.gathering.host("edit_slot", slot=first, ends_at=during(0, 4)["ends_at"])
    expect(day.kim.get_by_text("1A ends at")).to_be_visible()
    day.kim.get_by_role("button", name="Open the report").click()

    page = day.kim.get_by_role("region", name="The report, on one page")
    page.get_by_label("What matters of this?").fill(REPORT)
    page.get_by_role("button", name="Save").click()
    expect(day.kim.locator(".note", has_text=REPORT)).to_be_visible()
    questions = page.get_by_role("form", name="Open questions")
    questions.get_by_role("textbox").fill(QUESTION)
    questions.get_by_role("button", name="Add").click()
    expect(questions.get_by_role("listitem")).to_have_text(QUESTION)
    day.kim.get_by_label("How many took part in 1A?").fill("9")
    day.kim.keyboard.press("Tab")
    day.kim.get_by_role("button", name="Confirm the report").click()
    expect(day.kim.get_by_text("Confirmed at")).to_be_visible()


def charts_are_filed_from_a_form_and_in_bulk(day: Day, folder: Path) -> None:
    convener, session = place(day.gathering, "Ending therapy well", 0, slot=1)
    day.gathering.asks(convener, "hand_over_notes", session=session)
    files = [chart(folder, words) for words in CHARTS]
    for code, file, words in zip(("1A", "2A"), files, CHARTS, strict=False):
        day.visits(day.tom, f"/s/{code}#photo")
        day.tom.get_by_label("Photo of a flip chart").set_input_files(file)
        day.tom.get_by_label("Description, for those").fill(words)
        day.tom.get_by_role("button", name="Add the photo").click()
        expect(day.tom.get_by_text("You can scan the next form now.")).to_be_visible()

    day.goes_to("Notes")
    day.host.get_by_role("button", name="Add photos of flip charts").click()
    sheet = day.host.get_by_role("dialog")
    sheet.get_by_label("Photos", exact=True).set_input_files(files[2:])
    for nth, (code, words) in enumerate(zip(("1A", "2A"), CHARTS[2:], strict=True)):
        photo = sheet.get_by_role("listitem").nth(nth)
        choice = photo.get_by_label("Session of photo")
        choice.select_option(choice.get_by_role("option", name=code).get_attribute("value"))
        photo.get_by_label("Description").fill(words)
        photo.get_by_role("button", name="Add", exact=True).click()
        expect(photo.get_by_text(f"Added to {code}.")).to_be_visible()
    day.host.keyboard.press("Escape")

    day.host.get_by_role("button", name="Show the reports on the wall").click()
    expect(day.wall.get_by_role("heading", name="Carers at night")).to_be_visible()
    expect(day.wall.get_by_text(REPORT)).to_be_visible()
    expect(day.wall.get_by_role("img", name=CHARTS[0])).to_be_visible()
    expect(day.wall.get_by_text(NEIGHBOUR)).to_have_count(0)
    expect_no_violations(day.wall)


def a_report_comes_late_and_the_gathering_closes_by_itself(day: Day) -> None:
    day.gathering.host("set_phase", phase="closing")
    day.goes_to("Now")
    day.host.get_by_role("button", name="Go on to: Reports").click()
    sheet = day.host.get_by_role("dialog")
    sheet.get_by_label("Publish the next version of the book then").check()
    sheet.get_by_role("button", name="Begin", exact=True).click()
    expect(day.host.get_by_text("Then the gathering closes by itself")).to_be_visible()

    day.visits(day.rosa, "/s/2A")
    day.rosa.get_by_role("button", name="I’ll take notes").click()
    day.rosa.get_by_role("button", name="Without my name").click()
    write_note(day.rosa, "Summary", LATE)
    expect(day.rosa.get_by_text("Added to Summary.")).to_be_visible()

    until = datetime.now(UTC) + timedelta(seconds=4)
    day.gathering.host("set_phase", phase="harvest", reports_until=until.isoformat())
    day.visits(day.kim, "")
    expect(day.kim.get_by_text("This gathering is over.")).to_be_visible()
    expect(day.kim.get_by_text("Version 1 is published.")).to_be_visible(timeout=60_000)
    assert day.gathering.state()["gathering"]["phase"] == "closed"


def the_book_has_all_of_it_and_no_name(day: Day) -> None:
    day.kim.goto(f"{day.gathering.url}/proceedings")
    statement = day.kim.locator("section", has=day.kim.locator("h2#statement"))
    for text in (AUDIT, SHORT, LOST_NOTE, "the organisers", "1A"):
        expect(statement).to_contain_text(text)
    book = day.kim.locator("body")
    for text in (REPORT, QUESTION, LATE, "Carers at night", "Ending therapy well"):
        expect(book).to_contain_text(text)
    for words in CHARTS:
        expect(day.kim.get_by_role("img", name=words)).to_have_count(1)
    for text in (NEIGHBOUR, "Kim", "Rosa", "Tom"):
        expect(book).not_to_contain_text(text)
    expect_no_violations(day.kim)


def on_wall(day: Day, text: str) -> Locator:
    return day.wall.locator(".brought__item", has_text=text)


def chart(folder: Path, words: str) -> Path:
    file = folder / f"{words}.jpg"
    Image.new("RGB", (900, 1200), "lightyellow").save(file)
    return file


def expect_no_violations(*pages: Page) -> None:
    for page in pages:
        page.evaluate("scrollTo(0, 0)")
        assert not violations(page)

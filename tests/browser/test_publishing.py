"""The book goes out: the host edits, proofs and publishes; Rosa sees how she appears, and changes it."""

import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.engines import watch
from tests.browser.phones import DESK, PHONE
from tests.support.samples import GATHERING
from tests.support.server import KEY, Server

WALL = {"width": 1920, "height": 1080}

FOLDED = "The book, and what is yours in it"
"""On a phone in the closing circle, what is for afterwards."""


class Circle:
    """A gathering at its closing circle: Rosa's session has notes, Amir's has none."""

    def __init__(self, served: Server) -> None:
        self._served = served
        opened = served.post("/api/gatherings", GATHERING, KEY)
        self.code = opened["code"]
        self.url = f"{served.url}/{self.code}"
        self.host = served.post(f"/api/{self.code}/host", {"host_key": opened["host_key"]})["token"]
        self.rosa = self.joins("Rosa")
        self.groups = self.calls(self.rosa, "Reflective groups", "Oak", convener_name="Rosa")
        self.calls(self.joins("Amir"), "Carers in the room", "Elm")
        self.ask(self.rosa, "post_note", session=self.groups, kind="summary", text="It takes time.")
        self.ask(self.host, "set_phase", phase="closing")

    def joins(self, name: str) -> str:
        return str(self._served.post(f"/api/{self.code}/join", {"name": name})["token"])

    def calls(self, who: str, title: str, room: str, **args: Any) -> str:
        topic = self.ask(who, "propose_topic", title=title, **args)["topic"]
        tables = self._served.get(f"/api/{self.code}/state")["tables"]
        where = {
            "room": next(r["id"] for r in tables["rooms"] if r["name"] == room),
            "slot": next(s["id"] for s in tables["slots"] if s["kind"] == "session"),
        }
        return str(self.ask(who, "claim_cell", topic=topic, **where)["session"])

    def ask(self, token: str, name: str, /, **args: Any) -> dict[str, Any]:
        command = {"id": secrets.token_hex(8), "name": name, "args": args}
        answer = self._served.post(f"/api/{self.code}/commands", command, token)
        assert answer["ok"], answer
        return dict(answer.get("result") or {})


@pytest.fixture
def circle(served: Server) -> Circle:
    return Circle(served)


@pytest.fixture
def browse(browser: Browser, circle: Circle) -> Iterator[Callable[..., Page]]:
    """A browser of the host, of Rosa or of nobody; errors of its pages fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(path: str, viewport: Any, **cookie: str) -> Page:
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        for role, token in cookie.items():
            name = f"openspace_{role}_{circle.code}"
            context.add_cookies([{"name": name, "value": token, "url": circle.url}])
        page = context.new_page()
        watch(page, errors)
        page.goto(circle.url + path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def desk(browse: Callable[..., Page], circle: Circle) -> Page:
    page = browse("/host#book", DESK, host=circle.host)
    expect(page.get_by_role("heading", name="Before you publish")).to_be_visible()
    return page


def publish(page: Page, version: int) -> None:
    page.get_by_role("button", name=f"Publish version {version}…").click()
    page.get_by_label("The group has been asked").check()
    page.get_by_role("dialog").get_by_role("button", name=f"Publish version {version}").click()
    expect(page.get_by_role("heading", name=f"Version {version} is published")).to_be_visible()


def test_host_edits_proofs_and_publishes(browse: Callable[..., Page], circle: Circle) -> None:
    host = desk(browse, circle)
    reader = browse("/proceedings", DESK)
    expect(reader.locator(".colophon")).to_contain_text("Draft, as of")

    host.get_by_label("Introduction").fill("We met in the mill.\n\nIt rained.")
    host.get_by_role("button", name="Save the words").click()
    host.get_by_label("By title").check()
    host.get_by_label("How the gathering worked").uncheck()
    expect(host.get_by_text("2 sessions without a report")).to_be_visible()
    expect(host.get_by_text("1 report not confirmed")).to_be_visible()
    publish(host, 1)

    reader.reload()
    expect(reader.locator(".colophon")).to_contain_text("Version 1")
    expect(reader.get_by_text("It rained.")).to_be_visible()
    expect(reader.get_by_role("heading", name="How the gathering worked")).to_have_count(0)
    titles = [re.compile("Carers in the room$"), re.compile("Reflective groups$")]
    expect(reader.locator(".report h4")).to_have_text(titles)


def test_nothing_is_published_before_the_group_was_asked(
    browse: Callable[..., Page], circle: Circle
) -> None:
    host = desk(browse, circle)

    host.get_by_role("button", name="Publish version 1…").click()
    sheet = host.get_by_role("dialog")

    expect(sheet.get_by_label("The group has been asked")).not_to_be_checked()
    expect(sheet.get_by_role("button", name="Publish version 1")).to_be_disabled()
    expect(sheet.get_by_text("One name will appear")).to_be_visible()
    expect(sheet.get_by_label("Names that will appear")).to_contain_text("Rosa convener of 1A")

    signed = {"session": circle.groups, "kind": "story", "text": "We met.", "named": True}
    circle.ask(circle.joins("Noor W."), "post_note", **signed)
    expect(sheet.get_by_text("2 names will appear")).to_be_visible()
    expect(sheet.get_by_label("Names that will appear")).to_contain_text("Noor W.")


def test_each_finding_leads_to_where_it_is_mended(
    browse: Callable[..., Page], circle: Circle
) -> None:
    host = desk(browse, circle)

    host.get_by_role("button", name=re.compile("^Type in: .*Carers")).click()
    expect(host.get_by_label("Session code")).to_have_value("1B")
    host.get_by_label("Text").fill("We met. We said little.")
    host.get_by_role("button", name="Add the note").click()
    host.get_by_role("button", name="Close", exact=True).click()
    expect(host.get_by_text("1 session without a report")).to_be_visible()

    host.get_by_role("button", name=re.compile("^Confirm: .*Carers")).click()
    host.get_by_role("button", name="They asked me: confirm").click()
    expect(host.get_by_text("1 report not confirmed")).to_be_visible()


def test_rosa_confirms_her_report_and_a_note_takes_it_back(
    browse: Callable[..., Page], circle: Circle
) -> None:
    rosa = browse("", PHONE, person=circle.rosa)

    rosa.get_by_text(FOLDED).click()
    rosa.get_by_role("button", name="Reflective groups").click()
    rosa.get_by_role("button", name="Change", exact=True).click()
    rosa.get_by_label("Title in the book").fill("What groups need")
    rosa.get_by_role("button", name="Save").click()
    rosa.get_by_role("button", name="Confirm the report").click()
    expect(rosa.get_by_text("Confirmed at")).to_be_visible()

    circle.ask(circle.host, "post_note", session=circle.groups, kind="story", text="From paper")
    expect(rosa.get_by_text("It was changed after you confirmed it")).to_be_visible()
    page = browse("/proceedings", PHONE)
    expect(page.get_by_role("heading", name="What groups need")).to_be_visible()
    expect(page.locator(".report").get_by_text("Reflective groups")).to_be_visible()


def test_rosa_withdraws_her_name_and_every_version_follows(
    browse: Callable[..., Page], circle: Circle
) -> None:
    host = desk(browse, circle)
    publish(host, 1)
    reader = browse("/proceedings", PHONE)
    expect(reader.locator("main")).to_contain_text("Rosa")

    rosa = browse("", PHONE, person=circle.rosa)
    rosa.get_by_text(FOLDED).click()
    rosa.get_by_role("button", name="How I appear in the book").click()
    convener = rosa.get_by_role("switch", name=re.compile("^Name me as convener"))
    note = rosa.get_by_role("switch", name=re.compile("^Name me on this: Summary"))
    listed = rosa.get_by_role("switch", name=re.compile("^Name me in it"))
    expect(convener).to_be_checked()
    expect(note).not_to_be_checked()
    expect(listed).not_to_be_checked()
    convener.uncheck()
    expect(rosa.locator(".appear li").first).to_contain_text("Without a name")
    expect(rosa.locator(".unsaved")).to_have_count(0)

    expect(host.get_by_role("button", name="Publish version 2…")).to_be_visible()
    reader.reload()
    expect(reader.locator(".colophon")).to_contain_text("Version 1")
    expect(reader.locator("body")).not_to_contain_text("Rosa")
    publish(host, 2)
    reader.reload()
    expect(reader.locator(".colophon")).to_contain_text("Version 2")
    expect(reader.locator("body")).not_to_contain_text("Rosa")
    host.get_by_text("Earlier versions").click()
    expect(host.get_by_role("link", name="Read version 1")).to_be_visible()


def test_rosa_can_still_be_unnamed_when_all_is_closed(
    browse: Callable[..., Page], circle: Circle
) -> None:
    circle.ask(circle.host, "publish_book")
    circle.ask(circle.host, "set_phase", phase="closed")
    rosa = browse("#appear", PHONE, person=circle.rosa)

    switch = rosa.get_by_role("switch", name=re.compile("^Name me as convener"))
    switch.uncheck()

    expect(rosa.locator(".appear li").first).to_contain_text("Without a name")
    expect(rosa.locator(".banner--warn")).to_have_count(0)
    expect(switch).to_be_enabled()
    reader = browse("/proceedings", PHONE)
    expect(reader.locator("body")).not_to_contain_text("Rosa")


def test_host_takes_files_along_and_sees_that_they_are_being_made(
    browse: Callable[..., Page], circle: Circle
) -> None:
    host = desk(browse, circle)

    with host.expect_download() as taken:
        host.get_by_role("link", name="PDF").click()
        expect(host.get_by_text("being made…")).to_be_visible()
    assert taken.value.suggested_filename.endswith("-proceedings.pdf")
    expect(host.get_by_text("being made…")).to_have_count(0)

    expect(host.get_by_role("link", name="JSON")).to_be_hidden()
    host.get_by_text("More formats").click()
    with host.expect_download() as taken:
        host.get_by_role("link", name="JSON").click()
    assert taken.value.suggested_filename.endswith("-proceedings.json")

    with host.expect_download() as taken:
        host.get_by_role("link", name="everything, as one file").click()
    assert taken.value.suggested_filename.endswith("-gathering.json")


def test_rosa_subscribes_to_her_day(browse: Callable[..., Page], circle: Circle) -> None:
    rosa = browse("#day", PHONE, person=circle.rosa)

    rosa.get_by_role("button", name="Subscribe in my calendar").click()

    open_it = rosa.get_by_role("link", name="Open in my calendar")
    expect(open_it).to_have_attribute("href", re.compile("^webcal://"))
    address = rosa.get_by_role("textbox", name="Address to subscribe to").input_value()
    assert "Reflective groups" in rosa.request.get(address).text()


def test_closing_screens_lead_to_the_book_and_a_phone_takes_it_along(
    browse: Callable[..., Page], circle: Circle
) -> None:
    wall, phone = browse("/wall", WALL), browse("", PHONE, person=circle.rosa)
    phone.get_by_text(FOLDED).click()

    for page in (wall, phone):
        qr = page.get_by_role("img", name=re.compile("^QR code.*proceedings", re.IGNORECASE))
        expect(qr).to_be_visible()
        expect(qr).to_have_attribute("src", f"/{circle.code}/qr.svg?to=proceedings")
        expect(qr).to_have_js_property("complete", True)
        assert qr.evaluate("image => image.naturalWidth") > 0
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="PDF").click()
    assert taken.value.suggested_filename.endswith("-proceedings.pdf")


def test_a_note_bears_no_name_unless_its_author_ticks_it(
    browse: Callable[..., Page], circle: Circle
) -> None:
    phone = browse("/s/1A", PHONE, person=circle.rosa)

    ticks = phone.get_by_role("checkbox", name=re.compile("^Name me on this"))

    expect(ticks.first).to_be_visible()
    assert not any(tick.is_checked() for tick in ticks.all())

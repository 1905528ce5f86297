"""Paper is typed in with the keyboard alone: few keys beside the text, and nothing that was typed is lost."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import DESK, Gathering
from tests.browser.test_accessible import violations


@dataclass
class Helper:
    """Somebody at a keyboard. `keys` counts those pressed beside the text."""

    page: Page
    keys: int = 0

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def keys_since_then(self) -> int:
        keys, self.keys = self.keys, 0
        return keys


@pytest.fixture
def helper(browser: Browser, gathering: Gathering) -> Helper:
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    name = f"openspace_host_{gathering.code}"
    context.add_cookies([{"name": name, "value": gathering.host_token, "url": gathering.url}])
    page = context.new_page()
    page.goto(f"{gathering.url}/type")
    return Helper(page)


def test_cards_are_typed_in_with_few_keys(helper: Helper, gathering: Gathering) -> None:
    page = helper.page
    title, typed = page.get_by_label("Title"), page.get_by_role("log", name="Typed in")
    place = page.get_by_label("Place, if they wrote one")

    expect(title).to_be_focused()
    helper.types("Waiting lists")
    helper.presses("Tab")
    helper.types("Rosa")
    helper.presses("Tab")
    helper.types("1a")
    helper.presses("Enter")
    expect(typed).to_contain_text("1AWaiting lists · Rosa")
    assert helper.keys_since_then() <= 4

    expect(title).to_be_focused()
    helper.types("Tea")
    helper.presses("Tab", "Tab")
    helper.types("1A")
    helper.presses("Enter")
    expect(page.get_by_text("1A is taken by “Waiting lists”.")).to_be_visible()
    expect(place).to_be_focused()
    expect(title).to_have_value("Tea")
    assert violations(page) == ""

    place.press("Control+a")
    helper.types("15:10 bench by the pond")
    place.press("Enter")
    expect(typed).to_contain_text("X1Tea")
    expect(title).to_be_focused()
    page.get_by_role("button", name="Undo: Tea").press("Enter")
    expect(typed).to_contain_text("Tea · taken back")
    assert [row["convener_name"] for row in gathering.state()["tables"]["topics"]] == ["Rosa"]


def test_a_report_is_typed_in_with_one_tab_a_field(helper: Helper, gathering: Gathering) -> None:
    topic = gathering.host("propose_topic", title="Waiting lists")["result"]["topic"]
    tables = gathering.state()["tables"]
    gathering.host(
        "claim_cell",
        topic=topic,
        room=tables["rooms"][0]["id"],
        slot=next(row["id"] for row in tables["slots"] if row["kind"] == "session"),
    )
    page = helper.page
    page.goto(f"{gathering.url}/type#reports")
    page.reload()
    code = page.get_by_label("Session code")
    expect(code).to_be_focused()
    helper.types("9Z")
    helper.presses("Control+Enter")
    expect(page.get_by_text("No session has this code just now.")).to_be_visible()
    expect(code).to_be_focused()
    code.press("Control+a")
    helper.keys_since_then()

    helper.types("1a")
    helper.presses("Enter")
    expect(page.get_by_role("status").filter(has_text="Waiting lists")).to_be_visible()
    helper.types("It takes time.")
    helper.presses("Tab")
    helper.types("Ask early\nAsk again")
    helper.presses("Tab")
    helper.types("Who pays?")
    helper.presses("Tab")
    helper.types("Pay peer workers")
    helper.presses("Tab")
    helper.types("Start a group")
    helper.presses("Tab")
    helper.types("Rosa")
    helper.presses("Tab")
    helper.types("15 Jan 2028")
    helper.presses("Control+Enter")
    expect(page.get_by_role("log", name="Typed in")).to_contain_text("1AWaiting lists")
    assert helper.keys_since_then() <= 8  # of eight fields

    expect(code).to_be_focused()
    assert violations(page) == ""
    notes = gathering.state()["tables"]["notes"]
    assert [row["due"] for row in notes if row["kind"] == "action"] == ["2028-01-15"]
    assert [(row["kind"], row["text"], row["initiator_name"]) for row in notes] == [
        ("summary", "It takes time.", None),
        ("key_point", "Ask early", None),
        ("key_point", "Ask again", None),
        ("question", "Who pays?", None),
        ("recommendation", "Pay peer workers", None),
        ("action", "Start a group", "Rosa"),
    ]


def test_what_the_server_refuses_goes_back_into_the_fields(helper: Helper) -> None:
    page = helper.page
    title, long = page.get_by_label("Title"), "Waiting " * 80
    title.fill(long)
    title.press("Enter")

    expect(page.locator("#type-topic-title-error")).to_be_visible()
    expect(title).to_have_value(long)
    expect(title).to_be_focused()


def test_names_and_reflections_are_typed_in_and_taken_back(
    helper: Helper, gathering: Gathering
) -> None:
    topic = gathering.host("propose_topic", title="Waiting lists")["result"]["topic"]
    where = {"place": "The pond", "starts_at": "2027-03-31T15:10"}
    session = gathering.host("claim_place", topic=topic, **where)["result"]["session"]
    gathering.host("set_phase", phase="closing")
    gathering.host("post_note", session=session, kind="action", text="Start a group")
    gathering.host("edit_gathering", reflections=True)
    page = helper.page
    page.goto(f"{gathering.url}/type#more")
    page.reload()
    name = page.get_by_label("Name, as they wrote it")
    name.fill("Rosa")
    name.press("Enter")
    undo = page.get_by_role("button", name="Undo: Rosa joins “Start a group”")
    expect(undo).to_be_visible()
    assert [row["joined_names"] for row in gathering.state()["tables"]["notes"]] == [["Rosa"]]
    undo.press("Enter")
    expect(page.get_by_text("· taken back")).to_be_visible()
    assert [row["joined_names"] for row in gathering.state()["tables"]["notes"]] == [[]]

    reflection = page.get_by_label("Word for word")
    reflection.fill("I was heard.")
    reflection.press("Control+Enter")
    expect(page.get_by_role("button", name="Undo: I was heard.")).to_be_visible()
    expect(reflection).to_be_focused()
    assert violations(page) == ""

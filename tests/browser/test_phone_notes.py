"""Notes and photos on phones: seen by the others, kept while offline, never overwritten."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.phones import Gathering, becomes_true, open_session, write_note


def test_notes_appear_on_the_other_phone_and_only_authors_change_them(
    phone: Callable[..., Page],
) -> None:
    mary, tom = phone(name="Mary Osei"), phone()
    open_session(mary, "Rota", "1A")
    tom.goto(mary.url)

    write_note(mary, "Open question", "Who pays for the time?")

    note = tom.locator(".note", has_text="Who pays for the time?")
    expect(note).to_be_visible()
    expect(note).not_to_contain_text("Mary Osei")
    expect(note.get_by_role("button", name="Edit")).to_have_count(0)
    mary.locator(".note").get_by_role("button", name="Take back").click()
    mary.get_by_role("button", name="Take it back").click()
    expect(note).to_have_count(0)


def test_a_note_typed_offline_arrives_and_a_draft_survives_a_reload(
    phone: Callable[..., Page],
) -> None:
    mary, tom = phone(), phone()
    open_session(mary, "Rota", "1A")
    tom.goto(mary.url)
    expect(tom.locator(".composer")).to_be_visible()

    tom.context.set_offline(True)
    write_note(tom, "Key point", "Typed in the cellar")
    tom.get_by_label("Key point").last.fill("half a thou")
    expect(tom.locator(".note")).to_contain_text("saving…")
    tom.context.set_offline(False)

    expect(mary.locator(".note")).to_contain_text("Typed in the cellar")
    tom.reload()
    expect(tom.locator(".composer textarea")).to_have_value("half a thou")


def test_an_edit_that_met_a_newer_text_shows_both(
    phone: Callable[..., Page],
) -> None:
    mary = phone()
    open_session(mary, "Rota", "1A")
    write_note(mary, "Key point", "First")
    expect(mary.locator(".note")).not_to_contain_text("saving…")
    tablet = phone(joined=False, storage_state=mary.context.storage_state())
    tablet.goto(mary.url)
    for page in (mary, tablet):
        page.locator(".note").get_by_role("button", name="Edit").click()

    tablet.locator(".note--editing textarea").fill("From the tablet")
    tablet.get_by_role("button", name="Save").click()
    expect(tablet.locator(".note")).to_contain_text("edited")
    mary.locator(".note--editing textarea").fill("From the phone")
    mary.get_by_role("button", name="Save").click()

    both = mary.get_by_role("dialog")
    expect(both).to_contain_text("From the tablet")
    expect(both).to_contain_text("From the phone")
    both.get_by_role("button", name="Use what I wrote").click()
    expect(tablet.locator(".note")).to_contain_text("From the phone")


def test_a_photo_is_made_small_and_seen_by_others(
    phone: Callable[..., Page], tmp_path: Any
) -> None:
    from PIL import Image

    Image.new("RGB", (3000, 2000), "#77aaaa").save(tmp_path / "flip-chart.jpg")
    mary, tom = phone(), phone()
    open_session(mary, "Rota", "1A")
    tom.goto(mary.url)

    mary.get_by_role("button", name="More kinds…").click()
    mary.get_by_role("button", name="Photo").click()
    mary.get_by_label("Photo of a flip chart").set_input_files(tmp_path / "flip-chart.jpg")
    mary.get_by_label("Description, for those who cannot see it").fill("Three circles")
    mary.get_by_role("button", name="Add the photo").click()

    picture = tom.get_by_role("img", name="Three circles")
    expect(picture).to_be_visible()
    becomes_true(tom, "document.querySelector('.note__photo').naturalWidth === 1600")


def test_the_session_page_begins_with_writing_and_shows_where_a_note_lands(
    gathering: Gathering, phone: Callable[..., Page]
) -> None:
    page = phone()
    open_session(page, "Listening without fixing", "1A")
    topic = gathering.state()["tables"]["topics"][0]["id"]
    gathering.host("edit_topic", topic=topic, description="A long story. " * 200)
    expect(page.get_by_role("button", name="Read all of it")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")

    expect(page.get_by_role("button", name="Add the note")).to_be_in_viewport()
    for nth in range(9):
        write_note(page, "Key point", f"Point {nth}")
    write_note(page, "Story", "It happened on a Tuesday.")

    expect(page.locator(".composer__added")).to_have_text("Added to Stories.")
    expect(page.locator(".note", has_text="It happened on a Tuesday.")).to_be_in_viewport()

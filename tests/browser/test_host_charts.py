"""The host adds many photos of flip charts, each to its session."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.phones import PHONE, Gathering
from tests.browser.test_accessible import violations
from tests.browser.test_host_now import host as host
from tests.browser.test_wall_gallery import place


def test_photos_chosen_together_are_added_each_to_its_session(
    host: Callable[..., Page], gathering: Gathering, tmp_path: Path
) -> None:
    place(gathering, "How do carers keep going?", 0)
    place(gathering, "Ending therapy well", 1)
    files = [tmp_path / name for name in ("first.jpg", "second.png", "none.jpg")]
    for file, colour in zip(files, ("lightyellow", "lightblue"), strict=False):
        Image.new("RGB", (900, 1200), colour).save(file)
    files[2].write_text("This is not a picture.")
    page = host(PHONE)
    page.get_by_role("link", name="Notes", exact=True).click()

    page.get_by_role("button", name="Add photos of flip charts").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Photos", exact=True).set_input_files(files)
    expect(sheet.get_by_role("status")).to_have_text("3 of 3 still to add.")
    adding = sheet.get_by_role("button", name="Add", exact=True)
    adding.first.click()
    expect(sheet.get_by_text("Choose the session first.")).to_be_visible()
    for nth, session in enumerate(("1A", "1B", "1B"), start=1):
        choice = sheet.get_by_label(f"Session of photo {nth}")
        choice.select_option(choice.get_by_role("option", name=session).get_attribute("value"))
    sheet.get_by_label("Description, for those").nth(1).fill("Three circles")
    for _ in range(2):
        adding.first.click()
        expect(sheet.get_by_role("button", name="Sending…")).to_have_count(0)
    adding.first.click()
    expect(sheet.get_by_text("could not be read")).to_be_visible()

    expect(sheet.get_by_role("status")).to_have_text("1 of 3 still to add.")
    assert not violations(page)
    tables = gathering.state()["tables"]
    codes = {session["id"]: session["code"] for session in tables["sessions"]}
    notes = [(codes[note["session"]], note["kind"], note["alt"]) for note in tables["notes"]]
    assert notes == [("1A", "photo", ""), ("1B", "photo", "Three circles")]

"""500 hostile strings in every field of a book that somebody opens: it shows them, and that is all."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from openspace.proceedings import html, markdown
from openspace.proceedings.book import compile_book
from openspace.proceedings.contents import Book
from tests.browser.engines import chromium_only
from tests.proceedings.test_hostile import hostile_day, raw

PHOTOS = "https://example.org/K7MQ2X/photos/"
"""Markdown holds no pictures: there they are addresses of our own."""


@pytest.fixture(scope="module")
def book() -> Book:
    return compile_book(hostile_day().gathering, "https://example.org")


@chromium_only("Firefox's driver reports no request of a file")
@pytest.mark.parametrize("ending", ["html", "md"])
@pytest.mark.parametrize("normalised", [True, False], ids=["by the rules", "by the writers"])
def test_nothing_in_it_runs_or_asks_for_anything(
    browser: Browser, book: Book, tmp_path: Path, ending: str, normalised: bool
) -> None:
    shown = book if normalised else raw(book)
    file = tmp_path / "book.html"
    rendered = MarkdownIt("commonmark").render(markdown.write(shown).decode())
    file.write_bytes(html.write(shown) if ending == "html" else rendered.encode())
    page, found = browser.new_page(), []
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: "ERR_FAILED" in said.text or found.append(said.text))
    page.on("request", lambda request: found.append(request.url))

    page.route(f"{PHOTOS}*", lambda route: route.abort())

    page.goto(file.as_uri())
    page.wait_for_timeout(500)

    assert [one for one in found if not one.startswith(PHOTOS)] == [file.as_uri()]
    assert ending == "md" or len(found) == 1
    assert "alert(1)" in page.inner_text("body")
    assert (
        page.locator("script, iframe, object, embed, form, base, [onload], [onerror]").count() == 0
    )
    page.context.close()

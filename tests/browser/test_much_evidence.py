"""A room full of people brings evidence at the same time: wall, phones and book agree item by item."""

import asyncio
import io
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.exchange.gathering_file import from_data
from openspace.rehearse.conduct import RehearsalOptions, rehearse
from openspace.rehearse.progress import Progress
from openspace.rehearse.report import format_report
from tests.browser.phones import Gathering
from tests.browser.test_wall_statement import on_all_pages
from tests.support.http import Client
from tests.support.samples import GATHERING
from tests.support.server import Server

pytestmark = pytest.mark.browser

IS_WHOLE = os.environ.get("OPENSPACE_MUCH_EVIDENCE") == "1"
"""100 people post 400 items, which takes a minute or two; otherwise a tenth of them."""
PEOPLE, ITEMS = (100, 400) if IS_WHOLE else (10, 40)
TOPICS = ["Rota", "Carers"]
KINDS = ["", "", "practice", "lived", "research"]
SAYS = [
    *(("evidence", bearing) for bearing in ("confirms", "refutes", "both", "context")),
    *(("thought", ""), ("reflection", "")),
]


def much() -> dict[str, Any]:
    cells = [{"room": letter, "slot": "1"} for letter in "AB"]
    topics = [{"title": title, "cells": [cell]} for title, cell in zip(TOPICS, cells, strict=False)]
    return {**GATHERING, "topics": topics, "evidence": [item(nth) for nth in range(ITEMS)]}


def item(nth: int) -> dict[str, str]:
    form, bearing = SAYS[nth % len(SAYS)]
    words = "We saw it on our ward, and it took longer than anybody had planned. "
    return {
        "form": form,
        "bearing": bearing,
        "kind": KINDS[nth % len(KINDS)] if form == "evidence" else "",
        "text": f"Item {nth}. " + words * (nth % 14),
        "topic": TOPICS[nth // 2 % 2] if nth % 2 else "",
    }


@pytest.mark.alone
@pytest.mark.timeout(600)
def test_wall_phones_and_book_agree_item_by_item(
    served: Server,
    gathering: Gathering,
    phone: Callable[..., Page],
    wall: Callable[..., Page],
    browser: Browser,
) -> None:
    kim = phone()
    kim.goto(f"{gathering.url}#statement")
    kim.reload()
    projector = wall(query="?statement")
    expect(projector.locator(".scene--statement")).to_be_visible()
    plan = RehearsalOptions(
        from_data(much()), PEOPLE, served.url, contest=0, code=gathering.code, limit=300
    )

    with ThreadPoolExecutor() as pool:
        # Playwright's loop runs in this thread.
        outcome = pool.submit(asyncio.run, rehearse(plan, Progress(io.StringIO()))).result()

    assert outcome.complete, format_report(outcome)
    rows = gathering.state()["tables"]["evidence"]
    everywhere = sorted(squeezed(row["text"]) for row in rows)
    assert everywhere == sorted(squeezed(item(nth)["text"]) for nth in range(ITEMS))
    assert {row["kind"] for row in rows if row["session"]} == {""}

    expect(kim.locator(".statement__groups .note")).to_have_count(ITEMS)
    assert texts(kim, ".statement__groups .note .prose") == everywhere
    assert sorted(on_all_pages(projector).values()) == everywhere
    book = Client(served.url).get(f"/{gathering.code}/proceedings.json")
    assert sorted(squeezed(found["text"]) for found in book["evidence"]) == everywhere
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(f"{gathering.url}/statement")
    assert texts(plain, ".item .text") == everywhere
    plain.close()


def texts(page: Page, selector: str) -> list[str]:
    return sorted(squeezed(text) for text in page.locator(selector).all_text_contents())


def squeezed(text: str) -> str:
    return "".join(text.split())

"""The statement on the wall: every word of every item, large enough, and nothing that counts sides."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import Gathering, comes_to_rest
from tests.browser.projected import TROUBLE
from tests.browser.test_accessible import violations

LONG = "It took three years, and the team changed twice while we learned. " * 15
WORDS = [
    "Two services gave up within a year.",
    "Our audit of 2025 says that it worked where supervision was protected time.\nElsewhere it did not.",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "教育チームをつくることは私たちにとって最も難しい課題の一つでした。時間と信頼が必要です。",
    "לקח זמן, אבל זה עבד.",
    LONG[:1000],
    "https://example.org/" + "a" * 300,
]
BEARINGS = ("confirms", "both", "refutes", "context")
INSIDE = """() => [...document.querySelectorAll(".brought__item")]
  .filter(one => one.getBoundingClientRect().bottom > one.parentElement.getBoundingClientRect().bottom + 1)
  .map(one => one.textContent.slice(0, 60))"""

PARTS = """() => [...document.querySelectorAll(".brought__item")]
  .map(one => [one.dataset.flip, one.querySelector(".brought__text").textContent])"""


def brings(gathering: Gathering, text: str, bearing: str = "confirms", **more: Any) -> str:
    item = {"form": "evidence", "bearing": bearing, "text": text, **more}
    return str(gathering.asks(gathering.joins(), "post_evidence", **item)["result"]["evidence"])


def shown(page: Page) -> dict[str, list[str]]:
    """Heading → texts, on this page of the wall."""
    columns = page.locator(".brought__column")
    return {
        column.locator("h2").inner_text(): column.locator(".brought__text").all_inner_texts()
        for column in columns.all()
    }


def on_all_pages(page: Page, looks: Callable[[Page], None] = lambda _: None) -> dict[str, str]:
    """Item → its text without white space, from all its parts."""
    parts: dict[str, dict[int, str]] = {}
    begun = None
    for _ in range(500):
        looks(page)
        now = page.evaluate(PARTS)
        if now == begun:
            break
        begun = begun or now
        for part, text in now:
            item, nth = part.split(".")
            parts.setdefault(item, {})[int(nth)] = text.removeprefix("… ").removesuffix(" …")
        page.keyboard.press("ArrowRight")
    else:
        pytest.fail("the pages do not come round")
    return {
        item: "".join("".join(texts[nth] for nth in sorted(texts)).split())
        for item, texts in parts.items()
    }


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1080, 1920)])
def test_every_word_is_on_a_page_and_none_is_cut_or_small(
    gathering: Gathering, wall: Callable[..., Page], size: tuple[int, int]
) -> None:
    texts = {}
    for nth in range(24):
        text = f"{nth}: {WORDS[nth % len(WORDS)]}"[:1000]
        source = "Audit" if nth % 3 else ""
        texts[brings(gathering, text, BEARINGS[nth * nth % 4], citation=source)] = text
    page = wall(size, "?statement")
    expect(page.locator(".brought__item").first).to_be_visible()
    comes_to_rest(page)

    def looks(page: Page) -> None:
        assert page.evaluate(INSIDE) == []
        assert page.evaluate(TROUBLE) == []

    seen = on_all_pages(page, looks)
    assert seen == {item: "".join(text.split()) for item, text in texts.items()}
    assert not violations(page)


def test_a_key_shows_it_and_both_is_between_equal_columns(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    for bearing in BEARINGS:
        brings(gathering, f"It {bearing}.", bearing, kind="lived", citation="Audit, 2025")
    page = wall()
    expect(page.locator(".board")).to_be_visible()

    page.keyboard.press("s")

    expect(page.get_by_text("It confirms.")).to_be_visible()
    sides = {"Speaks for it": ["It confirms."], "Both": ["It both."]}
    assert shown(page) == {**sides, "Speaks against it": ["It refutes."]}
    widths = [column.bounding_box() for column in page.locator(".brought__column").all()]
    assert len({round(box["width"]) for box in widths if box}) == 1
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="It depends")).to_be_visible()
    whole = page.locator("#wall").inner_text()
    assert "What I lived" not in whole
    page.keyboard.press("s")
    expect(page.locator(".board")).to_be_visible()


def test_what_arrives_is_shown_and_what_is_hidden_or_retracted_goes_at_once(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    for nth in range(30):
        brings(gathering, f"Thing {nth}. " + LONG[:300], "confirms")
    brings(gathering, "It took us a year.", "refutes")
    page = wall(query="?statement")
    expect(page.locator(".brought__item").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    kim = gathering.joins()
    item = {"form": "evidence", "bearing": "confirms", "text": "It was easy for us."}
    mine = gathering.asks(kim, "post_evidence", **item)["result"]["evidence"]

    fresh = page.locator(".brought__item--new", has_text="It was easy for us.")
    expect(fresh).to_be_visible()
    expect(page.locator(".brought__text").first).to_have_text("It was easy for us.")
    expect(page.get_by_text("It took us a year.")).to_be_visible()
    gathering.asks(kim, "retract_evidence", evidence=mine)
    expect(page.get_by_text("It was easy for us.")).to_have_count(0)

    worse = brings(gathering, "Dr. Nobody did it.", "both")
    expect(page.get_by_text("Dr. Nobody did it.")).to_be_visible()
    gathering.host("hide_evidence", evidence=worse, reason="It names a person.")
    expect(page.get_by_text("Dr. Nobody did it.")).to_have_count(0)


def test_the_host_shows_it_on_every_wall_until_the_next_phase(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    one, other = wall(), wall()
    gathering.host("edit_gathering", wall_view="statement")
    for page in (one, other):
        expect(page.locator(".scene--statement")).to_be_visible()
    one.keyboard.press("s")
    expect(one.locator(".board")).to_be_visible()

    gathering.host("set_phase", phase="sessions")

    expect(other.locator(".board")).to_be_visible()
    gathering.host("edit_gathering", wall_view="statement")
    expect(one.locator(".scene--statement")).to_be_visible()


def test_without_a_statement_the_key_does_nothing(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    gathering.host("edit_gathering", statement="")
    page = wall()
    page.keyboard.press("s")
    expect(page.locator(".board")).to_be_visible()
    page.mouse.move(200, 200)
    expect(page.get_by_role("button", name="QR code (q)")).to_be_visible()
    expect(page.get_by_role("button", name="Statement (s)")).to_have_count(0)


@chromium_only("Firefox's driver does not emulate a wish for less motion")
def test_nothing_moves_for_whoever_wants_less_motion(
    gathering: Gathering, wall: Callable[..., Page]
) -> None:
    page = wall(query="?statement", reduced_motion="reduce")
    expect(page.locator(".scene--statement")).to_be_visible()
    brings(gathering, "It came quietly.")
    expect(page.get_by_text("It came quietly.")).to_be_visible()
    moving = """() => document.getAnimations()
      .filter(one => one.effect.getComputedTiming().duration > 1).length"""
    assert page.evaluate(moving) == 0

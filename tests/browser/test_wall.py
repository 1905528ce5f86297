"""The projected wall as the room sees it: large enough, nothing cut off, never a scroll bar."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import comes_to_rest
from tests.browser.projected import (
    FONT,
    HEIGHT,
    INSIDE,
    NEWS,
    OUTSIDE,
    SIXTY_EIGHT,
    TITLES,
    TROUBLE,
    CommonDay,
    Gathering,
)
from tests.browser.projected import wall as wall
from tests.support.server import Server


@pytest.fixture(scope="module")
def full(served: Server) -> Gathering:
    gathering = Gathering(served)
    gathering.fill()
    return gathering


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768)])
def test_full_wall_is_legible_on_every_page(
    full: Gathering, wall: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = wall(full, size)
    expect(page.locator(".card--wall").first).to_be_visible()
    pages = max(1, page.locator(".dot").count())
    seen = set()
    for _ in range(pages):
        comes_to_rest(page)
        assert page.evaluate(TROUBLE) == []
        seen |= set(page.locator(".card--wall .code").all_inner_texts())
        page.keyboard.press("ArrowRight")
    assert len(seen) == 63


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_eight_by_eight_is_shown_whole_first(
    full: Gathering, wall: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = wall(full, size)
    expect(page.locator(".card--wall")).to_have_count(63)
    expect(page.locator(".cell-free")).to_have_count(1)
    comes_to_rest(page)
    assert page.evaluate(TROUBLE) == []


def test_titles_are_shortened_to_whole_words(full: Gathering, wall: Callable[..., Page]) -> None:
    page = wall(full)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".card--wall")).to_have_count(16)
    comes_to_rest(page)
    shown = {text.replace("\xad", "") for text in page.locator(".card-words").all_inner_texts()}
    cut = {text.removesuffix("…") for text in shown if text.endswith("…")}
    assert cut
    for text in cut:
        assert any(title.startswith(text) and title[len(text)] in " ,:;." for title in TITLES)
    assert len(shown - {f"{text}…" for text in cut}) > len(cut)


@pytest.mark.parametrize("phase", ["lobby", "opening", "sessions", "closing", "harvest", "closed"])
def test_every_phase_fits_the_screen(served: Server, wall: Callable[..., Page], phase: str) -> None:
    gathering = Gathering(served)
    gathering.place(TITLES[0], room=0, slot=0)
    gathering.set_phase(phase)
    page = wall(gathering, (1280, 720))
    comes_to_rest(page)
    assert page.evaluate(TROUBLE) == []


def test_a_long_name_leaves_a_long_title_its_lines(
    served: Server, wall: Callable[..., Page]
) -> None:
    gathering = CommonDay(served)
    cell = {"room": gathering.rooms[0]["id"], "slot": gathering.slots[1]["id"]}
    both = f"{SIXTY_EIGHT} {SIXTY_EIGHT}"
    name = " ".join("abcdefghijklmnopqrstuvwxyz")  # its shortening fills the line
    topic = gathering.ask("propose_topic", title=both, convener_name=name)["topic"]
    gathering.ask("claim_cell", topic=topic, **cell)
    page = wall(gathering)
    comes_to_rest(page)

    assert page.locator(".card-words").inner_text().startswith("How do we keep learning when")
    assert page.evaluate(TROUBLE) == []


def test_a_theme_is_shown_whole_or_not_at_all(served: Server, wall: Callable[..., Page]) -> None:
    page = wall(CommonDay(served), (1024, 768))
    comes_to_rest(page)

    theme, name = page.locator(".wall-name p"), page.locator(".wall-name")
    words, box = theme.bounding_box(), name.bounding_box()
    assert words
    assert box
    is_below_the_edge = words["y"] >= box["y"] + box["height"] - 2
    assert is_below_the_edge or not theme.inner_text().endswith("…")


def test_move_to_another_page_is_turned_to_and_glows(
    served: Server, wall: Callable[..., Page]
) -> None:
    gathering = Gathering(served)
    session = gathering.place("Boundaries and kindness", room=0, slot=0)
    page = wall(gathering)
    expect(page.locator(".card--wall .code")).to_have_text("1A")

    room, slot = gathering.rooms[-1]["id"], gathering.slots[-1]["id"]
    gathering.ask("move_session", session=session, room=room, slot=slot)

    expect(page.locator(".card--glow .code")).to_have_text("8H")
    expect(page.locator(".wall-line--moved")).to_contain_text("Boundaries and kindness")


def test_qr_and_bell_lie_over_the_wall(served: Server, wall: Callable[..., Page]) -> None:
    gathering = Gathering(served)
    page = wall(gathering)
    page.keyboard.press("q")
    expect(page.locator(".qr-sheet img")).to_be_visible()
    assert page.evaluate("document.querySelector('.qr-sheet img').naturalWidth") > 0
    page.keyboard.press("q")
    expect(page.locator(".qr-sheet")).to_have_count(0)
    comes_to_rest(page)

    gathering.ask("ring_bell", text="Ten minutes to go")

    expect(page.locator(".bell")).to_contain_text("Ten minutes to go")


def test_door_shows_its_room_and_follows_it(served: Server, browser: Browser) -> None:
    gathering = Gathering(served)
    page = browser.new_page()
    page.goto(f"{served.url}/{gathering.code}/rooms/b")
    expect(page.locator("h1")).to_contain_text("Library")
    gathering.place("Carers: who holds us?", room=1, slot=2)
    expect(page.locator(".door-day .card")).to_contain_text("3B Carers: who holds us?")
    page.close()


def test_name_that_somebody_else_typed_has_a_star_and_the_foot_says_why(
    full: Gathering, wall: Callable[..., Page]
) -> None:
    page = wall(full)

    expect(page.locator(".card-by").first).to_have_text("Maria*")
    expect(page.locator(".wall-foot")).to_contain_text("* named by somebody else")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_common_day_shows_long_titles_and_the_whole_news(
    served: Server, wall: Callable[..., Page], size: tuple[int, int]
) -> None:
    gathering = CommonDay(served)
    for room in range(5):
        gathering.place(SIXTY_EIGHT, room, slot=room % 4)
    gathering.ask("propose_topic", title="Supervision on a shoestring")
    gathering.ask("post_news", text=NEWS)
    page = wall(gathering, size)
    expect(page.locator(".card--wall")).to_have_count(5)
    comes_to_rest(page)

    assert page.evaluate(TROUBLE) == []
    for words in page.locator(".card-words").all_inner_texts():
        assert words.replace("\xad", "") == SIXTY_EIGHT
    assert "Maria" in page.locator(".card--wall").first.inner_text()
    news = page.locator(".wall-news")
    expect(news).to_contain_text(NEWS)
    sizes = [float(one.evaluate(FONT)) for one in (news, page.locator(".wall-line").first)]
    assert sizes[0] > sizes[1]

    # The grid keeps its height while something moves.
    height = page.locator(".board").evaluate(HEIGHT)
    gathering.place("Boundaries and kindness", room=4, slot=2)
    expect(page.locator(".wall-line--moved")).to_contain_text("Boundaries and kindness")
    expect(news).to_contain_text(NEWS)
    assert page.locator(".board").evaluate(HEIGHT) == pytest.approx(height, abs=1)


def test_longest_news_is_not_cut(served: Server, wall: Callable[..., Page]) -> None:
    gathering = CommonDay(served)
    gathering.ask("post_news", text="The lift is out of order. " * 19)
    page = wall(gathering, (1280, 720))
    comes_to_rest(page)
    assert page.evaluate(TROUBLE) == []
    assert page.locator(".wall-news").evaluate("e => e.scrollHeight <= e.clientHeight + 2")


@pytest.mark.parametrize("phase", ["lobby", "opening", "marketplace", "closed"])
def test_outer_edge_is_left_to_overscan(
    served: Server, wall: Callable[..., Page], phase: str
) -> None:
    gathering = CommonDay(served)
    gathering.place(SIXTY_EIGHT, room=0, slot=0)
    gathering.set_phase(phase)
    page = wall(gathering)
    comes_to_rest(page)
    assert page.evaluate(OUTSIDE) == []


def test_qr_code_takes_four_fifths_of_the_height(served: Server, wall: Callable[..., Page]) -> None:
    gathering = CommonDay(served)
    for size in ((1920, 1080), (1280, 720), (1024, 768)):
        page = wall(gathering, size)
        page.keyboard.press("q")
        box = page.locator(".qr-sheet img").bounding_box()
        assert box
        assert box["height"] >= 0.8 * size[1]
        assert page.locator(".qr-sheet").evaluate(INSIDE)

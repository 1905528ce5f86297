"""The wall on a screen that stands upright: the same text, several rooms on a page, nothing cut off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phones import comes_to_rest
from tests.browser.projected import FONT, INSIDE, NEWS, OUTSIDE, TROUBLE, CommonDay, Gathering, wall
from tests.support.server import Server

__all__ = ["wall"]


UPRIGHT = (1080, 1920)


def test_upright_wall_shows_several_rooms_in_the_text_of_a_lying_one(
    served: Server, wall: Callable[..., Page]
) -> None:
    gathering = CommonDay(served)
    for room in range(5):
        gathering.place("How do we keep learning when the rota is always short?", room, room % 4)
    gathering.ask("post_news", text=NEWS)
    lying, upright = wall(gathering), wall(gathering, UPRIGHT)
    expect(upright.locator(".dot")).to_have_count(2)
    comes_to_rest(upright)

    assert upright.locator(".matrix-room").count() == 3
    clock = ".wall-clock"
    assert upright.locator(clock).evaluate(FONT) == lying.locator(clock).evaluate(FONT)
    assert upright.evaluate(TROUBLE) == upright.evaluate(OUTSIDE) == []
    for words in upright.locator(".card-words").all_inner_texts():
        assert not words.endswith("…")


@pytest.mark.parametrize("phase", ["lobby", "opening", "sessions", "closing", "closed"])
def test_every_phase_fits_an_upright_screen(
    served: Server, wall: Callable[..., Page], phase: str
) -> None:
    gathering = Gathering(served)
    gathering.place("Waiting rooms that calm", room=0, slot=0)
    gathering.set_phase(phase)
    page = wall(gathering, UPRIGHT)
    comes_to_rest(page)
    assert page.evaluate(TROUBLE) == page.evaluate(OUTSIDE) == []

    page.keyboard.press("q")
    expect(page.locator(".qr-sheet img")).to_be_visible()
    assert page.locator(".qr-sheet").evaluate(INSIDE)

"""What a screen reader is told after an event, and that nothing is told twice (docs/accessibility.md).
And that nothing moves on phone or wall where reduced motion is asked for."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import DESK, PHONE, Gathering

REGIONS = "[role=status], [role=alert], [role=log], [aria-live]"
SAYING = """(regions, words) => [...document.querySelectorAll(regions)]
    .filter(one => one.textContent.includes(words) && !one.querySelector(regions))
    .map(one => one.role ?? one.ariaLive)"""
MOVING = """() => {
    window.moved = []
    const animate = Element.prototype.animate
    Element.prototype.animate = function (...how) {
        const animation = animate.apply(this, how)
        window.moved.push(animation.effect.getComputedTiming().duration)
        return animation
    }
    for (const kind of ["animationstart", "transitionrun"])
        addEventListener(kind, ({ target, elapsedTime }) => {
            const { animationDuration, transitionDuration } = getComputedStyle(target)
            const seconds = kind === "transitionrun" ? transitionDuration : animationDuration
            window.moved.push(1000 * parseFloat(seconds))
        }, true)
}"""
"""Milliseconds of each motion, once the page has begun."""


def saying(page: Page, words: str) -> Any:
    """The roles of the live regions that contain the words."""
    script = f"words => ({SAYING})({REGIONS!r}, words)"
    return page.evaluate(script, words)


@chromium_only("the same markup in every browser")
def test_each_event_is_told_once(browser: Browser, gathering: Gathering) -> None:
    kim, bo = gathering.joins("Kim"), gathering.joins("Bo")
    state = gathering.state()["tables"]
    slots = [one for one in state["slots"] if one["kind"] == "session"]
    first, second = ({"room": room["id"], "slot": slots[0]["id"]} for room in state["rooms"][:2])

    def placed(token: str, title: str, place: dict[str, str]) -> str:
        topic = gathering.asks(token, "propose_topic", title=title)["result"]["topic"]
        return str(gathering.asks(token, "claim_cell", topic=topic, **place)["result"]["session"])

    session = placed(kim, "Listening circle", first)
    phone = browser.new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    cookie = {"name": f"openspace_person_{gathering.code}", "value": kim, "url": gathering.url}
    phone.context.add_cookies([cookie])  # type: ignore[list-item]
    wall = browser.new_context(viewport=DESK, reduced_motion="reduce").new_page()
    for page in (phone, wall):
        page.add_init_script(f"({MOVING})()")
    phone.goto(gathering.url)
    wall.goto(f"{gathering.url}/wall")
    expect(phone.get_by_role("button", name="1A Listening circle")).to_be_visible()
    expect(wall.get_by_role("cell", name="1A Listening circle")).to_be_visible()

    placed(bo, "Waiting lists", second)
    expect(phone.get_by_role("button", name="1B Waiting lists")).to_be_visible()
    expect(wall.get_by_text("Just placed")).to_be_visible()
    assert saying(phone, "Waiting lists") == []
    assert len(saying(wall, "Waiting lists")) == 1

    gathering.host("move_session", session=session, room=first["room"], slot=slots[1]["id"])
    expect(phone.get_by_role("status").filter(has_text="1 notice")).to_have_count(1)

    gathering.host("post_news", text="Soup is ready")
    expect(phone.get_by_text("Soup is ready")).to_be_visible()
    assert saying(phone, "Soup is ready") == ["status"]
    gathering.host("ring_bell", text="Tea")
    expect(phone.get_by_role("alert").filter(has_text="Tea")).to_be_visible()
    expect(wall.get_by_role("alert").filter(has_text="Tea")).to_be_visible()
    assert saying(phone, "Tea") == ["alert"]
    assert saying(wall, "Tea") == ["alert"]

    # A claim that is refused: somebody took the place meanwhile.
    phone.get_by_role("button", name="OK", exact=True).click()
    phone.get_by_role("button", name="2A Listening circle").click()
    phone.get_by_role("button", name="Move").click()
    phone.context.set_offline(True)
    phone.locator("[data-free='1A']").click()
    expect(phone.get_by_text("saving…")).to_be_visible()
    placed(bo, "Night shifts", first)
    phone.context.set_offline(False)
    refusal = phone.get_by_role("dialog").get_by_role("heading", name="1A is taken")
    expect(refusal).to_be_focused()
    assert saying(phone, "1A is taken") == []

    for page in (phone, wall):
        assert [duration for duration in page.evaluate("window.moved") if duration > 1] == []
        page.context.close()

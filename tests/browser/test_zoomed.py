"""Pages at 320 pixels, which is a zoom of 400 %, with the text spacing of WCAG 1.4.12: nothing is cut off at
the side, no focus is hidden below a bar (2.4.11), and what is tapped is large enough (2.5.8): 24 pixels, and
44 for the controls of the phone. And the reader's own settings."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.engines import chromium_only
from tests.browser.phones import PHONE, Gathering, becomes_true
from tests.browser.test_accessible import violations

NARROW = {"width": 320, "height": 640}
SPACED = """p { margin-bottom: 2em !important }
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"""
WRONG = """async ([spaced, main]) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(spaced)
    document.adoptedStyleSheets = [sheet]
    const isShown = one => !one.disabled && one.checkVisibility({ visibilityProperty: true })
    const isSmall = one => [one, ...one.labels ?? []]
        .map(part => part.getBoundingClientRect())
        .every(({ width, height }) => Math.min(width, height) < (main && one.matches(main) ? 43.5 : 23.5))
    const isInSentence = one => getComputedStyle(one).display === "inline"
    const isSeen = one => {
        const { x, y, width, height } = one.getBoundingClientRect()
        const parts = [0.1, 0.5, 0.9]
        return parts.some(right => parts.some(down => {
            const there = document.elementFromPoint(x + width * right, y + height * down)
            return there && (one.contains(there) || there.contains(one))
        }))
    }
    const across = document.documentElement.scrollWidth
    const found = across > innerWidth ? [`scrolls sideways: ${across}`] : []
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary")
    for (const one of [...all].filter(one => isShown(one) && !one.matches(".skip-link"))) {
        one.focus()
        await new Promise(requestAnimationFrame)
        if (isSmall(one) && !isInSentence(one)) found.push(`small: ${one.outerHTML.slice(0, 120)}`)
        if (document.activeElement === one && !isSeen(one))
            found.push(`hidden: ${one.outerHTML.slice(0, 120)}`)
    }
    for (const one of document.querySelectorAll("main *")) {
        const { width, height } = one.getBoundingClientRect()
        const isSqueezed = !one.childElementCount && width < 44 && height > 100 && one.checkVisibility()
        if (isSqueezed) found.push(`a letter or two in a line: ${one.outerHTML.slice(0, 120)}`)
    }
    document.adoptedStyleSheets = []
    return found
}"""

MAIN = "button, a.button, .card, .cell-free, summary, input, select, textarea"
PHONE_PAGES = ["#wall", "#topics", "#day", "#me", "#statement", "/s/1A"]
OTHER_PAGES = [
    *("host#now", "host#wall", "host#settings", "accessibility", "privacy", "statement"),
    *("rooms/A", "wall?at=home", "agenda", "proceedings"),
]


@chromium_only("the same boxes in every browser")
def test_nothing_is_cut_off_hidden_or_small_at_400_percent(
    browser: Browser, gathering: Gathering
) -> None:
    kim = gathering.joins("Kim")
    topic = gathering.asks(kim, "propose_topic", title="Listening circle")["result"]["topic"]
    state = gathering.state()["tables"]
    slot = next(one for one in state["slots"] if one["kind"] == "session")
    place = {"room": state["rooms"][0]["id"], "slot": slot["id"]}
    gathering.asks(kim, "claim_cell", topic=topic, **place)
    context = browser.new_context(viewport=NARROW)
    tokens = (("person", kim), ("host", gathering.host_token))
    context.add_cookies(
        [
            {"name": f"openspace_{role}_{gathering.code}", "value": token, "url": gathering.url}
            for role, token in tokens
        ]
    )
    page = context.new_page()
    front = gathering.url.removesuffix(f"/{gathering.code}")
    wrong = {}
    phone = [f"{gathering.url}{path}" for path in PHONE_PAGES]
    others = [f"{gathering.url}/{path}" for path in OTHER_PAGES]
    for address in (*phone, *others, f"{front}/", f"{front}/new"):
        page.goto("about:blank")
        page.goto(address)
        expect(page.locator("h1, h2").first).to_be_visible()
        main = MAIN if address in phone else ""
        wrong[address.removeprefix(front)] = page.evaluate(WRONG, [SPACED, main])

    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize("looks", ["large", "contrast"])
def test_a_reader_chooses_how_pages_look(
    browser: Browser, gathering: Gathering, looks: str
) -> None:
    label = {"large": "Larger text", "contrast": "High contrast"}[looks]
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(f"{gathering.url}/accessibility")
    page.get_by_label(label).check()

    page.goto(gathering.url)

    before_the_scripts = "document.documentElement.getAttribute('data-looks')"
    assert page.evaluate(before_the_scripts) == looks
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("navigation", name="Views")).to_be_visible()
    assert violations(page) == ""
    page.get_by_role("button", name="Me").click()
    page.get_by_label(label).uncheck()
    assert page.evaluate(before_the_scripts) == ""


def test_quiet_means_no_motion_and_no_vibration(browser: Browser, gathering: Gathering) -> None:
    page: Page = browser.new_context(viewport=PHONE).new_page()
    page.add_init_script("navigator.vibrate = () => { window.vibrated = true }")
    page.goto(f"{gathering.url}/accessibility")
    page.get_by_label("Quiet").check()
    page.goto(gathering.url)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Me").click()
    page.get_by_label("Vibrate when the bell rings").check()
    page.evaluate("window.vibrated = false")

    gathering.host("ring_bell", text="Tea")

    expect(page.get_by_text("Tea").first).to_be_visible()
    becomes_true(page, "() => !document.getAnimations().length")
    assert page.evaluate("window.vibrated") is False

"""The projected wall as the room sees it: large enough, nothing cut off, never a scroll bar."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import comes_to_rest, projectors
from tests.support.server import KEY, Server

TITLES = [
    "What does a learning team look like on an ordinary Tuesday afternoon?",
    "Waiting rooms that calm",
    "Carers: who holds us?",
    "Who writes the crisis plan, and when, and who is in the room while it is being written?",
    "Supervision on a shoestring",
    "Peer support workers in the ward round: welcome, tolerated or listened to?",
    "Psychologically informed environments without a psychologist",
    "Sharing a formulation with the whole team without losing the person it is about",
    "Boundaries and kindness",
    "Reading group for people who have no time to read",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Which of our tools would you lend to a stranger, " * 9 + "and which never?",
]
ROOMS = [
    "Great Hall",
    "Library",
    "Garden Room",
    "Studio",
    "Chapel",
    "Mezzanine",
    "Orangery",
    "Loft",
]

# Firefox measures in 1/60 px, so sizes differ by a few hundredths.
TROUBLE = """() => {
  const smallest = Math.min(innerWidth, innerHeight) * 0.025 - 0.05, found = []
  const walker = document.createTreeWalker(document.getElementById("wall"), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement
    if (!text.data.trim() || element.closest(".visually-hidden, noscript, .wall-controls")) continue
    if (getComputedStyle(element).visibility === "hidden") continue
    const size = parseFloat(getComputedStyle(element).fontSize)
    if (size < smallest) found.push(`small: ${size} px “${text.data.slice(0, 40)}”`)
    const range = document.createRange()
    range.selectNodeContents(text)
    const clips = element.closest(".card, .cell-free, .matrix-room, .matrix-slot, .matrix-band, [data-fit]")
    const box = (clips ?? document.documentElement).getBoundingClientRect()
    for (const line of range.getClientRects()) {
      const glyphs = { bottom: line.bottom - line.height * 0.15, right: line.right }
      if (glyphs.right > box.right + 1 || glyphs.bottom > box.bottom + 1 || line.left < box.left - 1)
        { found.push(`cut off: “${text.data.slice(0, 60)}”`); break }
      if (line.right > innerWidth + 1 || line.bottom > innerHeight + 1)
        { found.push(`off screen: “${text.data.slice(0, 60)}”`); break }
    }
  }
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element)
    if (["auto", "scroll"].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
      found.push(`scrolls: ${element.className}`)
  }
  const root = document.documentElement
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push("the page scrolls")
  return found
}"""

HEIGHT = "element => element.getBoundingClientRect().height"
INSIDE = "e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth"
FONT = "element => parseFloat(getComputedStyle(element).fontSize)"

OUTSIDE = """() => {
  const found = []
  for (const element of document.querySelectorAll("#wall *")) {
    const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    const box = element.getBoundingClientRect()
    if (!(words || element.matches("img")) || !box.width) continue
    if (element.closest(".wall-controls, .visually-hidden")) continue
    const [x, y] = [innerWidth * 0.025 - 0.5, innerHeight * 0.025 - 0.5]
    if (box.left < x || box.top < y || box.right > innerWidth - x || box.bottom > innerHeight - y)
      found.push(`${element.className}: ${element.textContent.slice(0, 40)}`)
  }
  return found
}"""


class Gathering:
    """8 rooms × 8 time slots, with every cell taken but the last."""

    spec: ClassVar[dict[str, Any]] = {
        "title": "Learning teams: an open space of practice",
        "theme": "What would it take for our services to keep learning, together?",
        "timezone": "Europe/London",
        "rooms": [{"name": name, "capacity": 20, "access": "Step-free"} for name in ROOMS],
        "slots": [
            *(
                {"starts_at": f"2027-03-31T{9 + n:02}:00", "ends_at": f"2027-03-31T{9 + n:02}:45"}
                for n in range(8)
            ),
            {
                "starts_at": "2027-03-31T12:45",
                "ends_at": "2027-03-31T13:00",
                "label": "Lunch",
                "kind": "break",
            },
        ],
    }

    def __init__(self, served: Server) -> None:
        self.served = served
        opened = served.post("/api/gatherings", self.spec, KEY)
        self.code = opened["code"]
        self.host = served.post(f"/api/{self.code}/host", {"host_key": opened["host_key"]})["token"]
        self.asked = 0
        tables = served.get(f"/api/{self.code}/state")["tables"]
        self.rooms = sorted(tables["rooms"], key=lambda room: room["position"])
        self.slots = [slot for slot in tables["slots"] if slot["kind"] == "session"]
        self.slots.sort(key=lambda slot: slot["starts_at"])
        self.set_phase("marketplace")

    def fill(self) -> None:
        cells = [(room, slot) for slot in range(8) for room in range(8)]
        for number, (room, slot) in enumerate(cells[:-1]):
            self.place(TITLES[number % len(TITLES)], room, slot)

    def place(self, title: str, room: int, slot: int, token: str = "") -> str:
        """The session that now holds the cell of the room and slot with these numbers, from 0."""
        topic = self.ask("propose_topic", token, title=title, convener_name="Maria")["topic"]
        cell = {"room": self.rooms[room]["id"], "slot": self.slots[slot]["id"]}
        return str(self.ask("claim_cell", token, topic=topic, **cell)["session"])

    def set_phase(self, phase: str) -> None:
        self.ask("set_phase", phase=phase)

    def ask(self, name: str, token: str = "", **args: Any) -> dict[str, Any]:
        """The command's result, asked by the host or by whoever has `token`."""
        self.asked += 1
        message = {"id": f"wall-test-{self.asked:05}", "name": name, "args": args}
        answer = self.served.post(f"/api/{self.code}/commands", message, token or self.host)
        assert answer["ok"], answer
        return dict(answer.get("result", {}))


@pytest.fixture(scope="module")
def full(served: Server) -> Gathering:
    gathering = Gathering(served)
    gathering.fill()
    return gathering


@pytest.fixture
def wall(browser: Browser, served: Server) -> Iterator[Callable[..., Page]]:
    """`wall(gathering, (width, height))` opens a projector."""
    with projectors(browser) as open_wall:
        yield lambda gathering, *size: open_wall(f"{served.url}/{gathering.code}", *size)


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
    page.wait_for_timeout(500)

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


class CommonDay(Gathering):
    """5 rooms × 4 time slots, with an opening, lunch and a closing."""

    spec: ClassVar[dict[str, Any]] = {
        **Gathering.spec,
        "rooms": Gathering.spec["rooms"][:5],
        "slots": [
            {"starts_at": f"2027-03-31T{start}", "ends_at": f"2027-03-31T{end}", **more}
            for start, end, more in [
                ("09:30", "10:30", {"kind": "plenary", "label": "Opening circle"}),
                ("10:30", "11:30", {}),
                ("11:30", "12:30", {}),
                ("12:30", "13:30", {"kind": "break", "label": "Lunch"}),
                ("13:30", "14:30", {}),
                ("14:45", "15:45", {}),
                ("16:00", "17:00", {"kind": "plenary", "label": "Closing circle"}),
            ]
        ],
    }


NEWS = (
    "The lift is out of order: please use the ramp on the garden side, it is open all day, and "
    "somebody at the door helps with chairs and bags."
)
SIXTY_EIGHT = "How do we keep learning when the rota is always short of two people?"


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

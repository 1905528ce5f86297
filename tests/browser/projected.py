"""Gatherings on a projected wall, and how to see that its text is large enough and whole."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.phones import projectors
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


@pytest.fixture
def wall(browser: Browser, served: Server) -> Iterator[Callable[..., Page]]:
    """`wall(gathering, (width, height))` opens a projector."""
    with projectors(browser) as open_wall:
        yield lambda gathering, *size: open_wall(f"{served.url}/{gathering.code}", *size)


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

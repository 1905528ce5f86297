"""What one screen does with it: a Chromium whose processor is slowed down to a quarter, on 127.0.0.1.

wall: from the start of the navigation until the wall is of use: its cells are painted, and after that no task
of more than 50 ms (the browser's own "long task") ran for two seconds; the end of the last one counts. Empty
cache, the large gathering, no slow network: a wall's computer stands beside the server.

change: from a frame on the socket (the time stamp of its event) until the first picture with the change in
it: the DOM changed, a frame was rendered after that, and its task is over. Motion that follows (a card that
glides) is not waited for. And the sum of layout shifts in the second after that.

first load: a phone that was never here, 9 Mbit/s and 100 ms: the largest paint, and what crossed the wire,
headers included, as the browser counted it.
"""

import contextlib
import statistics
from collections.abc import Iterator
from secrets import token_hex
from typing import Any

from day import Venue
from scenarios import large_store
from servers import Absent, openspace

from tests.support.chromium import chromium_path

Figures = dict[str, float]

SLOWER = 4
PHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1080}
MBIT, LATENCY = 9, 100
TITLES = (
    "Waiting rooms that calm",
    "Who writes the crisis plan, and when?",
    "How do we talk about risk without frightening each other?",
    "Art, gardening and walking groups: what is the evidence for them?",
)

_WATCH = """
window.bench = { painted: null, quietFrom: 0, shift: 0, largest: 0, changes: [] }
const watch = (type, take) =>
    new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true })
const ALL = { childList: true, subtree: true, attributes: true, characterData: true }
watch("longtask", task => { bench.quietFrom = Math.max(bench.quietFrom, task.startTime + task.duration) })
watch("layout-shift", shift => { bench.shift += shift.value })
watch("largest-contentful-paint", paint => { bench.largest = paint.startTime })
const afterPaint = then => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => then(performance.now())
    port2.postMessage(null)
})
const cells = new MutationObserver(() => {
    if (!document.querySelector(".card--wall")) return
    cells.disconnect()
    afterPaint(at => { bench.painted = at })
})
cells.observe(document, { childList: true, subtree: true })
const Plain = window.WebSocket
window.WebSocket = class extends Plain {
    constructor(...given) {
        super(...given)
        this.addEventListener("message", ({ data, timeStamp }) => {
            if (!`${data}`.startsWith('42["changes"')) return
            const changed = new MutationObserver(() => {
                changed.disconnect()
                afterPaint(at => bench.changes.push(at - timeStamp))
            })
            changed.observe(document.getElementById("app"), ALL)
        })
    }
}
"""


def wall(mode: str, runs: int) -> Figures:
    """Raises Absent."""
    db, code = large_store()
    with _chromium() as browser, openspace(mode, db) as server:
        server.timed(f"/{code}/wall")
        found = [_wall(browser, f"{server.url}/{code}/wall") for _ in range(runs)]
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def _wall(browser: Any, url: str) -> Figures:
    with _page(browser, WALL) as (page, _):
        page.goto(url, wait_until="commit")
        last = "Math.max(bench.painted, bench.quietFrom)"
        page.wait_for_function(
            f"bench.painted && performance.now() - {last} > 2000", timeout=60_000
        )
        return {
            "interactive": page.evaluate(last),
            "painted": page.evaluate("bench.painted"),
            "cards": page.locator(".card--wall").count(),
        }


def changes(mode: str, runs: int, moves: int = 5) -> Figures:
    """Raises Absent."""
    painted: list[float] = []
    shifts: list[float] = []
    with _chromium() as browser, openspace(mode) as server:
        venue = Venue(server, rooms=8, slots=8)
        claims = _Claims(venue)
        for _ in range(runs):
            with _page(browser, PHONE) as (page, _):
                name = f"openspace_person_{venue.code}"
                cookie = {"name": name, "value": venue.joins(), "url": server.url}
                page.context.add_cookies([cookie])
                page.goto(f"{server.url}/{venue.code}")
                page.wait_for_selector(".status--live", state="attached")
                page.wait_for_timeout(1500)
                for _ in range(moves):
                    page.evaluate("bench.shift = 0; bench.changes = []")
                    claims.move()
                    page.wait_for_function("bench.changes.length")
                    page.wait_for_timeout(1000)
                    painted += page.evaluate("bench.changes")
                    shifts.append(page.evaluate("bench.shift"))
    return {"change": statistics.median(painted), "worst": max(painted), "shift": max(shifts)}


def first_load(mode: str, runs: int) -> Figures:
    """Raises Absent."""
    with _chromium() as browser, openspace(mode) as server:
        venue = Venue(server, rooms=8, slots=8)
        found = [_first_load(browser, venue) for _ in range(runs)]
    return {name: statistics.median(run[name] for run in found) for name in found[0]}


def _first_load(browser: Any, venue: Venue) -> Figures:
    with _page(browser, PHONE) as (page, devtools):
        loaded: list[float] = []
        devtools.on(
            "Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"])
        )
        throughput = MBIT * 1_000_000 / 8
        conditions = {"offline": False, "latency": LATENCY}
        devtools.send(
            "Network.emulateNetworkConditions",
            {**conditions, "downloadThroughput": throughput, "uploadThroughput": throughput},
        )
        page.goto(f"{venue.server.url}/{venue.code}", wait_until="load")
        first = loaded.copy()
        page.wait_for_timeout(1500)
        return {
            "largest": page.evaluate("bench.largest"),
            "bytes": sum(first),
            "requests": len(first),
            "later": sum(loaded) - sum(first),
        }


class _Claims:
    """Half of the cells are held; each move takes one session from its cell into the free one beside it."""

    def __init__(self, venue: Venue) -> None:
        self._venue, self._turn = venue, 0
        key = {"host_key": venue.host_key}
        self._token = venue.server.post(f"/api/{venue.code}/host", key)["token"]
        self._ask("set_phase", phase="marketplace")
        self._token = venue.joins()
        self._held = []
        pairs = [(slot, room) for slot in venue.slots for room in venue.rooms[::2]]
        for n, (slot, room) in enumerate(pairs):
            title = TITLES[n % len(TITLES)]
            topic = self._ask("propose_topic", title=title, convener_name="Kim")["topic"]
            session = self._ask("claim_cell", topic=topic, room=room, slot=slot)["session"]
            self._held.append({"session": session, "slot": slot, "room": room})

    def move(self) -> None:
        """One session after the other of the first time slot, which a phone shows: next door, and back."""
        rooms = self._venue.rooms
        held = self._held[self._turn % (len(rooms) // 2)]
        held["room"] = rooms[rooms.index(held["room"]) ^ 1]
        self._ask("move_session", **held)
        self._turn += 1

    def _ask(self, name: str, **args: str) -> Any:
        command = {"id": token_hex(8), "name": name, "args": args}
        answer = self._venue.server.post(f"/api/{self._venue.code}/commands", command, self._token)
        return answer.get("result")


@contextlib.contextmanager
def _chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise Absent("Playwright is not installed") from None
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium_path(), args=["--no-sandbox"]
            )
        except Error as error:
            raise Absent(f"no Chromium: {error.message.splitlines()[0]}") from None
        yield browser
        browser.close()


@contextlib.contextmanager
def _page(browser: Any, size: dict[str, int]) -> Iterator[tuple[Any, Any]]:
    """A page with nothing kept from before, on a slow processor, with its devtools."""
    context = browser.new_context(viewport=size, bypass_csp=True)
    page = context.new_page()
    page.add_init_script(_WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page, devtools
    context.close()


if __name__ == "__main__":
    for measure in (first_load, changes, wall):
        print(measure("eventlet", 5))

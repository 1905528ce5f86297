"""How long a book takes, and whether people who claim cells notice.

python bench/proceedings.py [--record ../shared/data/iiw-21.json] [--times 5]

A real server on this machine, in a process of its own. Every request but those of "again" asks for a
book that changed since, so that nothing comes from the cache. BENCH_PORT says on which port.
"""

import argparse
import http.client
import json
import math
import random
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import convert_iiw
from played import keep, play
from servers import OpenSpace, openspace

from openspace.exchange.gathering_file import GatheringFile, from_data
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.proceedings.formats import FORMATS
from openspace.service.host_keys import hash_of

CODE = "K7MQ2X"
HOST_KEY = "the bench's host key"
MEDIAN, P95, LARGEST = 1_962, 7_459, 19_154
"""Characters of a report, as measured over 673 real ones."""

SESSIONS, ROOMS = 300, 20
WORDS = re.findall(
    r"\w+",
    "people who come say that time trust and a room of their own help a team to learn what nobody "
    "had planned we asked how often when with whom it began with tea questions stories two nurses "
    "one carer the night shift next week again because it was theirs",
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--record", type=Path, default=Path("../shared/data/iiw-21.json"))
    asked.add_argument("--times", type=int, default=5)
    options = asked.parse_args()
    measure("300 sessions", from_data(large()), options.times)
    if options.record.is_file():
        record = json.loads(options.record.read_text("utf-8"))
        measure("IIW 21", from_data(convert_iiw.convert(record)), options.times)
    else:
        print(f"{options.record} is not there: only the made-up gathering was measured.")


def large() -> dict[str, Any]:
    """A made-up gathering whose reports have the sizes of real ones: log-normal, up to the largest."""
    dice = random.Random(20)
    spread = math.log(P95 / MEDIAN) / 1.645
    normal = statistics.NormalDist()
    sizes = [
        min(LARGEST, int(MEDIAN * math.exp(spread * normal.inv_cdf((n + 0.5) / SESSIONS))))
        for n in range(SESSIONS)
    ]
    sizes[-1] = LARGEST
    dice.shuffle(sizes)
    starts = [f"2027-03-{1 + n // 5:02}T{9 + n % 5:02}" for n in range(SESSIONS // ROOMS)]
    rooms = [f"Space {n + 1}" for n in range(ROOMS)]
    return {
        "title": "A large gathering",
        "timezone": "Europe/London",
        "rooms": [{"name": name} for name in [*rooms, "For the claims"]],
        "slots": [{"starts_at": f"{at}:00", "ends_at": f"{at}:45"} for at in starts],
        "topics": [
            {
                "title": f"Topic {n + 1}: {prose(dice, 40)}",
                "tags": dice.sample(WORDS, 2),
                "cells": [{"room": rooms[n % ROOMS], "slot": f"{starts[n // ROOMS]}:00"}],
                "notes": [{"kind": "summary", "text": prose(dice, size)}],
            }
            for n, size in enumerate(sizes)
        ],
    }


def prose(dice: random.Random, size: int) -> str:
    text, length = [], 0
    while length < size:
        word = dice.choice(WORDS) + dice.choice(["", "", "", "", "", "", "", ",", ".", ".\n\n"])
        text.append(word)
        length += len(word) + 1
    return " ".join(text)[:size].strip() + "."


def measure(name: str, file: GatheringFile, times: int) -> None:
    with TemporaryDirectory() as folder:
        db = Path(folder) / "sessions.db"
        ledger = SqliteLedger(db)
        keep(play(file), ledger, hash_of(HOST_KEY))
        ledger.close()
        with openspace(db=db) as server:
            print(f"\n### {name}\n\n| what | median | longest |\n|---|---|---|")
            live = Claims(server)
            for _ in range(50):
                live.claim()
            books(server, live, times)
            claims(server, live, times)


def books(server: OpenSpace, live: "Claims", times: int) -> None:
    def page() -> None:
        server.timed(f"/{CODE}/proceedings")

    def one(ending: str) -> Callable[[], None]:
        return lambda: void(server.timed(f"/{CODE}/proceedings.{ending}"))

    def all_formats() -> None:
        for ending in FORMATS:
            server.timed(f"/{CODE}/proceedings.{ending}")

    def all_at_once() -> None:
        with ThreadPoolExecutor(len(FORMATS)) as pool:
            for found in [pool.submit(one(ending)) for ending in FORMATS]:
                found.result()

    def fresh(work: Callable[[], None]) -> list[float]:
        found = []
        for _ in range(times):
            live.claim()
            found.append(timed(work))
        return found

    one("pdf")()
    row("page to read", fresh(page))
    for ending in FORMATS:
        row(f".{ending}", fresh(one(ending)))
        row(f".{ending} again, nothing changed", [timed(one(ending)) for _ in range(20)])
    row("all formats, one after the other", fresh(all_formats))
    row("all formats at once", fresh(all_at_once))


def claims(server: OpenSpace, live: "Claims", times: int) -> None:
    """What a claim takes while nothing else happens, and while books are made without a break."""
    idle = list(meanwhile(lambda: time.sleep(0.01), live, 60 * times))
    row("claim, idle", idle)
    for ending in [*FORMATS, ""]:
        found = list(meanwhile(lambda e=ending: make(server, e), live, 60 * times))
        what = f".{ending}" if ending else "the page"
        row(f"claim while {what} is made", found, f" ({ratio(found, idle)} of idle)")


def make(server: OpenSpace, ending: str) -> None:
    server.timed(f"/{CODE}/proceedings" + (f".{ending}" if ending else ""))


def meanwhile(work: Callable[[], None], live: "Claims", count: int) -> Iterator[float]:
    over = threading.Event()

    def go_on() -> None:
        while not over.is_set():
            work()

    maker = threading.Thread(target=go_on)
    maker.start()
    try:
        for _ in range(count):
            yield live.claim()
            time.sleep(0.02)
    finally:
        over.set()
        maker.join()


class Claims:
    """Somebody at the wall, who moves a session between free cells on one connection that is kept."""

    def __init__(self, server: OpenSpace) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self._token = self._post("join", {})["token"]
        self._nth = 0
        state = server.get(f"/api/{CODE}/state")["tables"]
        taken = {(row["room"], row["slot"]) for row in state["sessions"]}
        cells = ((r["id"], s["id"]) for r in state["rooms"] for s in state["slots"])
        free = [cell for cell in cells if cell not in taken]
        self._cells = [{"room": room, "slot": slot} for room, slot in free[:2]]
        topic = self._ask("propose_topic", title="What do claims feel like?")["topic"]
        self._session = self._ask("claim_cell", topic=topic, **self._cells[0])["session"]

    def claim(self) -> float:
        self._nth += 1
        begin = time.perf_counter()
        self._ask("move_session", session=self._session, **self._cells[self._nth % 2])
        return time.perf_counter() - begin

    def _ask(self, name: str, **args: Any) -> dict[str, Any]:
        id = f"{random.getrandbits(80):020x}"
        answer = self._post("commands", {"id": id, "name": name, "args": args})
        found: dict[str, Any] = answer["result"]
        return found

    def _post(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if what != "join":
            headers["Authorization"] = f"Bearer {self._token}"
        self._line.request("POST", f"/api/{CODE}/{what}", json.dumps(body), headers)
        response = self._line.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
        if response.status >= 400:
            raise RuntimeError(f"{what}: {answer}")
        return answer


def timed(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def row(what: str, seconds: list[float], more: str = "") -> None:
    print(
        f"| {what} | {told(statistics.median(seconds))}{more} | {told(max(seconds))} |", flush=True
    )


def told(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def ratio(these: list[float], those: list[float]) -> str:
    return f"{statistics.median(these) / statistics.median(those):.2f} ×"


def void(_: object) -> None:
    pass


if __name__ == "__main__":
    sys.exit(main())

"""Searches a community with many published books while somebody types, and takes claims meanwhile.

bin/bench search [NOTES] [--records FOLDER]

FOLDER has the records of the Internet Identity Workshop; without it all texts are made up. Every letter that
is typed is one request. Claims are sent in turns with and without a searcher, who is a process of its own.
"""

import argparse
import http.client
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

from bench.books import SLUG, Language, fill
from bench.servers import PORT, WORK, OpenSpace, openspace
from openspace.ledger.stores import open_store

PHRASES, ROUNDS = 40, 5
PAUSE_SECONDS = 0.15
"""Between two letters of the searcher."""
PAIRS = 12
SECONDS_EACH = 2.0
CLAIM_EVERY_SECONDS = 0.02
GOALS = {"page": 100.0, "search p99": 30.0, "claims": 1.10}

Figures = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", nargs="?", type=int, default=100_000)
    parser.add_argument("--records", type=Path, help="folder with iiw-*.json")
    given = parser.parse_args()
    found = measure(given.notes, given.records)
    print(told(found))
    return 0 if reached(found) else 1


def measure(notes: int, records: Path | None = None, mode: str = "eventlet") -> Figures:
    """Return the times in ms (of searches the medians of ROUNDS), and how many times as long claims take
    while somebody searches."""
    db, began = Path(mkdtemp(dir=WORK)) / "sessions.db", time.perf_counter()
    ledger = open_store(db)
    language = fill(ledger, notes, records)
    gatherings = len(ledger.codes())
    ledger.close()
    filled = time.perf_counter() - began
    with openspace(mode, db=db) as server:
        before = server.cpu
        rounds = [
            sorted(_typed([language.says(language.chance.randint(1, 3)) for _ in range(PHRASES)]))
            for _ in range(ROUNDS)
        ]
        requests = sum(map(len, rounds))
        return {
            "gatherings": gatherings,
            "megabytes": db.stat().st_size / 1e6,
            "filled": filled,
            "page": 1000 * max(server.timed(f"/c/{SLUG}")[1] for _ in range(20)),
            "requests": requests,
            "processor": 1000 * (server.cpu - before) / requests,
            "search": statistics.median(times[len(times) // 2] for times in rounds),
            "search p99": statistics.median(times[int(len(times) * 0.99)] for times in rounds),
            **_claims(server, language),
        }


def told(found: Figures) -> str:
    return (
        "{gatherings:.0f} gatherings, {megabytes:.0f} MB, filled in {filled:.0f} s\n"
        "the community's page: {page:.0f} ms, the slowest of 20\n"
        "search, {requests:,.0f} requests: {search:.1f} / {search p99:.1f} ms, {processor:.1f} of the "
        "server's processor\n"
        "claims: {alone:.2f} ms alone, {meanwhile:.2f} ms while somebody searches; {claims:.3f} times in the "
        "median of {pairs:.0f} pairs ({least:.2f} to {most:.2f})"
    ).format(**found)


def reached(found: Figures) -> bool:
    return all(found[name] <= goal for name, goal in GOALS.items())


def _typed(phrases: list[str]) -> Iterator[float]:
    """Yield the time of each request in ms: one for every letter."""
    line = http.client.HTTPConnection("127.0.0.1", PORT)
    for phrase in phrases:
        for end in range(1, len(phrase) + 1):
            yield _asked(line, phrase[:end])


def _asked(line: http.client.HTTPConnection, text: str) -> float:
    began = time.perf_counter()
    line.request("GET", f"/api/c/{SLUG}/search?q={quote(text)}")
    answer = line.getresponse()
    body = answer.read()
    took = 1000 * (time.perf_counter() - began)
    assert answer.status == 200, body
    return took


# --- claims, with and without a searcher


def _claims(server: OpenSpace, language: Language) -> Figures:
    mover = _Mover(server)
    fresh = multiprocessing.get_context("spawn")
    is_typing, is_over = fresh.Event(), fresh.Event()
    phrases = [language.says(2) for _ in range(50)]
    searcher = fresh.Process(target=_types, args=(phrases, is_typing, is_over))
    searcher.start()
    pairs = []
    for nth in range(PAIRS):
        times = {}
        for searches in (True, False) if nth % 2 else (False, True):
            (is_typing.set if searches else is_typing.clear)()
            time.sleep(0.2)
            times[searches] = statistics.median(mover.moves(SECONDS_EACH))
        pairs.append((times[False], times[True]))
    is_over.set()
    is_typing.set()
    searcher.join()
    ratios = [meanwhile / alone for alone, meanwhile in pairs]
    return {
        "pairs": PAIRS,
        "alone": statistics.median(alone for alone, _ in pairs),
        "meanwhile": statistics.median(meanwhile for _, meanwhile in pairs),
        "claims": statistics.median(ratios),
        "least": min(ratios),
        "most": max(ratios),
    }


def _types(phrases: list[str], is_typing: Event, is_over: Event) -> None:
    line = http.client.HTTPConnection("127.0.0.1", PORT)
    while not is_over.is_set():
        for phrase in phrases:
            for end in range(1, len(phrase) + 1):
                is_typing.wait()
                if is_over.is_set():
                    return
                _asked(line, phrase[:end])
                time.sleep(PAUSE_SECONDS)


class _Mover:
    """Moves one session to and fro between two cells of a gathering that goes on."""

    def __init__(self, server: OpenSpace) -> None:
        rooms, at = [{"name": "Oak"}, {"name": "Elm"}], "2027-03-31T1"
        slots = [{"starts_at": f"{at}0:00", "ends_at": f"{at}1:00"}]
        venue = server.opens(title="Today", rooms=rooms, slots=slots, phase="marketplace")
        self.code, self._asked = venue.code, 0
        self._line = http.client.HTTPConnection("127.0.0.1", PORT)
        self._token = venue.joins("Kim")["token"]
        tables = server.get(f"/api/{self.code}/state")["tables"]
        slot = next(one["id"] for one in tables["slots"] if one["kind"] == "session")
        self._cells = [{"room": room["id"], "slot": slot} for room in tables["rooms"][:2]]
        topic = self._send("propose_topic", title="A topic")["topic"]
        self._session = self._send("claim_cell", topic=topic, **self._cells[0])["session"]

    def moves(self, seconds: float) -> list[float]:
        """Return the times in ms."""
        times, until = [], time.perf_counter() + seconds
        while time.perf_counter() < until:
            began = time.perf_counter()
            self._send("move_session", session=self._session, **self._cells[self._asked % 2])
            times.append(1000 * (time.perf_counter() - began))
            time.sleep(CLAIM_EVERY_SECONDS)
        return times

    def _send(self, name: str, **args: str) -> dict[str, str]:
        self._asked += 1
        body = json.dumps({"id": f"{self._asked}", "name": name, "args": args})
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
        self._line.request("POST", f"/api/{self.code}/commands", body, headers)
        answer = json.loads(self._line.getresponse().read())
        assert answer["ok"], answer
        return dict(answer.get("result") or {})


if __name__ == "__main__":
    sys.exit(main())

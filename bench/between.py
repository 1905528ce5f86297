"""How long a change takes from one worker to the screens of the others: bin/bench between [WORKERS]

A topic is proposed on one worker again and again. The delay is the time until the last screen has it, on the
same worker and on another one; what is between them is the hint, and reading the change from the store.
"""

import json
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path
from secrets import token_hex
from typing import Any

import websocket

from bench.faults.days import opened, unlimited
from bench.faults.verdict import percentile
from tests.support.workers import Workers

SCREENS = 20
TIMES = 200
PAUSE = 0.03
GOAL = 10.0
"""Milliseconds between the screens of the two workers, in the median."""


def main() -> None:
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    with (
        tempfile.TemporaryDirectory(prefix="openspace-bench-") as folder,
        Workers(Path(folder), workers, **unlimited()) as server,
    ):
        server.are_all_there()
        same, other = measure(server)
    between = [1000 * (b - a) for a, b in zip(same, other, strict=True)]
    for name, delays in (("the same worker", same), ("another worker", other)):
        print(f"{SCREENS} screens on {name}: {_figures([1000 * d for d in delays])}")
    print(f"between the two: {_figures(between)}; goal: median <= {GOAL:g} ms")
    sys.exit(statistics.median(between) > GOAL)


def measure(server: Workers) -> tuple[list[float], list[float]]:
    """The seconds to the last screen on the sender's worker, and on another one, for each change."""
    code, [token], _ = opened(server, 1)
    here, there, *_ = server.workers
    sender = _socket(server, code, here, token)
    screens = [[_socket(server, code, pid) for _ in range(SCREENS)] for pid in (here, there)]
    same, other = [], []
    for _ in range(TIMES):
        title = token_hex(8)
        ask = {"id": title, "name": "propose_topic", "args": {"title": title}}
        began = time.perf_counter()
        sender.send("421" + json.dumps(["command", ask]))
        for delays, ones in zip((same, other), screens, strict=True):
            for one in ones:
                _until(one, title)
            delays.append(time.perf_counter() - began)
        _until(sender, title)
        time.sleep(PAUSE)
    return same, other


def _socket(server: Workers, code: str, worker: int, token: str | None = None) -> Any:
    """A WebSocket that joined the gathering on this worker."""
    while True:
        line = socket.create_connection(("127.0.0.1", server.port))
        if server.worker_of(line) != worker:
            line.close()
            continue
        one = websocket.create_connection(
            server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", socket=line
        )
        one.recv()
        one.send("40" + json.dumps({"gathering": code, **({"token": token} if token else {})}))
        assert str(one.recv()).startswith("40")
        return one


def _until(one: Any, title: str) -> None:
    """Read until the topic is there."""
    while True:
        frame = str(one.recv())
        if frame == "2":
            one.send("3")
        elif frame.startswith('42["changes"') and title in frame:
            return


def _figures(delays: list[float]) -> str:
    return f"{statistics.median(delays):.1f} / {percentile(delays, 99):.1f} ms (median, p99)"


if __name__ == "__main__":
    main()

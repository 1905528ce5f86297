"""Throws odd frames at a server of its own, and says what it did with them.

python -m bench.fuzz --frames 1000000   (about 3 minutes; needs what bin/test needs)
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import websocket

from bench.odd_frames import odd_frames
from tests.support.server import Server, serving

_AT_ONCE = 200
"""Frames on the way before the answers are waited for."""

_SAMPLES = 10
"""How often memory is looked at between the first and the last frame."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    how = parser.parse_args()
    with TemporaryDirectory() as folder:
        with serving(Path(folder)) as server:
            said = _throw(server, how.frames, how.seed)
        said["tracebacks"] = server.log.count("Traceback")
    print(json.dumps(said, indent=2))
    sys.exit(bool(said["tracebacks"] or said["unanswered"] or said["grown_mb"] > 20))


def _throw(server: Server, count: int, seed: int) -> dict[str, Any]:
    frames = odd_frames(Random(seed), 10**12)
    line = _connect(server)
    # What the first ones make, caches and the like, is no leak.
    _batches(line, frames, min(count, 5_000))
    memory, began = [server.memory / 2**20], time.monotonic()
    answers: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(_SAMPLES):
        told, took = _batches(line, frames, count // _SAMPLES)
        answers, slowest = answers + told, max(slowest, took)
        memory.append(server.memory / 2**20)
    return {
        "frames": count,
        "seconds": round(time.monotonic() - began, 1),
        "asked": answers["asked"],
        "unanswered": answers["asked"] - answers["answered"],
        f"slowest_batch_of_{_AT_ONCE}_seconds": round(slowest, 2),
        "grown_mb": round(memory[-1] - memory[0], 1),
        "memory_mb": [round(one, 1) for one in memory],
    }


def _batches(line: websocket.WebSocket, frames: Any, count: int) -> tuple[Counter[str], float]:
    """How many were asked and answered, and the seconds that the slowest batch took."""
    asked = answered = 0
    slowest = 0.0
    while count > 0:
        batch = [next(frames) for _ in range(min(count, _AT_ONCE))]
        count -= len(batch)
        began = time.monotonic()
        for frame in batch:
            line.send(frame)
        waiting = sum(frame.startswith("421") for frame in batch)
        asked += waiting
        while waiting:
            try:
                frame = line.recv()
            except websocket.WebSocketTimeoutException:
                break
            if frame == "2":
                line.send("3")
            if frame.startswith("43"):
                waiting -= 1
                answered += 1
        slowest = max(slowest, time.monotonic() - began)
    return Counter(asked=asked, answered=answered), slowest


def _connect(server: Server) -> websocket.WebSocket:
    venue = server.opens(title="Odd")
    url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(url, timeout=5)
    line.recv()
    line.send("40" + json.dumps({"gathering": venue.code, "token": venue.joins()["token"]}))
    return line


if __name__ == "__main__":
    main()

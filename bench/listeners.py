"""Screens that only look, in a process of their own: one process may open 20,000 files, and one core is not
enough to read for 20,000 screens.

`listeners.py PORT CODE COUNT` says "live" when all are connected, reads until its input ends, and prints
seq → [when the last screen heard of it, how many did].
"""

import json
import select
import subprocess
import sys
from pathlib import Path

import scenarios
from crowd import Crowd
from day import Venue
from scenarios import Figures
from servers import openspace, with_workers


class Listeners:
    """The other side: starts the process, and reads what it says."""

    def __init__(self, port: int, code: str, count: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), str(port), code, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def are_live(self) -> None:
        """Return when they are. Raises RuntimeError."""
        assert self._process.stdout
        if self._process.stdout.readline() != "live\n":
            raise RuntimeError("the listeners did not connect")

    def ends(self) -> dict[int, tuple[float, int]]:
        told, _ = self._process.communicate("", timeout=60)
        return {int(seq): (last, heard) for seq, (last, heard) in json.loads(told).items()}


def many_screens(mode: str, screens: int, workers: int, rate: float, seconds: float) -> Figures:
    """A claim onto so many screens that two processes read for them."""
    with openspace(mode, None, **with_workers(workers)) as server:
        venue, crowd = Venue(server), Crowd(server.port)
        conveners = venue.conveners(crowd, 20)
        parts = [Listeners(server.port, venue.code, screens // 2) for _ in range(2)]
        for part in parts:
            part.are_live()
        crowd.runs(2)
        memory = server.memory
        figures = scenarios.measured(server, crowd, conveners.move, rate, seconds, 20)
        crowd.runs(2)
        heard = [part.ends() for part in parts]
        crowd.goes()
        claims = [(at, seq) for at, _, seq, _ in crowd.sent.done]
        told = [(at, [part[seq] for part in heard if seq in part]) for at, seq in claims]
        delays = [max(last for last, _ in found) - at for at, found in told if len(found) == 2]
        return {
            **figures,
            **scenarios.quantiles(delays),
            "missed": screens * len(told) - sum(many for _, found in told for _, many in found),
            "memory": memory,
        }


def main() -> None:
    port, code, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    crowd = Crowd(port)
    crowd.comes([{"gathering": code, "as": "wall"}] * count, seconds=300)
    print("live", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        crowd.step(0.05)
    (hall,) = crowd.halls
    print(json.dumps({seq: (last, hall.heard[seq]) for seq, last in hall.last.items()}))
    crowd.goes()


if __name__ == "__main__":
    main()

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

from crowd import Crowd


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

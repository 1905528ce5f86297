"""What --metrics-port costs: the server's processor time for a command, without and with it, in turns.

`bin/bench figures [PAIRS]`. The clients share the processors with the server, so only the ratio tells.
"""

import os
import statistics
import sys

from scenarios import commands

from tests.support.process import free_port

_SENDERS, _SECONDS = 100, 5.0
_PORT = "OPENSPACE_METRICS_PORT"


def main() -> None:
    pairs = [(used(False), used(True)) for _ in range(int(sys.argv[1]) if sys.argv[1:] else 5)]
    for without, with_them in pairs:
        print(f"{without:.0f} µs without, {with_them:.0f} with, {with_them / without:.3f}")
    medians = [statistics.median(column) for column in zip(*pairs, strict=True)]
    ratio = statistics.median(with_them / without for without, with_them in pairs)
    print(f"medians: {medians[0]:.0f} and {medians[1]:.0f} µs; median of the ratios {ratio:.3f}")


def used(is_measured: bool) -> float:
    """Return the microseconds of the server's processor time for each command."""
    os.environ.pop(_PORT, None)
    if is_measured:
        os.environ[_PORT] = str(free_port())
    figures = commands("eventlet", _SENDERS, _SECONDS)
    return 10_000 * figures["server_cpu"] / figures["per_second"]


if __name__ == "__main__":
    main()

"""What a test waits for: a command is answered before its change is on every screen."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def waits(
    until: Callable[[], T], seconds: float = 30, says: Callable[[], str] = lambda: "in vain"
) -> T:
    """What `until` answers, asked until it is true; fails after `seconds` with what `says` answers then."""
    end = time.monotonic() + seconds
    while not (found := until()):
        assert time.monotonic() < end, says()
        time.sleep(0.01)
    return found


def told(socket: Any) -> list[str]:
    """The names of the messages that a Socket.IO test client received, presence left out; waits for one."""
    return waits(lambda: [m["name"] for m in socket.get_received() if m["name"] != "presence"])

"""A phone's page with the state in it: put together from compressed parts, or compressed whole each time.

`bin/bench state` prints the median milliseconds of both, and their ratio, for three sizes of gathering.
docs/decisions/0023-state.md says what followed from it.
"""

import random
import secrets
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.audience import see, see_about, see_own
from openspace.domain.gathering import Gathering
from openspace.domain.rules.people import Join
from openspace.domain.viewer import PUBLIC, Viewer
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest, execute_batch, read_request
from openspace.web.sending import send_page
from openspace.web.views import encoded

SIZES = ((60, 2_000, 8, 8), (300, 500, 20, 12), (1_000, 500, 40, 12))
"""Topics, people, rooms, slots."""

_ROUNDS = 60

Make = Callable[[Gathering, Viewer], bytes]


def main() -> None:
    print("topics  from parts  whole, level 1  whole, level 6  bytes: parts, level 1, level 6")
    for size in SIZES:
        app, gathering, people = a_gathering(*size)
        headers = {"Accept-Encoding": "gzip"}
        with app.test_request_context("/", headers=headers):
            makers = (from_parts, whole(1), whole(6))
            sizes = [len(make(gathering, people[0])) for make in makers]
            times = [median(make, gathering, people) for make in makers]
        ratios = [f"{took:5.2f} ms ({took / times[0]:.1f} ×)" for took in times]
        print(f"{size[0]:6}  {'  '.join(ratios)}  {sizes}")


def a_gathering(topics: int, people: int, rooms: int, slots: int) -> tuple[Flask, Gathering, Any]:
    db = Path(tempfile.mkdtemp()) / "sessions.db"
    app = create_app(Settings(db=db, async_mode="threading", limits=Limits.none()))
    ledger, chance = app.extensions["openspace"].ledger, random.Random(7)
    gathering, _ = open_new(
        ledger,
        {
            "title": "Learning together",
            "timezone": "UTC",
            "topics_each": 0,
            "opens_early": True,
            "rooms": [{"name": f"Room {n}"} for n in range(rooms)],
            "slots": [
                {"starts_at": f"2027-03-31T{8 + n:02}:00", "ends_at": f"2027-03-31T{8 + n:02}:45"}
                for n in range(slots)
            ],
        },
        SYSTEM,
    )
    joins = execute_batch(
        ledger, gathering.code, [CommandRequest(PUBLIC, Join(name=""))] * people, SYSTEM
    )
    viewers = [Viewer("person", joined["result"]["person"]) for joined in joins]
    words = [secrets.token_hex(chance.randint(1, 5)) for _ in range(3_000)]
    for _ in range(topics):
        args = {
            "title": " ".join(chance.choices(words, k=7)),
            "description": " ".join(chance.choices(words, k=40)),
        }
        message = {"id": secrets.token_hex(8), "name": "propose_topic", "args": args}
        execute_batch(
            ledger, gathering.code, [read_request(chance.choice(viewers), message)], SYSTEM
        )
    return app, ledger.load(gathering.code), viewers


def from_parts(gathering: Gathering, viewer: Viewer) -> bytes:
    about = see_about(gathering, viewer)
    page = {"code": gathering.code, "role": "person", "base_url": "http://192.0.2.1"}
    return b"".join(send_page("phone.html", about, gathering, viewer, page).response)  # type: ignore[arg-type]


def whole(level: int) -> Make:
    """The public's state is encoded once, a person's own rows each time, and all of it is compressed."""
    kept: dict[int, bytes] = {}

    def make(gathering: Gathering, viewer: Viewer) -> bytes:
        if gathering.seq not in kept:
            kept[gathering.seq] = encoded(see(gathering, PUBLIC))
        return zlib.compress(kept[gathering.seq] + encoded(see_own(gathering, viewer)), level)

    return make


def median(make: Make, gathering: Gathering, people: list[Viewer]) -> float:
    """Milliseconds."""
    times = []
    for nth in range(_ROUNDS):
        began = time.perf_counter()
        make(gathering, people[nth % len(people)])
        times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)


if __name__ == "__main__":
    main()

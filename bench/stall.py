"""A second in which the disk hangs in fsync: answers wait for it, and nothing else does.

`stall.c`, loaded before the C library, makes one fsync of the server take a second. Around that second:

reads     GET of the state, 20 a second
line      the event `seq`, by which a phone asks whether its line lives, 20 a second
presence  a screen comes in half a second before; the others are told a second later, so in the middle of it
pings     Engine.IO's own, 25 s after each socket opened: so that is when the second is
"""

import statistics
import time

from crowd import Crowd
from day import Venue
from servers import openspace, shared_library

Figures = dict[str, float]

SCREENS = 100
PING_EVERY = 25.0
PRESENCE_AFTER = 1.0


def stall(mode: str, pings: bool = True) -> Figures:
    """`pings`: waits 25 s for them. Raises Absent without a C compiler."""
    library = shared_library("stall")
    flag = library.with_name("stall.now")
    with openspace(mode, LD_PRELOAD=str(library), STALL=str(flag)) as server:
        venue = Venue(server)
        crowd, line = Crowd(server.port), Crowd(server.port)
        conveners = venue.conveners(crowd, 10)
        opened = time.perf_counter()
        crowd.comes([venue.wall()] * SCREENS)
        (asker,) = line.comes([venue.wall()])
        _both(crowd, line, opened + PING_EVERY - 0.8 - time.perf_counter() if pings else 2)
        crowd.forgets()
        line.forgets()
        came = time.perf_counter()
        crowd.opens(venue.wall())
        _both(crowd, line, 0.5)
        flag.touch()
        begin, reads = time.perf_counter(), []
        for n in range(20):
            conveners.move()
            line.asks(asker, "seq")
            reads.append(1000 * server.timed(f"/api/{venue.code}/state")[1])
            _both(crowd, line, begin + (n + 1) / 20 - time.perf_counter())
        stalled = not flag.exists()
        flag.unlink(missing_ok=True)
        _both(crowd, line, 2)
        first = min(crowd.sent.done, default=None)
        asked = [1000 * (answered - at) for at, answered, *_ in line.sent.done]
        due = [(before + PING_EVERY, at) for before, at in crowd.pings]
        late = [1000 * (at - wanted) for wanted, at in due if begin < wanted < begin + 1]
        told = [at for at in crowd.presence if at > came]
        crowd.goes()
        line.goes()
    if not (stalled and first and asked and told):
        raise RuntimeError(f"no stall was seen: {stalled=} {first=} {len(asked)=} {len(told)=}")
    return {
        "answer": 1000 * (first[1] - first[0]),
        "read": statistics.median(reads),
        "read_worst": max(reads),
        "line_worst": max(asked),
        "presence": 1000 * (told[0] - came - PRESENCE_AFTER),
        "pings": len(late),
        "ping_worst": max(late, default=float("nan")),
    }


def _both(crowd: Crowd, line: Crowd, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        crowd.step(min(left, 0.001))
        line.step(0)


if __name__ == "__main__":
    print(stall("eventlet"))
    print(stall("gevent"))

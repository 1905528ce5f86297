"""Closes gatherings whose time for reports is over."""

import logging
from collections.abc import Callable

from flask_socketio import SocketIO

from openspace.domain.phases import HARVEST, is_harvest_over
from openspace.domain.rules.facilitation import EndHarvest
from openspace.domain.viewer import HOST
from openspace.ledger.port import Ledger, StoreClosed, Unreadable, Unwritable
from openspace.runtime.threads import InThread
from openspace.service.clock import Clock
from openspace.service.duty import always
from openspace.service.isolation import isolated
from openspace.service.queue import Queue
from openspace.service.turn import CommandRequest

log = logging.getLogger(__name__)

_SECONDS = 15.0
"""Pages and rules know the time themselves. This is how late the book can be published."""


def run_harvest_end(
    socketio: SocketIO,
    in_thread: InThread,
    ledger: Ledger,
    queue: Queue,
    clock: Clock,
    wait: Callable[[], None] = always,
) -> None:
    """Run as long as the server, while it is this process's duty (`wait`)."""
    while True:
        socketio.sleep(_SECONDS)
        try:
            wait()
            for code in in_thread(lambda: harvests_over(ledger, clock)):
                with isolated(code):
                    end_harvest(queue, code)
        except StoreClosed:
            return
        except (Unreadable, Unwritable):
            pass  # the ledger logged it; it is tried again
        except Exception:
            log.exception("the end of a harvest failed")


def harvests_over(ledger: Ledger, clock: Clock) -> list[str]:
    """Return the codes of the gatherings to close."""
    found = []
    for code in ledger.codes_in_phase(HARVEST):
        with isolated(code):
            if is_harvest_over(ledger.load(code).info, clock.now()):
                found.append(code)
    return found


def end_harvest(queue: Queue, code: str) -> None:
    # As the host's own change, because the host chose the time.
    queue.run(code, CommandRequest(HOST, EndHarvest()))

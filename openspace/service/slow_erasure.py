"""Removes the texts of erased people one by one, if they chose slow erasure."""

import logging
from collections.abc import Callable
from secrets import SystemRandom

from flask_socketio import SocketIO

from openspace.domain.erasing import Item
from openspace.domain.rules.erasing import EraseItem
from openspace.domain.viewer import PUBLIC
from openspace.ledger.port import StoreClosed, Unreadable, Unwritable
from openspace.ledger.port_upkeep import Upkeep
from openspace.runtime.threads import InThread
from openspace.service.clock import Clock
from openspace.service.duty import always
from openspace.service.isolation import isolated
from openspace.service.queue import Queue
from openspace.service.turn import CommandRequest, removal_times

log = logging.getLogger(__name__)

Later = dict[tuple[str, Item], str]
"""(code, item) → the time (ISO 8601) before which it is kept."""

_SECONDS = (10.0, 30.0)
"""Range of random pauses. On a fixed grid of seconds, the times alone would reveal which texts are
removed."""


def run_slow_erasure(
    socketio: SocketIO,
    in_thread: InThread,
    ledger: Upkeep,
    queue: Queue,
    clock: Clock,
    wait: Callable[[], None] = always,
) -> None:
    """Run as long as the server, while it is this process's duty (`wait`).

    Each round removes at most one item of a gathering, never two together.
    """
    later: Later | None = None
    while True:
        socketio.sleep(SystemRandom().uniform(*_SECONDS))
        try:
            wait()
            if later is None:
                later = in_thread(lambda: postpone_overdue(ledger, clock))
            remove_due(in_thread, ledger, queue, clock, later)
        except StoreClosed:
            return
        except (Unreadable, Unwritable):
            pass  # the ledger logged it; it is tried again
        except Exception:
            log.exception("slow erasure failed")


def postpone_overdue(ledger: Upkeep, clock: Clock) -> Later:
    """Return new random times for items that became due while the server was off. If they were removed one
    after the other at its start, it would be plain that one person wrote them all."""
    found: Later = {}
    at = clock.now()
    for code in ledger.codes_with_leaving(at):
        with isolated(code):
            items = ledger.leaving(code, at)
            moments = removal_times(at, items)
            found |= {(code, item): moment for item, moment in zip(items, moments, strict=True)}
    return found


def remove_due(
    in_thread: InThread,
    ledger: Upkeep,
    queue: Queue,
    clock: Clock,
    later: Later | None = None,
) -> None:
    """Remove one due item of each gathering that has any."""
    for code in in_thread(lambda: ledger.codes_with_leaving(clock.now())):
        with isolated(code):
            remove_one(in_thread, ledger, queue, code, clock, later)


def remove_one(
    in_thread: InThread,
    ledger: Upkeep,
    queue: Queue,
    code: str,
    clock: Clock,
    later: Later | None = None,
) -> bool:
    """Remove the first due item of the gathering. Return False if there is none."""
    at, later = clock.now(), later or {}
    due = in_thread(lambda: ledger.leaving(code, at))
    item = next((item for item in due if later.get((code, item), at) <= at), None)
    if item is None:
        return False
    table, id = item
    return bool(queue.run(code, CommandRequest(PUBLIC, EraseItem(table=table, id=id)))["ok"])

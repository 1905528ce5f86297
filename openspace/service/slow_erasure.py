"""Removes, one by one, the texts of people who were erased and chose that these disappear slowly."""

import logging
from collections.abc import Callable
from secrets import SystemRandom
from typing import Any

from flask_socketio import SocketIO

from openspace.domain.rules.people import EraseItem
from openspace.domain.viewer import PUBLIC
from openspace.ledger.port import Upkeep
from openspace.service.clock import now
from openspace.service.isolation import apart
from openspace.service.queue import Queue
from openspace.service.turn import Ask

log = logging.getLogger(__name__)

_SECONDS = (10.0, 30.0)
"""Between two looks, by chance: on a grid of seconds, the times alone would tell which texts are removed."""


def remove_leaving(
    socketio: SocketIO,
    in_thread: Callable[[Callable[[], Any]], Any],
    ledger: Upkeep,
    queue: Queue,
) -> None:
    """Runs as long as the server. What became due while it was off is removed when it is back, slowly too:
    at most one item of a gathering each time, so that no two go together."""
    while True:
        socketio.sleep(SystemRandom().uniform(*_SECONDS))
        try:
            remove_due(in_thread, ledger, queue)
        except Exception:
            log.exception("what is due to disappear could not be looked up")


def remove_due(in_thread: Callable[[Callable[[], Any]], Any], ledger: Upkeep, queue: Queue) -> None:
    """One item of each gathering that has any due."""
    for code in in_thread(lambda: ledger.where_leaving(now())):
        with apart(code):
            remove_one(in_thread, ledger, queue, code)


def remove_one(
    in_thread: Callable[[Callable[[], Any]], Any], ledger: Upkeep, queue: Queue, code: str
) -> bool:
    """Removes the item of the gathering that is due first; False when none is."""
    due = in_thread(lambda: ledger.leaving(code, now()))
    if not due:
        return False
    table, id = due[0]
    ask = Ask(PUBLIC, EraseItem(table=table, id=id))
    return bool(queue.wait(lambda answer: queue.submit(code, ask, answer))["ok"])

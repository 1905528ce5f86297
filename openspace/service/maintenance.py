"""Tidies up while the server runs: what was erased leaves the files, and what is over is purged in time."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from flask_socketio import SocketIO

from openspace.ledger.port import (
    Ledger,
    Photos,
    ScrubResult,
    Snapshots,
    StoreClosed,
    Unwritable,
    Upkeep,
)
from openspace.runtime.threads import InThread
from openspace.service import retention
from openspace.service.clock import SYSTEM, Clock
from openspace.service.erasure import reapply_erasures
from openspace.service.isolation import isolated

log = logging.getLogger(__name__)

_SECONDS = 600.0
_UNSHOWN_PHOTO_TIME = timedelta(minutes=40)
"""A phone has that long to post the note of a picture that it sent."""


def tidy_up(ledger: Upkeep, snapshots: Snapshots | None) -> ScrubResult:
    """Removes what was erased or purged from the file, its write-ahead log and its snapshots.

    What is PENDING is tried again.
    """
    wiping = ledger.scrub_files()
    if wiping is not ScrubResult.DONE:
        return wiping
    try:
        if snapshots:
            snapshots.replace_all()
    except OSError as error:
        log.warning("an earlier snapshot could not be removed: %s", error.strerror)
        return ScrubResult.PENDING
    with suppress(Unwritable):  # said by the ledger, and done again soon
        ledger.scrub_done()
        return ScrubResult.DONE
    return ScrubResult.PENDING


def run_maintenance(
    socketio: SocketIO,
    in_thread: InThread,
    ledger: Ledger,
    snapshots: Snapshots | None,
    on_purge: Callable[[str], None],
    clock: Clock = SYSTEM,
) -> None:
    """Runs as long as the server. `on_purge` is told the code of each gathering that was purged."""
    while True:
        try:
            for code in in_thread(lambda: run_once(ledger, snapshots, clock)):
                on_purge(code)
        except StoreClosed:
            return
        except Exception:
            log.exception("housekeeping could not be done")
        socketio.sleep(_SECONDS)


def run_once(ledger: Ledger, snapshots: Snapshots | None, clock: Clock = SYSTEM) -> list[str]:
    """Does all of it once. Codes of the gatherings that were purged."""
    purged = []
    for code in retention.overdue(ledger, clock):
        with isolated(code):
            ledger.purge(code)
            purged.append(code)
            log.warning("a gathering was purged, as long after its end as it was to be kept")
    for code in ledger.codes_to_clean():
        with isolated(code):
            ledger.remove_taken_back(code)
    if reapply_erasures(ledger, clock):
        log.warning("somebody who had come back with a backup was forgotten again")
    _delete_unshown_pictures(ledger, clock)
    tidy_up(ledger, snapshots)
    return purged


def _delete_unshown_pictures(photos: Photos, clock: Clock) -> None:
    """With the time between two rounds, within an hour after they were sent or taken back."""
    photos.delete_unshown_photos(before=clock.now(-_UNSHOWN_PHOTO_TIME))

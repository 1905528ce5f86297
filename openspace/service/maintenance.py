"""Periodic maintenance: scrub erased data from the files, purge gatherings whose retention is over."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from flask_socketio import SocketIO

from openspace.ledger.port import Ledger, ScrubResult, StoreClosed, Unreadable, Unwritable
from openspace.ledger.port_upkeep import Photos, Snapshots, Upkeep
from openspace.runtime.threads import InThread
from openspace.service import briefs, repertoire, retention
from openspace.service.clock import Clock
from openspace.service.communities import keep_line
from openspace.service.duty import always
from openspace.service.erasure import forget_people, forget_visits, reapply_erasures
from openspace.service.isolation import isolated

log = logging.getLogger(__name__)

_SECONDS = 600.0
_SCRUB_SECONDS = 15.0
_AFTER_START = 1.0
"""Seconds: whoever waited for the server is answered first."""

_UNSHOWN_PHOTO_TIME = timedelta(minutes=40)
"""Time that a phone has to post the note for a photo that it uploaded."""


class Done(NamedTuple):
    """The codes of gatherings that were purged, and of those whose people were forgotten."""

    purged: list[str]
    forgotten: list[str]


def tidy_up(ledger: Upkeep, snapshots: Snapshots | None) -> ScrubResult:
    """Remove erased and purged data from the file, its write-ahead log and its snapshots.

    If the result is PENDING, the next round tries again.
    """
    result = ledger.scrub_files()
    if result is not ScrubResult.DONE:
        return result
    if not ledger.list_erasures():
        return ScrubResult.PENDING
    try:
        if snapshots:
            snapshots.replace_all()
    except OSError as error:
        log.warning("an earlier snapshot could not be removed: %s", error.strerror)
        return ScrubResult.PENDING
    with suppress(Unwritable):  # the ledger logs it, and the next round tries again
        ledger.scrub_done()
        return ScrubResult.DONE
    return ScrubResult.PENDING


def run_maintenance(
    socketio: SocketIO,
    in_thread: InThread,
    ledger: Ledger,
    snapshots: Snapshots | None,
    on_purge: Callable[[str], None],
    on_change: Callable[[str], None],
    clock: Clock,
    wait: Callable[[], None] = always,
) -> None:
    """Run as long as the server. `on_purge` is called with the code of each purged gathering, and `on_change`
    with the code of each whose people were forgotten. `wait` returns when it is this process's duty."""
    seen: dict[str, str] = {}
    socketio.sleep(_AFTER_START)
    while True:
        try:
            wait()
            done = in_thread(lambda: run_once(ledger, snapshots, clock, seen))
            for code in done.purged:
                on_purge(code)
            for code in done.forgotten:
                on_change(code)
        except StoreClosed:
            return
        except (Unreadable, Unwritable):
            pass  # the ledger logged it; it is tried again
        except Exception:
            log.exception("maintenance failed")
        if not _pause(socketio, in_thread, ledger, snapshots, wait):
            return


def _pause(
    socketio: SocketIO,
    in_thread: InThread,
    ledger: Ledger,
    snapshots: Snapshots | None,
    wait: Callable[[], None],
) -> bool:
    """Wait for the next round, and meanwhile scrub what could not be scrubbed at once, in any process. Return
    False if the program ends."""
    for _ in range(round(_SECONDS / _SCRUB_SECONDS)):
        socketio.sleep(_SCRUB_SECONDS)
        try:
            wait()
            in_thread(lambda: tidy_up(ledger, snapshots))
        except StoreClosed:
            return False
        except (Unreadable, Unwritable):
            pass  # the ledger logged it; it is tried again
        except Exception:
            log.exception("scrubbing failed")
    return True


def run_once(
    ledger: Ledger,
    snapshots: Snapshots | None,
    clock: Clock,
    seen: dict[str, str] | None = None,
) -> Done:
    """Run all maintenance once. `seen` is kept from one round to the next (`bring_all_up_to_date`)."""
    purged, forgotten = [], []
    for code in retention.overdue(ledger, clock):
        with isolated(code):
            keep_line(ledger, code, clock)
        with isolated(code):
            ledger.purge(code)
            purged.append(code)
            log.warning("a gathering was purged at the end of its retention")
    for code in retention.people_overdue(ledger, clock):
        with isolated(code):
            forget_people(ledger, code, clock)
            forgotten.append(code)
            log.warning("the people of a gathering were forgotten, and its book is kept")
    for code in retention.visits_overdue(ledger, clock):
        with isolated(code):
            forget_visits(ledger, code, clock)
    briefs.forget_what_is_gone(ledger, clock)
    for code in ledger.codes_to_clean():
        with isolated(code):
            ledger.remove_taken_back(code)
    repertoire.bring_all_up_to_date(ledger, clock, {} if seen is None else seen)
    if reapply_erasures(ledger, clock):
        log.warning("erased data came back with a backup and was erased again")
    _delete_unshown_pictures(ledger, clock)
    ledger.list_erasures()
    tidy_up(ledger, snapshots)
    return Done(purged, forgotten)


def _delete_unshown_pictures(photos: Photos, clock: Clock) -> None:
    """With the time between two rounds, this happens within an hour after the upload or the retraction."""
    photos.delete_unshown_photos(before=clock.now(-_UNSHOWN_PHOTO_TIME))

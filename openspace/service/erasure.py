"""Erases who asks to be forgotten, and again whom a backup or an export from before brings back."""

from collections.abc import Callable

from openspace.domain.refusals import Refused
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import Viewer
from openspace.ledger.port import DISK_FULL, Ledger, Log
from openspace.service.clock import SYSTEM, Clock
from openspace.service.commands import Commands
from openspace.service.isolation import isolated
from openspace.service.turn import CommandRequest, execute_batch


def erase(
    commands: Commands,
    log: Log,
    make_room: Callable[[], bool],
    code: str,
    viewer: Viewer,
    command: EraseMe,
) -> None:
    """Forgets who asks. Raises Refused. On a full disk the snapshots make room, oldest first: they hold
    whoever is to be forgotten, and would be removed afterwards."""
    while True:
        try:
            commands.ask(code, viewer, command)
            return
        except Refused as refused:
            if refused.code != "busy" or log.trouble != DISK_FULL:
                raise
        if not make_room():
            raise Refused("busy", why="not_erased")


def reapply_erasures(ledger: Ledger, clock: Clock = SYSTEM) -> int:
    """How many people and gatherings were there although the ledger knows that they were forgotten.

    Afterwards their rows are gone; the caller sees to the bytes (`maintenance.tidy_up`).
    """
    found = 0
    for one in ledger.reappeared():
        with isolated(one.code):
            if not one.person:
                ledger.purge(one.code)
                found += 1
                continue
            asker = Viewer("person", one.person)
            [answer] = execute_batch(
                ledger, one.code, [CommandRequest(asker, EraseMe(words=one.words))], clock
            )
            found += bool(answer["ok"])
    return found

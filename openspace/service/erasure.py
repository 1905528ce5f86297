"""Erases people who ask for it, and repeats erasures after a backup or an export brings data back."""

from collections.abc import Callable, Collection

from openspace.domain.anonymise import anonymisation
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules import decide
from openspace.domain.rules.erasing import EraseHidden, EraseItem
from openspace.domain.rules.facilitation import ForgetPeople
from openspace.domain.rules.hiding import HideTopic
from openspace.domain.rules.offers import OfferByLink
from openspace.domain.rules.people import EraseMe
from openspace.domain.rules.visits import ForgetVisits
from openspace.domain.stream import Stream
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.ledger.port import DISK_FULL, Ledger, Log, of_kind
from openspace.service.clock import Clock
from openspace.service.commands import Commands
from openspace.service.isolation import isolated
from openspace.service.turn import CommandRequest, execute_batch, time_after


def erase(
    commands: Commands,
    log: Log,
    make_room: Callable[[], bool],
    code: str,
    viewer: Viewer,
    command: EraseMe,
) -> None:
    """Erase the person who asks. Raises Refused.

    On a full disk snapshots are deleted, oldest first. They contain the person, and would be deleted
    afterwards anyway.
    """
    while True:
        try:
            commands.ask(code, viewer, command)
            return
        except Refused as refused:
            if refused.code != "busy" or log.trouble != DISK_FULL:
                raise
        if not make_room():
            raise Refused("busy", why="not_erased")


def forget_people(ledger: Log, code: str, clock: Clock) -> None:
    """Erase everybody from the gathering for good, and keep its book. Raises UnknownGathering, Unwritable.

    It is a turn of its own: if anything fails, all of it is rolled back, and the next round tries again.
    """
    with ledger.turn(code) as turn:
        at = time_after(turn.newest_at, clock.now())
        change, _ = decide(of_kind(Gathering, turn.stream), ForgetPeople(), HOST, at)
        if change:
            turn.append(change)
        turn.erase(anonymisation)


def forget_visits(ledger: Log, code: str, clock: Clock) -> None:
    """Delete the visits that are too old. Raises UnknownGathering, Unwritable."""
    with ledger.turn(code) as turn:
        at = time_after(turn.newest_at, clock.now())
        change, _ = decide(of_kind(Gathering, turn.stream), ForgetVisits(), PUBLIC, at)
        if change:
            turn.append(change)


def reapply_erasures(ledger: Ledger, clock: Clock, items_of: Collection[str] = ()) -> int:
    """Repeat erasures and purges whose data is in the ledger again. Return how many there were.

    Single items are compared in the streams `items_of`, and in all if the store is a copy from before the
    list of erasures. The rows are gone afterwards. The caller scrubs the files (`maintenance.tidy_up`).
    """
    found = 0
    if ledger.is_behind_erasure_list():
        items_of = all_streams(ledger)
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
    for code in items_of:
        with isolated(code):
            found += erase_items_again(ledger, code, clock)
    ledger.learn_erasures()  # last: if the process ends before, the next start applies them
    return found


def all_streams(ledger: Ledger) -> list[str]:
    return [*ledger.codes(), *(listing.code for listing in ledger.communities())]


def erase_items_again(ledger: Ledger, code: str, clock: Clock) -> int:
    """Erase each item in a turn of its own, so that nothing tells that some belong together."""
    found = 0
    for item in ledger.erased_items(code):
        requests = _requests(ledger.stream(code), *item)
        [*_, answer] = execute_batch(ledger, code, requests, clock)
        found += bool(answer["ok"])
    return found


def _requests(stream: Stream, table: str, id: str) -> list[CommandRequest]:
    match table:
        case "offers":
            at = str((stream.row(table, id) or {}).get("at"))
            take_back = OfferByLink(offer=id, at=at, do="take_back", texts={})
            return [CommandRequest(PUBLIC, take_back)]
        case "topics":  # authors only withdraw them
            hide = CommandRequest(HOST, HideTopic(topic=id))
            return [hide, CommandRequest(HOST, EraseHidden(table=table, id=id))]
    return [CommandRequest(PUBLIC, EraseItem(table=table, id=id))]

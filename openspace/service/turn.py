"""Executes commands: each is read, decided by the rules, and stored by the ledger."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from openspace.domain.change import Change
from openspace.domain.command import Command
from openspace.domain.commands import COMMANDS, check_length, parse
from openspace.domain.erasing import Item
from openspace.domain.erasure_plan import erasure, erasure_of_hidden, erasure_of_item
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import action_of, is_logged
from openspace.domain.kinds import Decide, kind_of
from openspace.domain.refusals import Refused
from openspace.domain.rules.erasing import EraseHidden, EraseItem
from openspace.domain.rules.people import EraseMe
from openspace.domain.stream import Stream
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Answer, Conflict, Log, Plan, Turn, Unwritable
from openspace.service.clock import Clock
from openspace.service.receipts import refusal, with_words, without_words

log = logging.getLogger(__name__)

Charge = Callable[[Change], None]


AfterCommit = Callable[[Stream, Stream], None]
"""(the stream before the turn, the stream after it). It raises nothing."""


def ignore(before: Stream, after: Stream) -> None:
    """Do nothing after a commit."""


def no_charge(change: Change) -> None:
    """Charge nothing for a change."""


@dataclass(frozen=True)
class CommandRequest:
    """One command of one asker. `id` is chosen by the client; the same id again gets the same answer.

    `charge` is called with the change that the command makes, if any.
    """

    by: Viewer
    command: Command
    id: str = ""
    charge: Charge = no_charge


def read_request(
    by: Viewer,
    message: object,
    charge: Charge = no_charge,
    commands: Mapping[str, type[Command]] = COMMANDS,
) -> CommandRequest:
    """Parse `{id, name, args}` from a client into one of `commands`. Raises Refused (`malformed`,
    `unknown_command`, `too_long`)."""
    if not isinstance(message, Mapping):
        raise Refused("malformed", why="command")
    id = message.get("id")
    if not (isinstance(id, str) and 1 <= len(id) <= 128 and id.isascii() and id.isprintable()):
        raise Refused("malformed", why="command_id")
    command = parse(message.get("name"), message.get("args"), commands)
    check_length(command)
    return CommandRequest(by, command, id, charge)


def execute_batch(
    ledger: Log,
    code: str,
    asks: list[CommandRequest],
    clock: Clock,
    after_commit: AfterCommit = ignore,
) -> list[Answer]:
    """Execute all `asks` in one turn, in order, with one commit for the whole batch. Return their answers.

    When this returns, acknowledged changes are on disk. `after_commit` gets the stream before and after the
    turn. Raises UnknownGathering.
    """
    try:
        return _execute(ledger, code, asks, clock, after_commit)
    except Conflict:
        ledger.evict(code)
    except Unwritable:
        return [_BUSY for _ in asks]
    try:
        return _execute(ledger, code, asks, clock, after_commit)
    except (Conflict, Unwritable) as error:
        log.error("the batch could not be committed: %s", error)
        return [_BUSY for _ in asks]


_BUSY = refusal(Refused("busy", why="trying_again"))


def _execute(
    ledger: Log,
    code: str,
    asks: list[CommandRequest],
    clock: Clock,
    after_commit: AfterCommit,
) -> list[Answer]:
    decide = kind_of(code).decide
    with ledger.turn(code) as turn:
        before = turn.stream
        at = time_after(turn.newest_at, clock.now())
        turn.prefetch_receipts((ask.by.key, ask.id) for ask in asks if ask.by.key and ask.id)
        answers = [_answer(turn, decide, ask, at) for ask in asks]
    after_commit(before, turn.stream)
    return answers


def _answer(turn: Turn, decide: Decide, ask: CommandRequest, at: str) -> Answer:
    asker = ask.by.key
    earlier = turn.receipt(asker, ask.id) if asker and ask.id else None
    if earlier is not None:
        return with_words(turn.stream, earlier) if isinstance(turn.stream, Gathering) else earlier
    try:
        photos = turn.photos_of(asker) if asker and getattr(ask.command, "photo", "") else ()
        change, result = decide(turn.stream, ask.command, ask.by, at, photos)
        if change:
            if is_logged(ask.by, ask.command):
                turn.keep_host_action(action_of(turn.stream, ask.by, ask.command, at))
            turn.append(change)
            ask.charge(change)
        if plan := _erasure(ask, at):
            turn.erase(plan)
        answer: Answer = {"ok": True, "seq": turn.stream.seq}
        if result:
            answer["result"] = result
    except Refused as refused:
        answer = refusal(refused)
        if "again_in" in refused.parameters:
            return answer  # no receipt: the same command is decided again when it is repeated
    except (Conflict, Unwritable):
        raise  # a half-finished erasure must not be committed
    except Exception:
        # An unexpected error in one command must not fail the others of its batch.
        log.exception("%s could not be decided", type(ask.command).__name__)
        return refusal(Refused("failed"))
    if asker and ask.id:
        turn.keep_receipt(asker, ask.id, without_words(answer))
    return answer


def _erasure(ask: CommandRequest, at: str) -> Plan | None:
    """Return the function that plans what the ledger erases for this command, or None."""
    match ask.command, ask.by.person:
        case EraseMe(words=words, slowly=slowly), str(person):
            # Flags that disappear together would reveal that one person sent them, and a plan its owner.
            moments = partial(removal_times, at) if slowly or not words else None
            return lambda gathering, log: erasure(gathering, log, person, words, moments)
        case EraseItem(table=table, id=id), _:
            return lambda gathering, log: erasure_of_item(gathering, log, (table, id))
        case EraseHidden(table=table, id=id), _:
            return lambda gathering, log: erasure_of_hidden(gathering, log, (table, id))
    return None


def removal_times(at: str, items: Sequence[Item]) -> list[str]:
    """Return a random time within the hour after `at` for each item. Topics are last, because notes belong to
    them."""
    begin, chance = datetime.fromisoformat(at), secrets.SystemRandom()
    spans = [(45, 60) if table == "topics" else (2, 45) for table, _ in items]
    after = (timedelta(minutes=chance.uniform(*span)) for span in spans)
    return [(begin + later).isoformat(timespec="milliseconds") for later in after]


def time_after(earlier: str | None, at: str) -> str:
    """Return `at`. If the clock was set back, return a time just after `earlier`, so that times stay in
    order."""
    if earlier is None or datetime.fromisoformat(earlier) < datetime.fromisoformat(at):
        return at
    return (datetime.fromisoformat(earlier) + timedelta(milliseconds=1)).isoformat(
        timespec="milliseconds"
    )

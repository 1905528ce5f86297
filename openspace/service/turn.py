"""Every command passes here: read in turn, decided by the rules, kept by the ledger."""

import logging
import re
import secrets
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from openspace.domain.change import Change
from openspace.domain.commands import Command, parse
from openspace.domain.erasing import Erasure, Item, erasure, erasure_of_item
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules import decide
from openspace.domain.rules.grid import taken_by
from openspace.domain.rules.harvest import current_note
from openspace.domain.rules.people import EraseItem, EraseMe
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Answer, Conflict, Ledger, Turn, UnknownGathering, Unwritable

log = logging.getLogger(__name__)

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE = re.compile(r"[A-Z0-9]{4,12}", re.A)
"""No 0 and O, no 1, I and L: codes are read from walls and typed on phones."""


@dataclass(frozen=True)
class Ask:
    """One command of one asker. `id` is theirs; the same one again gets the same answer.

    `charge` is told the change that the command makes, if any.
    """

    by: Viewer
    command: Command
    id: str = ""
    charge: Callable[[Change], None] = lambda change: None


def read_ask(by: Viewer, message: object) -> Ask:
    """`{id, name, args}` as somebody sent it. Raises Refused (`malformed`, `unknown_command`)."""
    if not isinstance(message, Mapping):
        raise Refused("malformed", "A command looks like {id, name, args}.")
    id = message.get("id")
    if not (isinstance(id, str) and 1 <= len(id) <= 128 and id.isascii() and id.isprintable()):
        raise Refused("malformed", "A command's id is a text of 1 to 128 plain characters.")
    return Ask(by, parse(message.get("name"), message.get("args")), id)


def take(ledger: Ledger, code: str, asks: list[Ask]) -> list[Answer]:
    """Answers all `asks` in one turn, in their order: one commit for the whole batch.

    When this returns, what was acknowledged is on disk. Raises UnknownGathering.
    """
    try:
        return _take(ledger, code, asks)
    except Conflict:
        ledger.forget(code)
    except Unwritable:
        return [_BUSY for _ in asks]
    try:
        return _take(ledger, code, asks)
    except (Conflict, Unwritable) as error:
        log.error("nothing was saved: %s", error)
        return [_BUSY for _ in asks]


def refusal(refused: Refused) -> Answer:
    return {"ok": False, "error": refused.as_error()}


_BUSY = refusal(Refused("busy", "This could not be saved just now. Trying again."))


def _take(ledger: Ledger, code: str, asks: list[Ask]) -> list[Answer]:
    with ledger.turn(code) as turn:
        at = _after(turn.newest_at, now())
        turn.expect((ask.by.key, ask.id) for ask in asks if ask.by.key and ask.id)
        return [_answer(turn, ask, at) for ask in asks]


def _answer(turn: Turn, ask: Ask, at: str) -> Answer:
    asker = ask.by.key
    earlier = turn.receipt(asker, ask.id) if asker and ask.id else None
    if earlier is not None:
        return with_words(turn.gathering, earlier)
    try:
        photos = turn.photos_of(asker) if asker and getattr(ask.command, "photo", "") else ()
        change, result = decide(turn.gathering, ask.command, ask.by, at, photos)
        if change:
            turn.append(change)
            ask.charge(change)
        if plan := _erasure(ask, at):
            turn.erase(plan)
        answer: Answer = {"ok": True, "seq": turn.gathering.seq}
        if result:
            answer["result"] = result
    except Refused as refused:
        answer = refusal(refused)
        if "again_in" in refused.more:
            return answer  # the same command is to be decided anew when it comes again
    except sqlite3.Error:
        raise  # what a full disk left half erased must not be committed
    except Exception:
        # One command that no rule foresaw must not take the others of its batch down.
        log.exception("%s could not be decided", type(ask.command).__name__)
        return refusal(Refused("malformed", "This could not be done. Please tell the facilitator."))
    if asker and ask.id:
        turn.keep_receipt(asker, ask.id, without_words(answer))
    return answer


def _erasure(ask: Ask, at: str) -> Callable[[Gathering, Sequence[Change]], Erasure] | None:
    """What the ledger has to erase for this command, from the gathering and its log; None: nothing."""
    match ask.command, ask.by.person:
        case EraseMe(words=words, slowly=slowly), str(person):
            moments = partial(moments_of_leaving, at) if slowly else None
            return lambda gathering, log: erasure(gathering, log, person, words, moments)
        case EraseItem(table=table, id=id), _:
            return lambda gathering, log: erasure_of_item(gathering, log, (table, id))
    return None


def moments_of_leaving(at: str, items: Sequence[Item]) -> list[str]:
    """A random moment for each item in the hour after `at`: topics last, since notes stand on them."""
    begin, chance = datetime.fromisoformat(at), secrets.SystemRandom()
    spans = {"notes": (2, 45), "topics": (45, 60)}
    after = (timedelta(minutes=chance.uniform(*spans[table])) for table, _ in items)
    return [(begin + later).isoformat(timespec="milliseconds") for later in after]


# --- receipts


def without_words(answer: Answer) -> Answer:
    """The answer as it may be kept: nobody's name or text stands in it, so none can outlive its row."""
    error = answer.get("error", {})
    if "held_by" in error:
        held_by = {**error["held_by"], "title": "", "convener_name": None}
        message = f"{held_by['code']} is taken. Your topic is safe."
        return {**answer, "error": {**error, "message": message, "held_by": held_by}}
    if "current" in error:
        current = {"id": error["current"]["id"], "rev": error["current"]["rev"]}
        return {**answer, "error": {**error, "current": current}}
    return answer


def with_words(gathering: Gathering, kept: Answer) -> Answer:
    """The kept answer, with the words of its rows as they may be shown now."""
    error = kept.get("error", {})
    if "held_by" in error:
        topic = gathering.row("topics", error["held_by"]["topic"]) or {"hidden": True}
        if topic["hidden"] or topic["withdrawn"]:
            return kept
        name = gathering.shown_name(topic["shown_as"])
        held_by = {**error["held_by"], "title": topic["title"], "convener_name": name}
        message = taken_by(held_by["code"], topic["title"])
        return {**kept, "error": {**error, "message": message, "held_by": held_by}}
    if "current" in error and (note := gathering.row("notes", error["current"]["id"])):
        return {**kept, "error": {**error, "current": current_note(note)}}
    return kept


# --- opening a gathering, and its host's key


def open_new(ledger: Ledger, spec: Mapping[str, Any]) -> tuple[Gathering, str]:
    """A new gathering and its host key, which is shown once and kept only as a hash. Raises Refused."""
    host_key = new_host_key()
    while True:
        code = new_code()
        change = open_gathering(spec, code, now())
        try:
            ledger.open(change, hash_of(host_key))
        except KeyError:
            continue
        except Unwritable as error:
            raise Refused("busy", f"The gathering could not be saved: {error}.") from None
        return Gathering().apply(change), host_key


def rotate_host_key(ledger: Ledger, code: str) -> str:
    """A new host key: the earlier one, and the cookies made with it, end. Raises UnknownGathering."""
    ledger.load(code)
    host_key = new_host_key()
    ledger.set_host_key_hash(code, hash_of(host_key))
    return host_key


def new_code() -> str:
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(6))


def new_host_key() -> str:
    return secrets.token_urlsafe(24)


def hash_of(key: str) -> str:
    """Plain SHA-256 is enough: keys are 192 random bits, not passwords."""
    return sha256(key.encode(errors="replace")).hexdigest()


def as_code(typed: str) -> str:
    """A code as people type it: case, spaces and dashes forgiven. Codes are plain ASCII."""
    plain = typed.encode("ascii", "ignore").decode()
    return "".join(plain.split()).replace("-", "").upper()


def as_known_code(typed: str) -> str:
    """As `as_code`. Raises UnknownGathering for what can be no code, before anything is looked up."""
    code = as_code(typed)
    if not _CODE.fullmatch(code):
        raise UnknownGathering(code[:12])
    return code


def _after(earlier: str | None, at: str) -> str:
    """`at`, unless the clock was put back: then just after `earlier`, so that order in time stays true."""
    if earlier is None or datetime.fromisoformat(earlier) < datetime.fromisoformat(at):
        return at
    return (datetime.fromisoformat(earlier) + timedelta(milliseconds=1)).isoformat(
        timespec="milliseconds"
    )


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


__all__ = [
    "Ask",
    "UnknownGathering",
    "as_code",
    "as_known_code",
    "hash_of",
    "new_code",
    "new_host_key",
    "now",
    "open_new",
    "read_ask",
    "refusal",
    "rotate_host_key",
    "take",
]

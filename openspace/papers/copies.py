"""Copies outside the store: who holds what, and who deletes it when."""

from collections.abc import Iterator
from dataclasses import dataclass

from openspace.papers.facts import Facts
from openspace.papers.writing import decide, head, pairs, say
from openspace.proceedings.blocks import Block

_ALL_OF_IT = (
    "Everything in the store, without the secret: people are encrypted, texts and pictures are not."
)


@dataclass(frozen=True)
class Copy:
    name: str
    what: str
    held_by: str
    deleted: str


_OF_FILES = (
    Copy(
        "Snapshots",
        _ALL_OF_IT,
        "The server, beside the store.",
        "By the program: they are replaced after each erasure.",
    ),
    Copy(
        "Backups (openspace backup)",
        _ALL_OF_IT,
        "The operator.",
        "By the operator. After “restore” the program erases again who and what was erased, if the store "
        "from before or the list of erasures, and the secret, are still there. Else erased people and texts "
        "are back.",
    ),
    Copy(
        "List of erasures (sessions.erased)",
        "Keyed hashes of who and what was erased. No words, names, ids or days.",
        "The server, beside the store. The operator keeps the newest copy apart from the backups.",
        "Kept as long as the store: any backup may be restored one day.",
    ),
    Copy(
        "The store from before a restore (sessions-before-…)",
        "The same.",
        "The server, beside the store.",
        "By the operator, as soon as the restored store was checked.",
    ),
    Copy(
        "Copies on another machine (rsync, Litestream)",
        "The same.",
        "The owner of that machine or storage, as a sub-processor.",
        "Snapshots that rsync copies: with the next run. Litestream: after its own retention, which is a "
        "day as we deliver it.",
    ),
)
_OF_POSTGRES = (
    Copy(
        "Dumps, archives of the write-ahead log, replicas",
        _ALL_OF_IT,
        "The operator, or the company that runs PostgreSQL, as a sub-processor.",
        "By the operator: the program cannot erase anything in them. A restored dump brings back who was "
        "erased since. Servers erase again what their list of erasures has (beside the secret file). If no "
        "list has them, no command erases one of them again, so all people are then erased on an earlier "
        "day (Settings).",
    ),
)
_COMMON = (
    Copy(
        "The store after a move (openspace copy-store)",
        "The old store stays where it was, with its secret.",
        "The operator.",
        "By the operator, as soon as the new one is in use.",
    ),
    Copy(
        "Complete export (openspace export)",
        "Names, contacts and the author of each item, not encrypted. Made only to move a "
        "gathering, if "
        "the law requires it, or if a life is in danger.",
        "The operator.",
        "By the operator, as soon as it was used.",
    ),
    Copy(
        "The facilitator’s backup (export.json, export.sqlite)",
        "What the facilitator may read: texts, pictures and shown names, also hidden "
        "items, and no words of withdrawn topics. "
        "Not the author of an anonymous item.",
        "Facilitators, on their own computers.",
        "By them. The program cannot.",
    ),
    Copy(
        "Downloaded books, agendas and pictures",
        "What everybody could read on that day, with the names that people had shown.",
        "Everybody who downloaded one. The controller files one as the record.",
        "Not by the program. The controller replaces its own when something was taken back.",
    ),
    Copy(
        "Calendars",
        "Titles, places and times of sessions, with the names that conveners had shown. “My "
        "day” also has "
        "what its owner marked.",
        "The calendar of whoever subscribed: often a company, for example that of the phone.",
        "By that person. A change arrives when the calendar asks again.",
    ),
    Copy(
        "Paper",
        "The printed wall, cards and report forms, with what people wrote by hand.",
        "The facilitator.",
        "By the facilitator, when it is typed in.",
    ),
    Copy(
        "Photographs of the wall, screenshots",
        "What could be read there.",
        "Whoever took them.",
        "Not by the program. Ask people not to take any.",
    ),
)


def copies_of(facts: Facts) -> tuple[Copy, ...]:
    return (*(_OF_POSTGRES if facts.is_postgres else _OF_FILES), *_COMMON)


def copies(facts: Facts) -> Iterator[Block]:
    yield say(
        "What is erased in the store is not erased in copies that people made of it. Copies of the operator "
        "and the facilitators get a holder and a day. Copies of others cannot be called back."
    )
    for copy in copies_of(facts):
        yield head(copy.name)
        yield pairs(("What", copy.what), ("Held by", copy.held_by), ("Deleted", copy.deleted))
    yield say("Every backup that was made before an erasure has what was erased.")
    yield decide(
        "Which of these copies do you make, and after how many days (N) is each deleted?",
        "Operator",
    )
    yield decide(
        "If backups are kept N days (ask the operator), what is erased is gone from them N days later: who "
        f"wrote what N days after {_day(facts)}. Where do you tell people that later day?"
    )
    yield decide(
        "Who collects and destroys paper and the facilitators’ backups, and when?", "Facilitator"
    )


def _day(facts: Facts) -> str:
    return facts.people_gone_on or facts.purged_on or "the day of the erasure"

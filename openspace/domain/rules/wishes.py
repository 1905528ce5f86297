"""“I want to work with others on this”: people who want the same find each other, after both agreed
(docs/decisions/0044-keep-in-touch.md).

Only the person whom a row concerns sees it: neither the host nor an export has any of this. To everybody
else each of these changes looks like a mark of interest.
"""

from collections.abc import Iterable

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.private_tables import Introduction, Wish
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, found, rule
from openspace.domain.vocabulary import PRIVATE_CHANGE

MOST_WISHES = 50
"""Limit of one person's wishes. More of them would only look for other people's contacts."""


class WishForOthers(Command, frozen=True, kw_only=True):
    """Exactly one of `topic` and `note`. `contact` is shown to each person who agrees, and to nobody else."""

    not_for_host = "join"
    when_closed = True

    topic: str = ""
    note: str = ""
    contact: str


@rule(WishForOthers)
def wish_for_others(context: RuleContext, command: WishForOthers) -> Effect:
    """Say that one wants to work with others on an item, or change the contact. Whoever wants the same is
    told that somebody else does: neither who, nor how many."""
    me = context.me()
    if bool(command.topic) == bool(command.note):
        raise Refused("malformed", why="one_of_two")
    if command.topic:
        context.topic(command.topic)
    else:
        context.note(command.note)
    contact = text.one_line(command.contact, "line", "contact")
    if not contact:
        raise Refused("missing", field="contact")
    same = [
        row
        for row in context.gathering.rows("wishes")
        if (row["topic"], row["note"]) == (command.topic, command.note)
    ]
    mine = next((row for row in same if row["person"] == me["id"]), None)
    if mine:
        changed: Wish = {**mine, "contact": contact}
        result = {"wish": mine["id"]}
        if changed == mine:
            return Effect(result=result)
        shown = _introductions_with(context.gathering, me["id"], same)
        agreed = [row for row in shown if row["agreed"]]
        return _private(
            {"wishes": [changed], **({"introductions": agreed} if agreed else {})}, result
        )
    if sum(row["person"] == me["id"] for row in context.gathering.rows("wishes")) >= MOST_WISHES:
        raise Refused("too_many", why="own_wishes", most=MOST_WISHES)
    wish = new(
        Wish,
        id=context.next_id("wish"),
        topic=command.topic,
        note=command.note,
        person=me["id"],
        contact=contact,
        others=bool(same),
    )
    told: list[Row] = [{**row, "others": True} for row in same if not row["others"]]
    return _private({"wishes": [wish, *told]}, {"wish": wish["id"]})


class WithdrawWish(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True
    takes_back = True

    wish: str


@rule(WithdrawWish)
def withdraw_wish(context: RuleContext, command: WithdrawWish) -> Effect:
    """Take a wish back, with the contact. Those who were asked, or agreed, do not see it any more."""
    wish = _own_wish(context, command.wish)
    theirs = [
        row["id"] for row in context.gathering.rows("introductions") if row["wish"] == wish["id"]
    ]
    closed: list[Row] = [
        {**row, "closed": True}
        for row in _introductions_with(context.gathering, wish["person"], _same(context, wish))
    ]
    drops = {"wishes": [wish["id"]], **({"introductions": theirs} if theirs else {})}
    puts = {"introductions": closed} if closed else {}
    return Effect(puts, drops, change_name=PRIVATE_CHANGE)


class AskOthers(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True

    wish: str


@rule(AskOthers)
def ask_others(context: RuleContext, command: AskOthers) -> Effect:
    """Ask those who want the same now to exchange contacts. Each pair is asked once: nobody is pressed.

    The id of a row is that of its recipient's wish, because a number would reveal how many were asked. The
    answer to the asker is the same whoever is there.
    """
    wish = _own_wish(context, command.wish)
    known = {(row["wish"], row["other"]) for row in context.gathering.rows("introductions")}
    mine = {
        row["other"] for row in context.gathering.rows("introductions") if row["wish"] == wish["id"]
    }
    asked = [
        new(
            Introduction,
            id=f"{context.next_id('intro')}.{row['id'].removeprefix('wish')}",
            wish=row["id"],
            person=row["person"],
            other=wish["person"],
        )
        for row in _same(context, wish)
        if (row["id"], wish["person"]) not in known and row["person"] not in mine
    ]
    # The wish is put in any case, so that the seq of the answer does not reveal whether somebody was asked.
    puts: dict[str, list[Row]] = {"wishes": [{**wish, "asked": True}]}
    return _private({**puts, "introductions": list(asked)} if asked else puts)


class AnswerIntroduction(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True
    takes_back = frozenset({"agreed"})

    introduction: str
    agreed: bool


@rule(AnswerIntroduction)
def answer_introduction(context: RuleContext, command: AnswerIntroduction) -> Effect:
    """Agree: both see each other's contact from now on. Or decline: nobody is told.

    The answer is the same if the asker has withdrawn, or was erased.
    """
    me = context.me()
    row = context.gathering.row("introductions", command.introduction)
    row = found(
        row if row and row["person"] == me["id"] and not row["closed"] else None, "introduction"
    )
    if row["agreed"]:
        return NOTHING_TO_DO
    if not command.agreed:
        declined: Introduction = {**row, "closed": True}
        return _private({"introductions": [declined]})
    agreed: Introduction = {**row, "agreed": True}
    wish = found(context.gathering.row("wishes", row["wish"]), "introduction")
    theirs = next((one for one in _same(context, wish) if one["person"] == row["other"]), None)
    if theirs is None:
        return _private({"introductions": [agreed]})
    mirrored = new(
        Introduction,
        id=f"{context.next_id('intro')}.{theirs['id'].removeprefix('wish')}",
        wish=theirs["id"],
        person=theirs["person"],
        other=me["id"],
        agreed=True,
    )
    return _private({"introductions": [agreed, mirrored]})


def _private(puts: dict[str, list[Row]], result: dict[str, str] | None = None) -> Effect:
    return Effect(puts, result=result, change_name=PRIVATE_CHANGE)


def _own_wish(context: RuleContext, id: str) -> Wish:
    row = context.gathering.row("wishes", id)
    return found(row if row and row["person"] == context.me()["id"] else None, "wish")


def _same(context: RuleContext, wish: Wish) -> list[Wish]:
    """Return other people's wishes for the same item."""
    item = wish["topic"], wish["note"]
    return [
        row
        for row in context.gathering.rows("wishes")
        if (row["topic"], row["note"]) == item and row["id"] != wish["id"]
    ]


def _introductions_with(gathering: Gathering, person: str, wishes: Iterable[Wish]) -> list[Row]:
    """Return the open introductions of others to `person` about `wishes`."""
    ids = {row["id"] for row in wishes}
    return [
        row
        for row in gathering.rows("introductions")
        if row["wish"] in ids and row["other"] == person and not row["closed"]
    ]

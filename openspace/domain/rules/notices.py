"""Notices to people: kinds and codes, and never a text that somebody typed.

A person sends at most one open notice about a pair of topics. Nothing reveals to the sender whether it
reached anybody: the answer is the same if the recipient muted them, or if nobody is left.
"""

from collections.abc import Iterable
from typing import Any, Literal

from openspace.domain.command import Command, HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import conveners_of
from openspace.domain.needs import Need
from openspace.domain.private_tables import MutedNotice, Notice
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import Item, RuleContext, authors_of, rule, topic_of
from openspace.domain.tables import Topic
from openspace.domain.viewer import Viewer
from openspace.domain.vocabulary import PRIVATE_CHANGE, SENT_BY_PEOPLE


class DismissNotice(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    when_closed = True
    takes_back = True

    notice: str


@rule(DismissNotice)
def dismiss_notice(context: RuleContext, command: DismissNotice) -> Effect:
    """The host, who sees the row, does not get the change: two of them would tell that there are two
    conveners."""
    notice = context.notice(command.notice)
    row = dismissed(notice, context.by)
    if is_over(notice) or row == notice:
        return NOTHING_TO_DO
    return Effect({"notices": [row]}, change_name=PRIVATE_CHANGE)


class DismissNotices(HostCommand, frozen=True, kw_only=True):
    topic: str


@rule(DismissNotices)
def dismiss_notices(context: RuleContext, command: DismissNotices) -> Effect:
    """The host dismisses all notices that people have sent about a topic."""
    topic = context.any_topic(command.topic)
    rows: list[Notice] = [
        {**row, "closed": True}
        for row in context.gathering.rows("notices")
        if row["topic"] == topic["id"] and row["kind"] in SENT_BY_PEOPLE and not row["closed"]
    ]
    return Effect({"notices": rows}) if rows else NOTHING_TO_DO


class Mute(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    needs = (Need({"notice.kind": SENT_BY_PEOPLE}, Refused("sent_by_nobody")),)
    when_closed = True
    takes_back = True

    notice: str
    muted: bool = True


@rule(Mute)
def mute(context: RuleContext, command: Mute) -> Effect:
    """Accept no more notices from the sender of this one. There is a row for each notice, so that nobody
    learns whether two have the same sender."""
    me = context.me()
    rows = context.gathering.rows("mutes")
    earlier = next(
        (r for r in rows if r["notice"] == command.notice and r["person"] == me["id"]), None
    )
    if earlier:
        return NOTHING_TO_DO if command.muted else Effect(drops={"mutes": [earlier["id"]]})
    notice = context.notice(command.notice)
    context.check(command, notice=notice["id"])
    if not command.muted:
        return NOTHING_TO_DO
    row = new(
        MutedNotice,
        id=context.next_id("mute"),
        person=me["id"],
        sender=notice["sender"],
        notice=notice["id"],
        at=context.at,
    )
    return Effect({"mutes": [row]})


def send(context: RuleContext, mine: Topic, theirs: Topic, kind: str, **columns: Any) -> Effect:
    """Notify the conveners of the topic `theirs` on behalf of a convener of `mine`.

    It replaces an open notice about the two topics, also one of the other convener: a second notice would
    reveal that there are two. The row is put in any case, so that nobody learns who asks again, or whether
    somebody has dismissed it.
    """
    sender = context.by.person
    about = mine["id"], theirs["id"]
    earlier = next(
        (
            row
            for row in context.gathering.rows("notices")
            if row["kind"] in SENT_BY_PEOPLE and (row["other"], row["topic"]) == about
        ),
        None,
    )
    is_open = earlier is not None and not is_over(earlier)
    muted_by = {
        row["person"]
        for row in context.gathering.rows("mutes")
        if row["sender"] == sender or (earlier and row["notice"] == earlier["id"])
    }
    to = {c: None if theirs[of] in muted_by else theirs[of] for c, of in _RECIPIENTS}
    # A wish to meet does not replace an offer.
    says = {} if is_open and kind == "meet" else {"kind": kind, **columns}
    row = {
        **(earlier or notice_row(context, 1, None, kind, topic=theirs["id"], other=mine["id"])),
        **to,
        "sender": sender,
        "dismissed": False,
        "second_dismissed": False,
        "closed": False,
        **says,
    }
    if earlier and not is_open:
        row |= {"at": context.at, "times": (earlier["times"] or 1) + 1}
    return Effect({"notices": [row]})


_RECIPIENTS: tuple[tuple[str, Literal["convener", "second"]], ...]
_RECIPIENTS = (("person", "convener"), ("second", "second"))
"""Column of a notice → the column of the topic with its recipient."""


def is_over(notice: Notice) -> bool:
    """Return whether nobody sees it any more."""
    is_read = notice["dismissed"] and (notice["second"] is None or notice["second_dismissed"])
    return bool(notice["closed"] or is_read)


def dismissed(notice: Notice, by: Viewer) -> Notice:
    """Return the notice as dismissed by one of its recipients. The row is kept, so that the host's numbers do
    not reveal when somebody read it."""
    if notice["second"] is not None and notice["second"] == by.person:
        return {**notice, "second_dismissed": True}
    return {**notice, "dismissed": True}


def accepted(notice: Notice) -> Notice:
    """Return an offer that one of its recipients has accepted: it is over for both."""
    return {**notice, "dismissed": True, "second_dismissed": True}


def refuse_if_over(context: RuleContext, offer: Notice) -> None:
    """Raise Refused if the asker cannot accept the offer any more: it is over, or they have left the topic.
    The host must not see whether its recipient has dismissed it."""
    topic = context.gathering.row("topics", offer["topic"] or "")
    is_theirs = topic is not None and context.may_act_for(*conveners_of(topic))
    if not is_theirs or (offer["closed"] if context.by.role == "host" else is_over(offer)):
        raise Refused("not_now", why="moved")


def to_conveners(
    context: RuleContext, nth: int, topic: Topic, kind: str, but: str | None = None, **columns: Any
) -> Notice:
    """Return the nth notice of this change, to the conveners of `topic`, without the person `but`. There is
    one row for both: a second one would tell the host that there are two."""
    to = {column: topic[of] for column, of in _RECIPIENTS if topic[of] != but}
    made = notice_row(context, nth, to.pop("person", None), kind, topic=topic["id"], **columns)
    return with_columns(made, **to)


def to_all_conveners(
    context: RuleContext, topics: Iterable[Topic], kind: str, codes: list[str]
) -> list[Notice]:
    """Return the notices of this change to the conveners of `topics`, except the asker."""
    made = [
        to_conveners(context, nth, topic, kind, but=context.by.person, codes=codes)
        for nth, topic in enumerate(topics, 1)
    ]
    return [row for row in made if is_sent(row)]


def is_sent(notice: Notice) -> bool:
    return bool(notice["person"] or notice["second"])


def to_authors(context: RuleContext, item: Item, kind: str) -> list[Notice]:
    """Return the notice to the author of the item; of a topic, to its conveners. Nobody is told after the day
    on which people are forgotten."""
    author, second = authors_of(item)
    is_here = context.gathering.row("people", author or "") is not None
    to = {"person": author if is_here else None, "second": second}
    if not any(to.values()):
        return []
    return [with_columns(notice_row(context, 1, None, kind, topic=topic_of(item)), **to)]


def notice_row(
    context: RuleContext, nth: int, person: str | None, kind: str, **columns: Any
) -> Notice:
    """Return the nth notice of this change. `columns`: `topic` of the recipient, `other` topic, session
    `codes`, `swap` (what `accept_swap` would do: `{offered, wanted, codes}`). With person None nobody is
    notified."""
    id = context.next_id("n", nth)
    return new(Notice, id=id, person=person, kind=kind, at=context.at, **columns)

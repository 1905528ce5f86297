"""Announcing: topics queue, and the host calls one after the other, in the order of the queue
(docs/decisions/0050-announcing.md).

Every change that ends or changes a wish puts the topic, too, whether its convener wanted it to be read out or
not: who reads a topic out is seen by its convener and the host alone.
"""

from collections.abc import Iterable

from msgspec import UNSET

from openspace.domain.command import Command, Flag, HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering, is_off_the_wall
from openspace.domain.needs import ANNOUNCING, OWN_TOPIC, STANDS, unmet_need
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import RuleContext, given, rule
from openspace.domain.rules.puts import Rows
from openspace.domain.tables import Announcement, Topic


class QueueAnnouncement(Command, frozen=True, kw_only=True):
    """`read_out`: whether somebody else should read the topic out. Without it the topic's wish stays."""

    needs = (*ANNOUNCING, OWN_TOPIC, *STANDS)

    topic: str
    read_out: Flag = UNSET


@rule(QueueAnnouncement)
def queue_announcement(context: RuleContext, command: QueueAnnouncement) -> Effect:
    """Put the topic at the end of the queue. In the queue it keeps its place, and the wish can change.

    Both rows are put in any case, so that nobody can tell a change of the wish from a second tap.
    """
    topic = context.own_topic(command, command.topic)
    wish: Topic = with_columns(topic, **given(read_out=command.read_out))
    queued = _queued(context.gathering, topic["id"])
    return Effect(
        {"topics": [wish], "announcements": [queued or _at_the_end(context, topic["id"])]}
    )


class LeaveQueue(Command, frozen=True, kw_only=True):
    needs = (OWN_TOPIC,)
    takes_back = True

    topic: str


@rule(LeaveQueue)
def leave_queue(context: RuleContext, command: LeaveQueue) -> Effect:
    topic = context.own_topic(command, command.topic)
    queued = _queued(context.gathering, topic["id"])
    if queued is None:
        return NOTHING_TO_DO
    return Effect({"topics": [_without_wish(topic)]}, {"announcements": [queued["id"]]})


class AnnounceLater(Command, frozen=True, kw_only=True):
    needs = (OWN_TOPIC,)

    topic: str


@rule(AnnounceLater)
def announce_later(context: RuleContext, command: AnnounceLater) -> Effect:
    """Move the topic to the end of the queue: its convener is not there, or lets others go first. If it was
    being announced, the next one is called."""
    topic = context.own_topic(command, command.topic)
    queued = _queued(context.gathering, topic["id"])
    if queued is None:
        return NOTHING_TO_DO
    moved = [_at_the_end(context, topic["id"])]
    if queued["called_at"]:
        moved += [_called(context, row) for row in _next(context.gathering)]
    return Effect({"announcements": moved}, {"announcements": [queued["id"]]})


class CallNext(HostCommand, frozen=True, kw_only=True):
    """`after`: the id of the announcement that it ends, empty for none."""

    after: str = ""


@rule(CallNext)
def call_next(context: RuleContext, command: CallNext) -> Effect:
    """Call the first topic of the queue, and end the announcement before it.

    Nothing happens if another one is being announced: two people who tap at once must not skip a topic.
    """
    if command.after != _id_of(called_now(context.gathering)):
        return NOTHING_TO_DO
    return _ended(context, [_called(context, row) for row in _next(context.gathering)])


class EndAnnouncement(HostCommand, frozen=True, kw_only=True):
    """Like `CallNext`, without calling another topic."""

    after: str = ""


@rule(EndAnnouncement)
def end_announcement(context: RuleContext, command: EndAnnouncement) -> Effect:
    if command.after != _id_of(called_now(context.gathering)):
        return NOTHING_TO_DO
    return _ended(context, [])


def queue_of(gathering: Gathering) -> list[Announcement]:
    """Return the announcements in their order; not those of topics that the host has to approve first."""
    rows = [
        row
        for row in gathering.rows("announcements")
        if (topic := gathering.row("topics", row["topic"])) and not is_off_the_wall(topic)
    ]
    return sorted(rows, key=lambda row: row["position"])


def called_now(gathering: Gathering) -> Announcement | None:
    return next((row for row in gathering.rows("announcements") if row["called_at"]), None)


def queued_with(context: RuleContext, topic: Topic) -> Rows:
    """Return the row to put if a new topic is queued with its proposal; none if announcing was turned off
    meanwhile, because the topic must not be lost for it."""
    about = {"gathering": context.gathering.code}
    if unmet_need(context.gathering, ANNOUNCING, context.by, about):
        return {}
    return {"announcements": [_at_the_end(context, topic["id"])]}


def out_of_the_queue(gathering: Gathering, topics: Iterable[str]) -> dict[str, list[str]]:
    """Return what to drop when `topics` leave the queue."""
    ids = set(topics)
    gone = [row["id"] for row in gathering.rows("announcements") if row["topic"] in ids]
    return {"announcements": gone} if gone else {}


def without_queue(gathering: Gathering) -> dict[str, list[str]]:
    """Return what to drop when announcing is over."""
    return out_of_the_queue(gathering, (row["topic"] for row in gathering.rows("announcements")))


def _ended(context: RuleContext, called: list[Announcement]) -> Effect:
    ended = called_now(context.gathering)
    if ended is None:
        return Effect({"announcements": called}) if called else NOTHING_TO_DO
    topic = _without_wish(context.any_topic(ended["topic"]))
    puts: Rows = {"topics": [topic], **({"announcements": called} if called else {})}
    return Effect(puts, {"announcements": [ended["id"]]})


def _next(gathering: Gathering) -> list[Announcement]:
    return [row for row in queue_of(gathering) if not row["called_at"]][:1]


def _called(context: RuleContext, row: Announcement) -> Announcement:
    return {**row, "called_at": context.at}


def _queued(gathering: Gathering, topic: str) -> Announcement | None:
    return next((row for row in gathering.rows("announcements") if row["topic"] == topic), None)


def _id_of(row: Announcement | None) -> str:
    return row["id"] if row else ""


def _at_the_end(context: RuleContext, topic: str) -> Announcement:
    """Return a new row. Its position is the number of the change, so it comes after all others."""
    position = context.gathering.seq + 1
    return new(Announcement, id=context.next_id("a"), topic=topic, position=position)


def _without_wish(topic: Topic) -> Topic:
    return {**topic, "read_out": False}

"""Topics: anybody proposes them at any time, and their convener edits and withdraws them without giving a
reason."""

import re
from typing import Literal

from msgspec import UNSET, UnsetType, field

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, Flag, HostCommand, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import conveners_of
from openspace.domain.needs import HAS_ITS_WORDS, NOT_AHEAD, OWN_TOPIC
from openspace.domain.private_tables import Interest
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.announcing import out_of_the_queue, queued_with
from openspace.domain.rules.book import is_confirmed
from openspace.domain.rules.context import RuleContext, given, person_row, rule
from openspace.domain.rules.converging import is_open
from openspace.domain.rules.joined_sessions import without_topics
from openspace.domain.rules.puts import Rows, together
from openspace.domain.settings import setting
from openspace.domain.tables import Topic

_REPORTED: tuple[Literal["title", "description", "report_title"], ...]
_REPORTED = ("title", "description", "report_title")
_CODE = re.compile("[A-Z0-9]{4,12}", re.ASCII)
_NOTE = re.compile(r"n[0-9]{1,12}(\.[0-9]{1,5})?", re.ASCII)

MOST_TOPICS = 5_000
"""Limit of topics on the wall. The largest real gathering had a few hundred."""


class ProposeTopic(Command, frozen=True, kw_only=True):
    needs = (NOT_AHEAD,)

    title: str
    description: str = ""
    convener_name: str | None = None
    tags: list[str] = field(default_factory=list)
    read_out: bool = False
    announce: bool = False
    content_note: str = ""
    follows: dict[str, str] = field(default_factory=dict)
    for_action: bool = False


@rule(ProposeTopic)
def propose_topic(context: RuleContext, command: ProposeTopic) -> Effect:
    context.check(command)
    if command.for_action and not is_open(context.gathering, "reopened"):
        raise Refused("not_now", why="not_reopened")
    if context.is_full("topics", MOST_TOPICS):
        raise Refused("too_many", why="full_of_topics")
    refuse_too_many_open(context, context.by.person)
    signed, shown_as = context.sign(command.convener_name or "", own=True)
    convener = context.by.person
    if context.by.role == "host":
        # Somebody without a phone: a person of their own, so that the topic is theirs on every screen.
        convener = shown_as or context.next_id("p")
        signed = signed or {"people": [person_row(convener, "", context.at, kept_by="host")]}
    topic = new(
        Topic,
        id=context.next_id("t"),
        title=_title(command.title),
        description=text.many_lines(command.description, "description"),
        tags=text.tags(command.tags),
        read_out=command.read_out,
        content_note=text.content_note(command.content_note),
        follows=followed(command.follows),
        for_action=command.for_action,
        convener=convener,
        shown_as=shown_as,
        waiting=context.by.role != "host" and bool(setting(context.gathering.info, "approval")),
        at=context.at,
    )
    queued = queued_with(context, topic) if command.announce else {}
    return Effect(together(signed, {"topics": [topic]}, queued), result={"topic": topic["id"]})


class EditTopic(Command, frozen=True, kw_only=True):
    needs = (OWN_TOPIC, HAS_ITS_WORDS)
    when_closed = frozenset({"convener_name", "report_title"})
    takes_back = frozenset({"convener_name"})

    topic: str
    title: Text = UNSET
    description: Text = UNSET
    convener_name: str | None | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    read_out: Flag = UNSET
    report_title: Text = UNSET
    content_note: Text = UNSET
    follows: dict[str, str] | UnsetType = UNSET


@rule(EditTopic)
def edit_topic(context: RuleContext, command: EditTopic) -> Effect:
    topic = context.own_topic(command, command.topic)
    if isinstance(command.content_note, str) and not _is_author(context, topic):
        raise Refused("not_yours", why="content_note")
    row = with_columns(
        topic,
        **given(
            content_note=command.content_note,
            title=command.title,
            description=command.description,
            tags=command.tags,
            read_out=command.read_out,
            report_title=command.report_title,
            follows=command.follows,
        ),
    )
    row["follows"] = followed(row["follows"])
    row["title"] = _title(row["title"])
    row["description"] = text.many_lines(row["description"], "description")
    row["report_title"] = text.one_line(row["report_title"], "title", "report_title")
    row["tags"] = text.tags(row["tags"])
    row["content_note"] = text.content_note(row["content_note"] or "")
    before: Topic = {**topic, "content_note": topic["content_note"] or ""}
    is_by_another = context.by.person not in conveners_of(topic)
    if is_by_another and is_confirmed(topic) and any(row[c] != topic[c] for c in _REPORTED):
        row["changed_at"] = context.at
    is_second = topic["second"] is not None and context.by.person == topic["second"]
    if is_second and row != before:
        row["second_wrote"] = True
    own: Literal["second_shown_as", "shown_as"] = "second_shown_as" if is_second else "shown_as"
    signed: Rows = {}
    if isinstance(command.convener_name, str | None):
        signed, row[own] = context.sign(
            command.convener_name or "", own=True, instead_of=topic[own]
        )
    if row == before and not signed:
        return NOTHING_TO_DO
    drops = context.typed_only_for(topic, own) if row[own] != topic[own] else {}
    return Effect(together(signed, {"topics": [row]}), drops)


def _is_author(context: RuleContext, topic: Topic) -> bool:
    """Return whether the asker convenes the topic, or typed it for somebody without a phone. Nobody else says
    what a text contains."""
    convener = context.gathering.row("people", topic["convener"] or "")
    typed = convener is not None and convener["kept_by"] == "host"
    return context.by.role != "host" or typed


class WithdrawTopic(Command, frozen=True, kw_only=True):
    needs = (OWN_TOPIC,)
    takes_back = True

    topic: str


@rule(WithdrawTopic)
def withdraw_topic(context: RuleContext, command: WithdrawTopic) -> Effect:
    """Remove the topic from the wall with its cells and notes. It can be restored with its notes."""
    topic = context.own_topic(command, command.topic)
    if topic["withdrawn"]:
        return NOTHING_TO_DO
    row: Topic = {**topic, "withdrawn": True}
    return take_off_the_wall(context, row)


class RestoreTopic(Command, frozen=True, kw_only=True):
    """The host restores only what they typed in: of others' withdrawn topics they do not have the words."""

    needs = (OWN_TOPIC, HAS_ITS_WORDS)

    topic: str


@rule(RestoreTopic)
def restore_topic(context: RuleContext, command: RestoreTopic) -> Effect:
    topic = context.own_topic(command, command.topic)
    if not topic["withdrawn"]:
        return NOTHING_TO_DO
    refuse_too_many_open(context, context.by.person)
    row: Topic = {**topic, "withdrawn": False}
    return take_off_the_wall(context, row)


class ApproveTopic(HostCommand, frozen=True, kw_only=True):
    topic: str


@rule(ApproveTopic)
def approve_topic(context: RuleContext, command: ApproveTopic) -> Effect:
    """Show the topic to everybody, in a gathering where the host must approve topics."""
    topic = context.any_topic(command.topic)
    if not topic["waiting"]:
        return NOTHING_TO_DO
    row: Topic = {**topic, "waiting": False}
    return take_off_the_wall(context, row)


def take_off_the_wall(context: RuleContext, *topics: Row) -> Effect:
    """Put `topics` with another visibility. Their sessions are released, or go on with a topic that has
    joined, the visibility of their notes follows, and they leave the queue."""
    ids = {topic["id"] for topic in topics}
    notes = [note for note in context.gathering.rows("notes") if note["topic"] in ids]
    left = without_topics(context, ids)
    gone = {topic["id"] for topic in topics if topic["withdrawn"] or topic["hidden"]}
    queued = [
        row
        for row in context.gathering.rows("announcements")
        if row["topic"] in ids and row["topic"] not in gone
    ]
    first: Rows = {"sessions": left.get("sessions", ()), "topics": topics, "notes": notes}
    puts = together(first, {"announcements": queued}, left)
    return Effect(
        {table: rows for table, rows in puts.items() if rows},
        out_of_the_queue(context.gathering, gone),
    )


class MarkInterest(Command, frozen=True, kw_only=True):
    not_for_host = "join"
    takes_back = True

    topic: str
    interested: bool = True


@rule(MarkInterest)
def mark_interest(context: RuleContext, command: MarkInterest) -> Effect:
    me = context.me()
    topic = context.topic(command.topic)
    mine = context.gathering.marked.get(me["id"], {}).get(topic["id"], ())
    if bool(mine) == command.interested:
        return NOTHING_TO_DO
    if mine:
        return Effect(drops={"interests": list(mine)})
    row = new(Interest, id=context.next_id("i"), topic=topic["id"], person=me["id"])
    return Effect({"interests": [row]})


def followed(given: dict[str, str]) -> dict[str, str]:
    """Return `{code, note}` of the question that a topic takes up, or nothing. Raises Refused.

    Whether there is such a question is not checked: it is in another gathering.
    """
    if not given:
        return {}
    if set(given) != {"code", "note"} or not (
        _CODE.fullmatch(given["code"]) and _NOTE.fullmatch(given["note"])
    ):
        raise Refused("malformed", why="follows")
    return {"code": given["code"], "note": given["note"]}


def _title(given_title: str) -> str:
    title = text.one_line(given_title, "title", "title")
    if not title:
        raise Refused("missing", field="title")
    return title


def refuse_too_many_open(context: RuleContext, person: str | None) -> None:
    """A limit against floods. A hidden topic counts until it is withdrawn; the host may exceed the limit."""
    most = setting(context.gathering.info, "topics_each")
    if context.by.role == "host" or not most or person is None:
        return
    # Every proposal runs this over all topics, so it compares the columns themselves.
    theirs = [
        row
        for row in context.gathering.rows("topics")
        if row["convener"] == person or row["second"] == person
    ]
    if sum(not row["withdrawn"] for row in theirs) >= most:
        raise Refused("too_many", why="own_topics", most=most)

"""The input and output of rules, and the checks that they share."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Drops, Row
from openspace.domain.closing import is_reflection
from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.gathering import (
    Gathering,
    conveners_of,
    is_off_the_wall,
    is_placed,
    next_id,
)
from openspace.domain.needs import unmet_need
from openspace.domain.private_tables import Notice
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.puts import Rows, rows_that_name
from openspace.domain.tables import (
    CATALOGUE,
    Evidence,
    Issue,
    Note,
    Person,
    Room,
    Session,
    Slot,
    Topic,
)
from openspace.domain.viewer import Viewer

RULES: dict[type[Command], Callable[["RuleContext", Any], Effect]] = {}
"""Command class → its rule."""

C = TypeVar("C", bound=Command)
T = TypeVar("T")


def rule(
    command: type[C],
) -> Callable[[Callable[["RuleContext", C], Effect]], Callable[["RuleContext", C], Effect]]:
    """Decorator that registers a function as the rule of `command`."""

    def register(
        function: Callable[["RuleContext", C], Effect],
    ) -> Callable[["RuleContext", C], Effect]:
        RULES[command] = function
        return function

    return register


Item = tuple[str, Topic | Note | Evidence | Issue]
"""A topic, a note, an evidence item or an issue: (its table, the row)."""


@dataclass(frozen=True)
class RuleContext:
    """The asker (`by`), the time (`at`, ISO 8601), the gathering, and the ids of the asker's own photos."""

    gathering: Gathering
    by: Viewer
    at: str
    photos: Collection[str] = ()

    def next_id(self, prefix: str, nth: int = 1) -> str:
        return next_id(self.gathering, prefix, nth)

    def room(self, id: str) -> Room:
        return found(self.gathering.row("rooms", id), "room")

    def slot(self, id: str) -> Slot:
        return found(self.gathering.row("slots", id), "slot")

    def any_topic(self, id: str) -> Topic:
        """Return a topic, also one that is off the wall. Raises Refused."""
        return found(self.gathering.row("topics", id), "topic")

    def notice(self, id: str) -> Notice:
        """Return a notice to the asker. Raises Refused.

        A notice to somebody else is refused like an unknown one: which numbers exist would reveal which of
        several items one person made.
        """
        row = self.gathering.row("notices", id)
        return found(row if row and self._may_see(row) else None, "notice")

    def _may_see(self, notice: Notice) -> bool:
        """The host acts for people without a phone if something is offered to them."""
        if self.by.role == "host":
            return bool(notice["swap"])
        return self.by.person in [id for id in (notice["person"], notice["second"]) if id]

    def topic(self, id: str) -> Topic:
        """Return a topic that the asker may see; one off the wall only for its own conveners. Raises
        Refused."""
        row = self.any_topic(id)
        if is_off_the_wall(row) and not self.may_act_for(*conveners_of(row)):
            raise Refused("unknown_topic")
        return row

    def note(self, id: str) -> Note:
        """Return a note that the asker may see. Raises Refused.

        Hidden, retracted and unknown notes are refused alike, so that nobody can find out which were erased
        with somebody.
        """
        row = self.gathering.row("notes", id)
        topic = self.gathering.row("topics", row["topic"]) if row else None
        is_seen = row is not None and (
            self.may_act_for(row["author"])
            or not (row["hidden"] or topic is None or is_off_the_wall(topic))
        )
        if row is None or not is_seen:
            raise Refused("unknown_note")
        return row

    def evidence(self, id: str) -> Evidence:
        """Return an evidence item that the asker may see. Raises Refused."""
        row = self.gathering.row("evidence", id)
        is_private = row is not None and (row["hidden"] or is_reflection("evidence", row))
        if row is None or (is_private and not self.may_act_for(row["author"])):
            raise Refused("unknown_evidence")
        return row

    def issue(self, id: str) -> Issue:
        """Return an issue that the asker may see. Raises Refused."""
        row = self.gathering.row("issues", id)
        if row is None or (row["hidden"] and not self.may_act_for(row["author"])):
            raise Refused("unknown_issue")
        return row

    def item(self, topic: str, note: str, evidence: str, issue: str = "") -> Item:
        """Return the item of a command that names exactly one. Raises Refused."""
        if [bool(id) for id in (topic, note, evidence, issue)].count(True) != 1:
            raise Refused("malformed", why="one_item")
        if topic:
            return "topics", self.any_topic(topic)
        if note:
            return "notes", found(self.gathering.row("notes", note), "note")
        if issue:
            return "issues", found(self.gathering.row("issues", issue), "issue")
        return "evidence", found(self.gathering.row("evidence", evidence), "evidence")

    def check(self, command: Command, **rows: str) -> None:
        """Check what the command needs. `rows` are the ids of the rows that its marks name. Raises
        Refused."""
        known = {"gathering": self.gathering.code, **rows}
        unmet = unmet_need(self.gathering, command.needs, self.by, known)
        if unmet:
            raise Refused(unmet.refusal.code, **unmet.refusal.parameters)

    def own_topic(self, command: Command, id: str) -> Topic:
        """Return the topic that the command changes. Raises Refused."""
        row = self.topic(id)
        self.check(command, topic=id)
        return row

    def session(self, id: str) -> Session:
        """A session that has a place. One that was released is refused as one that never was."""
        row = self.gathering.row("sessions", id)
        return found(row if row and is_placed(row) else None, "session")

    def own_session(self, command: Command, id: str) -> Session:
        """Return a session that the asker convenes. Raises Refused."""
        row = self.session(id)
        self.topic(row["topic"])
        self.check_session(command, row)
        return row

    def check_session(self, command: Command, session: Session, **rows: str) -> None:
        """Check what a command needs that names a session. Raises Refused."""
        about = {"session": session["id"], "topic": session["topic"]}
        self.check(command, **about, joined=session["joined"] or "", **rows)

    def may_act_for(self, *people: str | None) -> bool:
        """People act for themselves. The host may act for anybody, and the log records that."""
        return self.by.role == "host" or (self.by.person is not None and self.by.person in people)

    def is_full(self, table: str, most: int) -> bool:
        """Return whether `most` rows of `table` are visible (for people: joined). The host may always add
        more."""
        rows = self.gathering.rows(table)
        if self.by.role == "host" or len(rows) < most:
            return False
        return sum(self._counts(table, row) for row in rows) >= most

    def _counts(self, table: str, row: Row) -> bool:
        match table:
            case "people":
                return row["kept_by"] is None
            case "notes":
                topic = self.gathering.row("topics", row["topic"])
                return not row["hidden"] and topic is not None and self._counts("topics", topic)
            case "evidence" | "issues":
                return not row["hidden"]
        return not (row["hidden"] or row["withdrawn"])

    def me(self) -> Person:
        if self.by.person is None:
            raise Refused("not_allowed", why="join")
        return found(self.gathering.row("people", self.by.person), "person")

    def sign(
        self, name: str, own: bool = False, instead_of: str | None = None
    ) -> tuple[Rows, str | None]:
        """Return the rows to put, and the id of the person under whom `name` will be shown; ({}, None) for no
        name.

        Names are stored only in `people`, so that erasing a person erases them everywhere. With `own` the
        asker signs with the name, and it becomes their own name if they have none yet. Any other name (a
        second convener, the initiator of an action) becomes a person that is kept by its author. So does the
        asker's own name if they do not sign, because a note that follows their renaming would reveal its
        author. Each item gets a person of its own: a shared one would reveal that one person typed both.
        `instead_of` is the present id, which is kept if the name is the same.
        """
        name = text.one_line(name, "name", "name")
        if not name:
            return {}, None
        me = self.gathering.row("people", self.by.person) if self.by.person else None
        if me and own and me["name"] == name:
            return {}, me["id"]
        if me and own and not me["name"]:
            named: Person = {**me, "name": name}
            return {"people": [named], **rows_that_name(self.gathering, me["id"])}, me["id"]
        before = self.gathering.row("people", instead_of or "")
        if before and before["name"] == name and before["kept_by"]:
            return {}, before["id"]
        person = person_row(self.next_id("p"), name, self.at, kept_by=self.by.key)
        return {"people": [person]}, person["id"]

    def typed_only_for(self, row: Row, column: str, or_by_host: bool = False) -> Drops:
        """Return what to drop when `row` is removed, or shows another name in `column`: the person that was
        typed for it. Return nothing if the name is somebody's own, is used elsewhere too, or was typed by the
        host, unless `or_by_host`."""
        person = self.gathering.row("people", row[column] or "")
        if person is None or person["kept_by"] is None:
            return {}
        if person["kept_by"] == "host" and not or_by_host:
            return {}
        shown = [
            (other["id"], name)
            for table, declared in CATALOGUE.items()
            for other in self.gathering.rows(table)
            for name in declared.shown_names
            if other[name] == person["id"]
        ]
        return {"people": [person["id"]]} if shown == [(row["id"], column)] else {}


def found(row: T | None, noun: str) -> T:
    """Return the row. Raises Refused if there is none (any more)."""
    if row is None:
        raise Refused(f"unknown_{noun}")
    return row


def author_of(item: Item) -> str | None:
    """Return the author: a person's id, "host", or None for an erased person; of a topic its first
    convener."""
    table, row = item[0], cast(Row, item[1])
    author: str | None = row["convener" if table == "topics" else "author"]
    return author


def authors_of(item: Item) -> tuple[str | None, str | None]:
    """Return the author, and the second convener of a topic."""
    return author_of(item), cast(Row, item[1]).get("second")


def topic_of(item: Item) -> str:
    """Return the id of the topic that the item is, or belongs to; "" for evidence."""
    table, row = item[0], cast(Row, item[1])
    return str(row["id"] if table == "topics" else row.get("topic", ""))


def person_row(id: str, name: str, at: str, kept_by: str | None = None) -> Person:
    return new(Person, id=id, name=name, kept_by=kept_by, at=at)


def given(**columns: Any) -> dict[str, Any]:
    """Return only the columns for which the command has a value."""
    return {name: value for name, value in columns.items() if value is not UNSET}

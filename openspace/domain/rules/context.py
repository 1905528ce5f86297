"""What every rule is given, what it answers, and the guards that rules share."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Drops, Row
from openspace.domain.command import Command
from openspace.domain.gathering import Gathering, has_cell, is_off_the_wall, next_id
from openspace.domain.refusals import Refused
from openspace.domain.tables import (
    CATALOGUE,
    Note,
    Notice,
    Person,
    Room,
    Session,
    Slot,
    Topic,
    new,
)
from openspace.domain.viewer import Viewer


@dataclass(frozen=True)
class Effect:
    """What a rule decided. Nothing put and nothing dropped means that all stands already as context."""

    puts: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    drops: Mapping[str, Sequence[str]] = field(default_factory=dict)
    result: Mapping[str, Any] | None = None
    change_name: str = ""
    """What the change is called, where that is not the name of the command."""


NOTHING_TO_DO = Effect()

RULES: dict[type[Command], Callable[["RuleContext", Any], Effect]] = {}
"""What each command does."""

C = TypeVar("C", bound=Command)
T = TypeVar("T")


def rule(
    command: type[C],
) -> Callable[[Callable[["RuleContext", C], Effect]], Callable[["RuleContext", C], Effect]]:
    """Makes the function below it the rule of `command`."""

    def register(
        function: Callable[["RuleContext", C], Effect],
    ) -> Callable[["RuleContext", C], Effect]:
        RULES[command] = function
        return function

    return register


Rows = Mapping[str, Sequence[Row]]
"""Rows to put, by table."""


Item = tuple[str, Topic | Note]
"""("topics" or "notes", the row)."""


@dataclass(frozen=True)
class RuleContext:
    """Who asks (`by`), when (`at`, ISO 8601), the gathering as it stands, and the asker's own pictures."""

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
        """A topic, also one that is off the wall."""
        return found(self.gathering.row("topics", id), "topic")

    def notice(self, id: str) -> Notice:
        """A notice to who asks. One to somebody else is refused as one that does not exist: which numbers are
        given out tells which of several items one person made."""
        row = self.gathering.row("notices", id)
        return found(row if row and self._may_see(row) else None, "notice")

    def _may_see(self, notice: Notice) -> bool:
        """The host acts for people without a phone where something is offered to them."""
        if self.by.role == "host":
            return bool(notice["swap"])
        return self.by.person is not None and notice["person"] == self.by.person

    def topic(self, id: str) -> Topic:
        """A topic that is there for whoever asks: one that is off the wall only for its own convener."""
        row = self.any_topic(id)
        if is_off_the_wall(row) and not self.may_act_for(row["convener"]):
            raise Refused("unknown_topic")
        return row

    def note(self, id: str) -> Note:
        """A note that whoever asks may see. Hidden, retracted and unknown ones are refused alike, so that
        nobody can ask which went with somebody who was erased."""
        row = self.gathering.row("notes", id)
        topic = self.gathering.row("topics", row["topic"]) if row else None
        is_seen = row is not None and (
            self.may_act_for(row["author"])
            or not (row["hidden"] or topic is None or is_off_the_wall(topic))
        )
        if row is None or not is_seen:
            raise Refused("unknown_note")
        return row

    def item(self, topic: str, note: str) -> Item:
        """("topics" or "notes", the row) of a command that names exactly one of both."""
        if bool(topic) == bool(note):
            raise Refused("malformed", why="topic_or_note")
        if topic:
            return "topics", self.any_topic(topic)
        return "notes", found(self.gathering.row("notes", note), "note")

    def own_topic(self, id: str) -> Topic:
        row = self.topic(id)
        if not self.may_act_for(row["convener"]):
            raise Refused("not_yours", why="topic")
        return row

    def session(self, id: str) -> Session:
        """A session that holds a cell. One that was released is refused as one that never was."""
        row = self.gathering.row("sessions", id)
        return found(row if row and has_cell(row) else None, "session")

    def own_session(self, id: str) -> Session:
        row = self.session(id)
        self.own_topic(row["topic"])
        return row

    def may_act_for(self, person: str | None) -> bool:
        """People act for themselves; the host helps anybody, and the log says so."""
        return self.by.role == "host" or (person is not None and person == self.by.person)

    def is_full(self, table: str, most: int) -> bool:
        """Whether `most` rows of `table` are visible (of people: joined). The host may always add more."""
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
        return not (row["hidden"] or row["withdrawn"])

    def me(self) -> Person:
        if self.by.person is None:
            raise Refused("not_allowed", why="join")
        return found(self.gathering.row("people", self.by.person), "person")

    def sign(
        self, name: str, own: bool = False, instead_of: str | None = None
    ) -> tuple[Rows, str | None]:
        """Rows to put, and the id of the person, under whom `name` will be shown; ({}, None) for no name.

        Names stand in `people` only, so that erasing a person erases them everywhere. `own` says that
        the asker signs with it: it becomes their own name if they have none yet. Any other name (a second
        convener, who starts an action) becomes a person kept by who typed it; so does the asker's own name
        where they do not sign, since a note that followed their renaming would tell that they wrote it.
        Each item has such a person of its own: a shared one would tell that one person typed both.
        `instead_of` is the id that stands there so far, which stays for the same name.
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

    def typed_only_for(self, row: Row, column: str) -> Drops:
        """What to drop when `row` goes, or shows another name in `column`: the person that was typed for
        it. Nothing where the name is somebody's own, or stands elsewhere too."""
        person = self.gathering.row("people", row[column] or "")
        if person is None or person["kept_by"] in (None, "host"):
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
    """The row, or a refusal that it is not there (any more)."""
    if row is None:
        raise Refused(f"unknown_{noun}")
    return row


def author_of(item: Item) -> str | None:
    """Who wrote it: a person's id, "host", or None of somebody who was erased."""
    table, row = item[0], cast(Row, item[1])
    author: str | None = row["convener" if table == "topics" else "author"]
    return author


def topic_of(item: Item) -> str:
    """The id of the topic that the item is, or belongs to."""
    table, row = item[0], cast(Row, item[1])
    return str(row["id" if table == "topics" else "topic"])


def rows_that_name(gathering: Gathering, person: str) -> Rows:
    """The rows whose look depends on the person's name: put again, so that every screen follows.

    None where the gathering names nobody: rows that travel together would tell that one person wrote
    them all.
    """
    return _rows_that_name(gathering, {person}) if gathering.info["naming"] == "choice" else {}


def rows_that_name_anybody(gathering: Gathering) -> Rows:
    """The rows whose look depends on whether the gathering names people.

    None of those who took their name off everything: a list would tell which items carried it once.
    """
    named = [row for row in gathering.rows("people") if row["name"]]
    listed = [row for row in named if row["listed"]]
    rows = _rows_that_name(gathering, {row["id"] for row in named})
    return {**rows, **({"people": listed} if listed else {})}


def _rows_that_name(gathering: Gathering, people: set[str]) -> Rows:
    found = {
        table: [row for row in gathering.rows(table) if any(row[c] in people for c in columns)]
        for table, declared in CATALOGUE.items()
        if (columns := declared.shown_names)
    }
    return {table: rows for table, rows in found.items() if rows}


def together(*puts: Rows) -> Rows:
    """All of `puts` as one, a row once: as the last of them has it."""
    merged: dict[str, dict[str, Row]] = {}
    for rows_by_table in puts:
        for table, rows in rows_by_table.items():
            merged.setdefault(table, {}).update({row["id"]: row for row in rows})
    return {table: list(rows.values()) for table, rows in merged.items()}


def person_row(id: str, name: str, at: str, kept_by: str | None = None) -> Person:
    return new(Person, id=id, name=name, kept_by=kept_by, at=at)


def given(**columns: Any) -> dict[str, Any]:
    """Only those columns that a command gave a value for."""
    return {name: value for name, value in columns.items() if value is not UNSET}

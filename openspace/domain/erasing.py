"""Erasure of a person: how their rows change, both today's and those in the log
(docs/decisions/0005-erasing.md).

The same function of a row rewrites both, so that replaying the log still gives the tables.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from openspace.domain.change import Change, Puts, Row
from openspace.domain.columns import Table
from openspace.domain.conveners import without_leaver
from openspace.domain.stream import Stream
from openspace.domain.tables import CATALOGUE

UNTITLED = "Untitled"
"""Title of a topic whose convener erased their texts, but on which others have left notes, or which has
another convener."""

SOMEBODY = "somebody"
"""Replaces an erased person where null would be visible. A session keeps its note-taker mark, because several
sessions that lose it at the same moment would reveal that one person took their notes. Nobody has this id."""

ITEM_TABLES = ("topics", "notes", "evidence", "issues", "flags", "plans", "joins")
"""Tables whose rows are erased one by one, if their author wishes that."""

OF_AUTHORS = ("evidence", "issues")
"""Those whose rows go with the words of their author, whatever others have done with them."""

Item = tuple[str, str]
"""`(table, id)` of a row in one of ITEM_TABLES."""

Moments = Callable[[Sequence[Item]], Sequence[str]]
"""Items → the time (ISO 8601) at which each is removed, in the same order."""


@dataclass(frozen=True)
class Erasure:
    """The plan of an erasure, for one person or for one item of an author who was erased before.

    `person`: who asked, None for an item. `people`: they, and other ids whose names are erased (`_people`).
    `notes`, `topics`, `evidence`, `issues`, `plans`, `joins`: ids to delete. `flags`: ids to empty and close.
    `blank`: topics that are kept for the notes of others or for another convener, without their texts.
    `go_on`: joined sessions → the topic that takes over if the session's own is deleted. `sessions`: ids of
    those that are deleted with their topics. `photos`: photos to delete. `words`: whether all their content
    is erased, now or later. `later`: `(table, id, time)` of what is deleted later.
    """

    person: str | None = None
    people: frozenset[str] = frozenset()
    words: bool = False
    notes: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    sessions: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    go_on: Mapping[str, str] = field(default_factory=dict)
    later: tuple[tuple[str, str, str], ...] = ()
    name: str = ""
    """The person's own name. The other names are found by the ids in `people`."""
    namesakes: frozenset[str] = frozenset()
    """Other people who have that name."""
    everybody: bool = False
    """Whether all people are erased, with everything that is stored about them outside the rows."""

    @property
    def gone_items(self) -> list[Item]:
        """Return the items that are erased now, and so are no longer scheduled for later removal."""
        gone = [(table, id) for table in ITEM_TABLES for id in getattr(self, table)]
        return [*gone, *(("topics", id) for id in self.blank)]

    def row(self, table: str, row: Row) -> Row | None:
        """Return `row` after the erasure; None if it is deleted."""
        row = self._without_unmarked(CATALOGUE[table], row)
        if table in OF_AUTHORS:
            return None if row["id"] in getattr(self, table) else self.unnamed(table, row)
        match table:
            case "people":
                return None if row["id"] in self.people else self._unkept(row)
            case "topics":
                return self.topic_left(row)
            case "sessions":
                return self._session(row)
            case "announcements":
                return None if row["topic"] in self.topics | self.blank else row
            case "interests":
                gone = row["person"] == self.person or row["topic"] in self.topics
                return None if gone else row
            case "wishes":
                gone = row["topic"] in self.topics or row["note"] in self.notes
                return None if gone or row["person"] in self.people else row
            case "followings":
                return None if row["person"] in self.people else self._following(row)
            case "notes":
                return None if row["id"] in self.notes else self._note(row)
            case "notices":
                # The row is kept without names: notices that disappear together would reveal that one person
                # sent or received them. Older notices have no kind, and a text that somebody typed.
                return self.unnamed(table, row) if row.get("kind") else None
            case "mutes":
                return None if row["person"] == self.person else self.unnamed(table, row)
            case "offers":
                # It goes with its note, so that what the community has goes at the note's time.
                return None if row["note"] in self.notes else self._offer(row)
            case "joins":
                # With another name, it goes at its own time: a name that disappears together with the person
                # would reveal who it was.
                gone = row["id"] in self.joins or row["note"] in self.notes
                return None if gone else self.unnamed(table, row)
            case "rests" | "reports":
                return self.unnamed(table, row)
            case "flags":
                return self._flag(row)
            case "invites":
                gone = row["topic"] in self.topics or self._is_theirs(CATALOGUE[table], row)
                return None if gone else row
            case "plans":
                # The host could tell who it was if the plan disappeared together with a name.
                return None if row["id"] in self.plans else self.unnamed(table, row)
            case "gatherings":
                return self._untold(self._uncredited(row))
        # A table without a case here: its rows are deleted with the person whom they concern.
        return None if self._is_theirs(CATALOGUE[table], row) else self.unnamed(table, row)

    def of_change(self, change: Change) -> Change:
        """Return `change` for the rewritten log. It keeps its seq, so that the log has no gap."""
        puts = {
            table: [kept for row in rows if (kept := self.row(table, row)) is not None]
            for table, rows in change.puts.items()
        }
        by = None if change.by == self.person else change.by
        return Change(change.seq, change.name, change.at, by, puts, change.drops)

    def of_log(self, log: Iterable[Change]) -> list[Change]:
        """Return the rewritten log.

        If a person is erased, rows that a later change put again unchanged are removed too: a change that put
        somebody's new name on their items would link items that have no name now. No client can catch up from
        before an erasure, so nobody needs these rows.
        """
        kept = [self.of_change(change) for change in log]
        return list(_without_repeated_rows(kept)) if self.person else kept

    def of_stream(self, stream: Stream) -> Stream:
        tables = {
            table: {
                row["id"]: kept
                for row in stream.rows(table)
                if (kept := self.row(table, row)) is not None
            }
            for table in stream.TABLES
        }
        return replace(stream, tables=tables)

    def _unkept(self, row: Row) -> Row:
        """Keep a name that an erased person typed, without the author. Logged rows of people are ids only."""
        return {**row, "kept_by": SOMEBODY} if row.get("kept_by") in self.people else row

    def topic_left(self, row: Row) -> Row | None:
        if row["id"] in self.topics:
            return None
        row = without_leaver(self.unnamed("topics", row))
        if row["id"] in self.blank:
            topics = CATALOGUE["topics"]
            row = {**row, **topics.cleared(topics.words + topics.unmarked), "title": UNTITLED}
            row["hidden_reason"] = ""  # it can quote them
        return row

    def _note(self, row: Row) -> Row:
        row = self.unnamed("notes", row)
        if row.get("described") and row["topic"] in self.blank:
            row = {**row, "alt": "", "described": False}
        return row

    def _offer(self, row: Row) -> Row:
        """Remove the person's own name, which the community shows. Another one would reveal who chose it."""
        is_own = self.name and row["shown_as"] == self.name and row["person"] not in self.namesakes
        row = self.unnamed("offers", row)
        return {**row, "shown_as": ""} if is_own else row

    def _flag(self, row: Row) -> Row:
        """Keep only the empty row: flags that disappear together would reveal that one person sent them."""
        row = self.unnamed("flags", row)
        is_over = (
            row["id"] in self.flags
            or row["note"] in self.notes
            or row["evidence"] in self.evidence
            or row.get("issue") in self.issues
            or row["topic"] in self.topics | self.blank
        )
        return {**row, "closed": True, "words": ""} if is_over else row

    def _following(self, row: Row) -> Row:
        """Keep only the empty row of an erased companion: the log has it from before they entered the code,
        too."""
        is_over = row["companion"] in self.people
        return {**row, "companion": None, "closed": True} if is_over else row

    def _session(self, row: Row) -> Row | None:
        """Return the session. If its own topic is deleted, the topic that has joined takes it over; its notes
        are deleted with it, because all of them were the erased person's."""
        if row["topic"] in self.topics:
            joined = row.get("joined")
            if not joined or self.go_on.get(row["id"]) != joined:
                return None
            row = {**row, "topic": joined, "joined": "", "joined_at": ""}
        if row.get("joined") in self.topics:
            row = {**row, "joined": "", "joined_at": ""}
        row = self.unnamed("sessions", row)
        if row["topic"] in self.blank and row.get("place"):
            row = {**row, "place": ""}
        return {**row, "note_taker": SOMEBODY} if row["note_taker"] in self.people else row

    def unnamed(self, table: str, row: Row) -> Row:
        """Return the row without the ids of the erased people."""
        named = [name for name in CATALOGUE[table].names if row.get(name) in self.people]
        return {**row, **dict.fromkeys(named)} if named else row

    def _without_unmarked(self, table: Table, row: Row) -> Row:
        """Reset columns without a mark, because they may contain anything: all of them in rows of the erased
        people, and elsewhere those whose value names these people."""
        unmarked = [name for name in table.unmarked if name in row]
        if not unmarked:
            return row
        is_theirs = self._is_theirs(table, row)
        return {
            **row,
            **table.cleared(tuple(n for n in unmarked if is_theirs or self._is_named_in(row[n]))),
        }

    def _is_theirs(self, table: Table, row: Row) -> bool:
        return any(row.get(owner) in self.people for owner in table.owners)

    def _is_named_in(self, value: Any) -> bool:
        if isinstance(value, dict):
            return any(map(self._is_named_in, (*value, *value.values())))
        if isinstance(value, list):
            return any(map(self._is_named_in, value))
        return value in self.people

    def _uncredited(self, row: Row) -> Row:
        credited = (row.get("book") or {}).get("credits", [])
        kept = [id for id in credited if id not in self.people]
        return row if kept == credited else {**row, "book": {**row["book"], "credits": kept}}

    def _untold(self, row: Row) -> Row:
        """Forget where deleted sessions were when the news was told, and what had joined others."""
        told = row.get("told")
        if not told or not self.topics:
            return row
        agenda = {id: code for id, code in told["agenda"].items() if id not in self.sessions}
        joined = {
            id: topic
            for id, topic in told["joined"].items()
            if id in agenda and topic not in self.topics
        }
        return {**row, "told": {**told, "agenda": agenda, "joined": joined}}


def _without_repeated_rows(log: Iterable[Change]) -> Iterator[Change]:
    current: dict[tuple[str, str], Row] = {}
    for change in log:
        for table, ids in change.drops.items():
            for id in ids:
                current.pop((table, id), None)
        puts = {
            table: [row for row in rows if current.get((table, row["id"])) != row]
            for table, rows in change.puts.items()
        }
        for table, rows in change.puts.items():
            current |= {(table, row["id"]): row for row in rows}
        yield replace(change, puts={**puts, **_people_of(change)})


def _people_of(change: Change) -> Puts:
    """Logged rows of people are ids only. They record that a person's row changed, and its values are not in
    the log."""
    return {"people": change.puts["people"]} if "people" in change.puts else {}

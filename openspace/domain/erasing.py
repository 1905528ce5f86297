"""Forgetting somebody: what their rows become, today's and those of the log (docs/decisions/0005-erasing.md).

The same function of a row makes both, so that replaying the log still equals the tables.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from openspace.domain.change import Change, Row
from openspace.domain.gathering import TABLES, Gathering

UNTITLED = "Untitled"
"""The title of a topic whose convener took their words along, and where others have left notes."""

_UNSEEN = {"author", "convener", "person", "sender"}
"""Columns that nobody is shown: when they alone change, no screen needs to be told."""


@dataclass(frozen=True)
class Erasure:
    """`people` are whoever asked and the names that they typed for others; `words`: their texts go, too.

    `gone` are topics that go with their words, `blank` those that stay for the notes of others, `photos`
    the pictures that go.
    """

    person: str
    people: frozenset[str]
    words: bool
    gone: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()

    def row(self, table: str, row: Row) -> Row | None:
        """`row` as it may stand from now on; None for one that may not."""
        match table:
            case "people":
                return None if row["id"] in self.people else row
            case "topics":
                return self._topic(row)
            case "sessions":
                return None if row["topic"] in self.gone else self._unnamed(row)
            case "interests":
                return None if row["person"] == self.person or row["topic"] in self.gone else row
            case "notes":
                return None if self.words and row["author"] == self.person else self._unnamed(row)
            case "notices":
                # It names nobody any more, and stays: notices that vanish together would tell that one
                # person had sent or got them. Older ones have no kind, and a text that somebody typed.
                return self._unnamed(row) if row.get("kind") else None
            case "mutes":
                return None if row["person"] == self.person else self._unnamed(row)
            case "rests" | "reports":
                return self._unnamed(row)
            case "gatherings":
                return self._uncredited(row)
        return row

    def of_change(self, change: Change) -> Change:
        """`change` as it may stand in the log. It keeps its seq, so that nobody misses one."""
        puts = {
            table: [kept for row in rows if (kept := self.row(table, row)) is not None]
            for table, rows in change.puts.items()
        }
        by = None if change.by == self.person else change.by
        return Change(change.seq, change.name, change.at, by, puts, change.drops)

    def of_gathering(self, gathering: Gathering) -> Gathering:
        tables = {
            table: {
                row["id"]: kept
                for row in gathering.rows(table)
                if (kept := self.row(table, row)) is not None
            }
            for table in TABLES
        }
        return Gathering(gathering.seq, tables, gathering.at)

    def shown(self, gathering: Gathering) -> tuple[dict[str, list[Row]], dict[str, list[str]]]:
        """What screens must be told: rows to put, and ids to drop.

        Only what somebody sees differently. Rows that travel together tell that one person made them, and
        a note that stays anonymous must not be found out by its author's leaving.
        """
        puts: dict[str, list[Row]] = {}
        drops: dict[str, list[str]] = {}
        for table in TABLES:
            for row in gathering.rows(table):
                kept = self.row(table, row)
                if kept is None:
                    if table in ("topics", "sessions", "notes") or row.get("was_listed"):
                        drops.setdefault(table, []).append(row["id"])
                elif any(kept[column] != row[column] for column in set(row) - _UNSEEN):
                    puts.setdefault(table, []).append(kept)
        return puts, drops

    def _topic(self, row: Row) -> Row | None:
        if row["id"] in self.gone:
            return None
        row = self._unnamed(row)
        if row["convener"] != self.person:
            return row
        row = {**row, "convener": None}
        if row["id"] in self.blank:
            row |= {"title": UNTITLED, "description": "", "tags": [], "report_title": ""}
        return row

    def _unnamed(self, row: Row) -> Row:
        """Without the ids that point to who is forgotten."""
        named = [
            column
            for column in (
                *("shown_as", "initiator", "note_taker", "note_taker_shown_as"),
                *("author", "person", "sender"),
            )
            if row.get(column) in self.people
        ]
        return {**row, **dict.fromkeys(named)} if named else row

    def _uncredited(self, row: Row) -> Row:
        credited = (row.get("book") or {}).get("credits", [])
        kept = [id for id in credited if id not in self.people]
        return row if kept == credited else {**row, "book": {**row["book"], "credits": kept}}


def erasure(gathering: Gathering, log: Iterable[Change], person: str, words: bool) -> Erasure:
    """What it takes to forget `person`, now and in the `log` of the gathering."""
    people = {row["id"] for row in gathering.rows("people") if row["kept_by"] == person}
    everything: list[Gathering | Change] = [gathering, *log]
    topics = [row for row in _rows("topics", everything) if row["convener"] == person]
    notes = _rows("notes", everything)
    theirs = {row["id"] for row in notes if row["author"] == person}
    held_by_others = {row["topic"] for row in gathering.rows("notes") if row["id"] not in theirs}
    own = {row["id"] for row in topics} if words else set()
    photos = {row["photo"] for row in notes if row["photo"] and row["id"] in theirs}
    others = {row["photo"] for row in gathering.rows("notes") if row["id"] not in theirs}
    return Erasure(
        person=person,
        people=frozenset({person, *people}),
        words=words,
        gone=frozenset(own - held_by_others),
        blank=frozenset(own & held_by_others),
        photos=frozenset(photos - others) if words else frozenset(),
    )


def _rows(table: str, of: list[Gathering | Change]) -> list[Row]:
    return [
        row
        for one in of
        for row in (one.rows(table) if isinstance(one, Gathering) else one.puts.get(table, ()))
    ]

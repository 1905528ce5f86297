"""Erasing a person: what their rows become, today's and those of the log (docs/decisions/0005-erasing.md).

The same function of a row rewrites both, so that replaying the log still equals the tables.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openspace.domain.change import Change, Puts, Row
from openspace.domain.columns import Table
from openspace.domain.gathering import Gathering
from openspace.domain.tables import CATALOGUE, TABLES

UNTITLED = "Untitled"
"""The title of a topic whose convener took their words along, and where others have left notes."""

SOMEBODY = "somebody"
"""Stands for an erased person where a null would be seen: a session keeps the mark that its notes were
taken, since losing several at the same moment would tell that one person took them. Nobody has this id."""

Item = tuple[str, str]
"""`(table, id)` of a topic or a note."""

Moments = Callable[[Sequence[Item]], Sequence[str]]
"""Items → the moment (ISO 8601) at which each is to disappear, in the same order."""


@dataclass(frozen=True)
class Erasure:
    """What disappears, for one person or for one item whose author was erased before.

    `person`: who asked, None for an item. `people`: they, and other ids whose names go (`_people`).
    `notes`, `topics`: ids that go. `blank`: topics that stay for the notes of others, without their words.
    `photos`: pictures that go. `words`: everything of theirs goes, now or later. `later`: `(table, id,
    moment)` of what goes later.
    """

    person: str | None = None
    people: frozenset[str] = frozenset()
    words: bool = False
    notes: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    photos: frozenset[str] = frozenset()
    later: tuple[tuple[str, str, str], ...] = ()

    def row(self, table: str, row: Row) -> Row | None:
        """`row` as it may stand from now on; None for one that may not."""
        row = self._without_unmarked(CATALOGUE[table], row)
        match table:
            case "people":
                return None if row["id"] in self.people else self._unkept(row)
            case "topics":
                return self.topic_left(row)
            case "sessions":
                return None if row["topic"] in self.topics else self._session(row)
            case "interests":
                gone = row["person"] == self.person or row["topic"] in self.topics
                return None if gone else row
            case "notes":
                return None if row["id"] in self.notes else self._note(row)
            case "notices":
                # It names nobody any more, and stays: notices that vanish together would tell that one
                # person had sent or got them. Older ones have no kind, and a text that somebody typed.
                return self.unnamed(table, row) if row.get("kind") else None
            case "mutes":
                return None if row["person"] == self.person else self.unnamed(table, row)
            case "rests" | "reports":
                return self.unnamed(table, row)
            case "gatherings":
                return self._uncredited(row)
        # A table that nothing is said about here: its rows go with the person whom they concern.
        owner = CATALOGUE[table].owner
        return None if owner and row.get(owner) in self.people else self.unnamed(table, row)

    def of_change(self, change: Change) -> Change:
        """`change` as it may stand in the log. It keeps its seq, so that nobody misses one."""
        puts = {
            table: [kept for row in rows if (kept := self.row(table, row)) is not None]
            for table, rows in change.puts.items()
        }
        by = None if change.by == self.person else change.by
        return Change(change.seq, change.name, change.at, by, puts, change.drops)

    def of_log(self, log: Iterable[Change]) -> list[Change]:
        """`log` as it may stand. Where a person goes, so do rows that were put again as they stood: a change
        that put somebody's new name on what they signed would tie together what carries no name now.
        Nobody catches up from before an erasure, and so nobody needs them.
        """
        kept = [self.of_change(change) for change in log]
        return list(_without_repeated_rows(kept)) if self.person else kept

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

    def _unkept(self, row: Row) -> Row:
        """A name that an erased person typed, without who typed it. Logged rows of people are ids alone."""
        return {**row, "kept_by": SOMEBODY} if row.get("kept_by") in self.people else row

    def topic_left(self, row: Row) -> Row | None:
        if row["id"] in self.topics:
            return None
        row = self.unnamed("topics", row)
        if row["id"] in self.blank:
            topics = CATALOGUE["topics"]
            row = {**row, **topics.cleared(topics.words + topics.unmarked), "title": UNTITLED}
        return row

    def _note(self, row: Row) -> Row:
        row = self.unnamed("notes", row)
        if row.get("described") and row["topic"] in self.blank:
            row = {**row, "alt": "", "described": False}
        return row

    def _session(self, row: Row) -> Row:
        row = self.unnamed("sessions", row)
        return {**row, "note_taker": SOMEBODY} if row["note_taker"] in self.people else row

    def unnamed(self, table: str, row: Row) -> Row:
        """Without the ids of the erased people."""
        named = [name for name in CATALOGUE[table].names if row.get(name) in self.people]
        return {**row, **dict.fromkeys(named)} if named else row

    def _without_unmarked(self, table: Table, row: Row) -> Row:
        """A column without a mark may hold anything: in rows of the erased people, and where it says who
        they are, it is as in a new row."""
        unmarked = [name for name in table.unmarked if name in row]
        if not unmarked:
            return row
        is_theirs = table.owner is not None and row.get(table.owner) in self.people
        return {
            **row,
            **table.cleared(tuple(n for n in unmarked if is_theirs or self._is_named_in(row[n]))),
        }

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


def _without_repeated_rows(log: Iterable[Change]) -> Iterator[Change]:
    stands: dict[tuple[str, str], Row] = {}
    for change in log:
        for table, ids in change.drops.items():
            for id in ids:
                stands.pop((table, id), None)
        puts = {
            table: [row for row in rows if stands.get((table, row["id"])) != row]
            for table, rows in change.puts.items()
        }
        for table, rows in change.puts.items():
            stands |= {(table, row["id"]): row for row in rows}
        yield replace(change, puts={**puts, **_people_of(change)})


def _people_of(change: Change) -> Puts:
    """Logged rows of people are ids alone, and tell of a change that stands elsewhere."""
    return {"people": change.puts["people"]} if "people" in change.puts else {}


def erasure(
    gathering: Gathering,
    log: Iterable[Change],
    person: str,
    words: bool,
    moments: Moments | None = None,
) -> Erasure:
    """What it takes to erase `person` from the gathering as it stands and from its `log`.

    `words`: their topics, notes and pictures go as well; at once, or each at its own moment where `moments`
    is given. Until then these stand without an author.
    """
    everything: list[Gathering | Change] = [gathering, *log]
    topics = [row for row in _rows("topics", everything) if row["convener"] == person]
    notes = [row for row in _rows("notes", everything) if row["author"] == person]
    own_notes = frozenset(row["id"] for row in notes)
    own_topics = {row["id"] for row in topics}
    standing = [row["id"] for row in gathering.rows("notes") if row["id"] in own_notes]
    if not words:
        return Erasure(person, _people(gathering, person, frozenset()))
    if moments is not None:
        items = [
            *(("notes", id) for id in standing),
            *(("topics", row["id"]) for row in gathering.rows("topics") if row["id"] in own_topics),
        ]
        later = tuple((*item, at) for item, at in zip(items, moments(items), strict=True))
        # Those that were retracted are on no screen: they need not wait.
        retracted = own_notes - set(standing)
        return Erasure(person, _people(gathering, person, retracted), words, retracted, later=later)
    held_by_others = {r["topic"] for r in gathering.rows("notes") if r["id"] not in own_notes}
    return Erasure(
        person,
        _people(gathering, person, own_notes),
        words,
        notes=own_notes,
        topics=frozenset(own_topics - held_by_others),
        blank=frozenset(own_topics & held_by_others),
        photos=_photos(gathering, notes),
    )


def _people(gathering: Gathering, person: str, gone_notes: frozenset[str]) -> frozenset[str]:
    """Ids of those whose names go: the person; the same name, whoever typed it; and names that the person
    typed, but for those that stand in a note that stays, which would tell whose note it is."""
    me = gathering.row("people", person)
    own_name = me["name"] if me else ""
    standing = {r["initiator"] for r in gathering.rows("notes") if r["id"] not in gone_notes}
    return frozenset({person}) | {
        row["id"]
        for row in gathering.rows("people")
        if (row["kept_by"] == person and row["id"] not in standing)
        or (row["kept_by"] not in (None, "host") and own_name and row["name"] == own_name)
    }


def erasure_of_item(gathering: Gathering, log: Iterable[Change], item: Item) -> Erasure:
    """What it takes to erase one topic or note, whose author was erased before."""
    table, id = item
    everything: list[Gathering | Change] = [gathering, *log]
    if table == "notes":
        notes = [row for row in _rows("notes", everything) if row["id"] == id]
        return Erasure(notes=frozenset({id}), photos=_photos(gathering, notes))
    if any(row["topic"] == id for row in gathering.rows("notes")):
        return Erasure(blank=frozenset({id}))
    return Erasure(topics=frozenset({id}))


def _photos(gathering: Gathering, notes: Iterable[Row]) -> frozenset[str]:
    """The pictures of `notes` that no other note shows."""
    ids = {row["id"] for row in notes}
    others = {row["photo"] for row in gathering.rows("notes") if row["id"] not in ids}
    return frozenset({row["photo"] for row in notes if row["photo"]} - others)


def _rows(table: str, of: Iterable[Gathering | Change]) -> list[Row]:
    return [
        row
        for one in of
        for row in (one.rows(table) if isinstance(one, Gathering) else one.puts.get(table, ()))
    ]

"""A gathering and its log without what would tell who did something that carries no name.

Where a name is not shown, "somebody" stands for the person, and it is the same somebody for all, so that
two things by one person cannot be told from two by two. What was edited, retracted or named once and no
longer is so in the log as well.
"""

from dataclasses import replace

from openspace.domain import audience
from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering

SOMEBODY = "somebody"
_SHOWING = ("shown_as", "note_taker_shown_as", "initiator")
"""Columns whose person is named on screens, where there is a name to show."""

_WORDS = (
    "title",
    "description",
    "tags",
    "report_title",
    "text",
    "url",
    "due",
    "alt",
    "photo",
)
_NOTICE: Row = {
    "other": None,
    "codes": [],
    "swap": {},
    "sender": SOMEBODY,
    "person": SOMEBODY,
    "dismissed": False,
}
"""What a host may not know of a notice: who wrote to whom, and whether it was read."""

_LEFT_OUT = {"people", "mutes"}
_RENAMING = {"edit_me"}
"""Changes that put together whatever names one person."""


def unlinked(gathering: Gathering, log: list[Change]) -> tuple[Gathering, list[Change]]:
    """Both, fit to be handed to a host."""
    people = {row["id"]: row for row in gathering.rows("people")}
    ever = {*people, *(change.by for change in log if change.by and change.by != "host")}
    ever |= {row["id"] for change in log for row in change.puts.get("people", ())}
    maker = _Maker(gathering, ever)
    tables = {
        table: {id: maker.row(table, row) for id, row in rows.items()}
        for table, rows in gathering.tables.items()
        if table not in _LEFT_OUT
    }
    named = maker.named(tables)
    tables["people"] = {id: _known(row) for id, row in people.items() if id in named}
    told = [maker.change(change, tables["people"]) for change in log]
    return replace(gathering, tables=tables), told


class _Maker:
    def __init__(self, gathering: Gathering, people: set[str]) -> None:
        self._gathering = gathering
        self._people = people

    def row(self, table: str, row: Row) -> Row:
        current = self._gathering.row(table, row["id"])
        public = audience._COLUMNS.get(table, ())
        made = dict(row)
        if table in ("topics", "notes"):
            made |= self._words(row, current)
        if table == "notices":
            made |= _NOTICE
        if table in ("rests", "reports"):
            made["person"] = SOMEBODY
        for column in _SHOWING:
            if column in made:
                same = current is not None and current[column] == row[column]
                shown = same and self._gathering.shown_name(row[column]) is not None
                made[column] = row[column] if shown else None
        shown_here = [made.get(column) for column in _SHOWING]
        for column, value in made.items():
            private = column not in public and column not in _SHOWING
            is_person = isinstance(value, str) and value in self._people
            if private and is_person and value not in shown_here:
                made[column] = SOMEBODY
        return made

    def _words(self, row: Row, current: Row | None) -> Row:
        """As they are now: what was edited away or taken back stays so."""
        there = [column for column in _WORDS if column in row]
        if current is None:
            return {c: type(row[c])() if row[c] is not None else None for c in there}
        return {c: current[c] for c in there}

    def named(self, tables: dict[str, dict[str, Row]]) -> set[str]:
        shown = {row.get(c) for rows in tables.values() for row in rows.values() for c in _SHOWING}
        listed = {p["id"] for p in self._gathering.rows("people") if p["listed"]}
        credited = set(self._gathering.about["book"].get("credits", ()))
        told = {id for id in listed | credited if self._gathering.shown_name(id) is not None}
        return {str(id) for id in shown | told if id}

    def change(self, change: Change, people: dict[str, Row]) -> Change:
        puts = {
            table: [self.row(table, row) for row in rows]
            for table, rows in change.puts.items()
            if table not in _LEFT_OUT
        }
        if change.name in _RENAMING:
            puts = {t: [r for r in rows if _shows(r)] for t, rows in puts.items()}
        if "people" in change.puts:
            puts["people"] = [people[r["id"]] for r in change.puts["people"] if r["id"] in people]
        by = change.by if change.by in (None, "host") else SOMEBODY
        return replace(change, by=by, puts=puts)


def _shows(row: Row) -> bool:
    return any(row.get(column) for column in _SHOWING)


def _known(person: Row) -> Row:
    """What everybody may know of a person who is named somewhere."""
    listed = person["listed"] and person["contact_listed"]
    kept_by = person["kept_by"] if person["kept_by"] in (None, "host") else SOMEBODY
    return {**person, "contact": person["contact"] if listed else "", "kept_by": kept_by}

"""One command by the rules, and what must hold after every one (after Zulip's `verify_action`).

The rows that a change puts are those of the catalogue. A copy that takes the change equals a fresh view,
for the public, the host and each person, and shows no column that is not theirs. Whoever would be erased now
leaves no id and no word.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from openspace.domain.audience import HOST, PUBLIC, concerned, see_change
from openspace.domain.change import ERASING, Change, Row
from openspace.domain.columns import HOST as FOR_HOST
from openspace.domain.columns import OWNER, Mark
from openspace.domain.columns import PUBLIC as FOR_ALL
from openspace.domain.command import Command
from openspace.domain.erasing import UNTITLED
from openspace.domain.erasure_plan import erasure
from openspace.domain.gathering import Gathering
from openspace.domain.rules import decide
from openspace.domain.tables import CATALOGUE
from openspace.domain.viewer import Viewer
from tests.domain.copies import Copy, everybody, seen_now

Typed = dict[str | None, set[str]]
"""Whoever asked (`Viewer.key`) → the texts that they have sent so far."""

NOT_TYPED = {
    *("topic", "session", "note", "evidence", "notice", "room", "slot", "wanted", "news", "photo"),
    *("table", "id", "flag", "plan", "following", "issue", "kind", "form", "bearing", "due", "at"),
}
"""Arguments that say which row is meant, or are chosen: the same stand in rows of others."""


def act(
    gathering: Gathering,
    log: list[Change],
    command: Command,
    by: Viewer,
    at: str,
    photos: Collection[str] = (),
    typed: Typed | None = None,
    is_checked: bool = True,
) -> tuple[Gathering, dict[str, Any]]:
    """The gathering after `command`, and the result; `log` gets the change and `typed` the command's texts.

    Raises Refused.
    """
    change, result = decide(gathering, command, by, at, photos)
    if typed is not None:
        who = (result or {}).get("person", by.key)
        typed.setdefault(who, set()).update(texts_typed(command))
    if change is None:
        return gathering, result or {}
    after = gathering.apply(change)
    log.append(change)
    if is_checked:
        assert_rows_fit(change)
        assert_views_follow(gathering, after, change)
        assert_each_can_be_erased(after, as_kept(log), typed or {})
    return after, result or {}


def texts_typed(command: Command) -> Iterator[str]:
    for name in set(command.__struct_fields__) - NOT_TYPED:
        value = getattr(command, name)
        # The keys of a table are no text: every row has a column called “note”.
        yield from texts_in([*value.values()] if isinstance(value, dict) else value)


def assert_rows_fit(change: Change) -> None:
    """Each row has the columns of its table, and a value of the right type in each."""
    assert set(change.drops) <= set(CATALOGUE), change.name
    for table, rows in change.puts.items():
        columns = CATALOGUE[table].columns
        for row in rows:
            assert set(row) == set(columns), (change.name, table)
            for name, value in row.items():
                assert columns[name].accepts(value), (change.name, table, name, value)


# --- views


def assert_views_follow(before: Gathering, after: Gathering, change: Change) -> None:
    public = see_change(after, change, PUBLIC)
    for viewer in everybody(after):
        copy, sent = Copy(before, viewer), see_change(after, change, viewer)
        copy.apply(sent)
        if change.name not in ERASING:
            assert copy.tables == seen_now(after, viewer), (change.name, viewer)
        assert_only_own_columns(after, viewer)
        if viewer.role == "person" and viewer.person not in concerned(change):
            assert sent == public, (change.name, viewer)


def assert_only_own_columns(gathering: Gathering, viewer: Viewer) -> None:
    for table, rows in seen_now(gathering, viewer).items():
        for row in rows.values():
            marks = {FOR_ALL}
            if viewer == HOST:
                marks.add(FOR_HOST)
            if is_own(table, gathering, row["id"], viewer):
                marks.add(OWNER)
            assert columns_of(table, frozenset(marks)).issuperset(row), (table, viewer)


@cache
def columns_of(table: str, marks: frozenset[Mark]) -> frozenset[str]:
    """The columns that are marked so, with those that are added for a viewer."""
    declared = CATALOGUE[table]
    added = [name for name, column in declared.added.items() if column.marks & marks]
    return frozenset([*declared.marked(*marks), *added])


def is_own(table: str, gathering: Gathering, id: str, viewer: Viewer) -> bool:
    row = gathering.row(table, id) or {}
    owners = {row.get(column) for column in CATALOGUE[table].owners}
    return viewer.key is not None and viewer.key in owners


# --- erasing


def as_kept(log: list[Change]) -> list[Change]:
    """The log as ledgers keep it: rows of people are ids alone there."""
    return [
        replace(change, puts={**change.puts, "people": [{"id": r["id"]} for r in people]})
        if (people := change.puts.get("people"))
        else change
        for change in log
    ]


def assert_each_can_be_erased(gathering: Gathering, log: list[Change], typed: Typed) -> None:
    opening = {text for rows in log[0].puts.values() for row in rows for text in texts_in(row)}
    for row in gathering.rows("people"):
        if row["kept_by"] is None:
            others = [texts for who, texts in typed.items() if who != row["id"]]
            known = opening.union({UNTITLED}, *others)
            assert_leaves_nothing(gathering, log, row["id"], typed.get(row["id"], set()), known)


def assert_leaves_nothing(
    gathering: Gathering, log: list[Change], person: str, typed: set[str], others: set[str]
) -> None:
    """No id and no name of theirs; and where their words go as well, nothing that they alone typed."""
    for words in (False, True):
        erased = erasure(gathering, log, person, words)
        past = erased.of_log(log)
        left = set[str]().union(*map(texts_of, rows_of(erased.of_stream(gathering), past)))
        assert erased.people.isdisjoint(left | {change.by for change in past}), (person, words)
        theirs = typed if words else names_of(gathering, person)
        assert left.isdisjoint(theirs - others), (person, words)


def names_of(gathering: Gathering, person: str) -> set[str]:
    row = gathering.row("people", person) or {}
    return {text for text in (row["name"], row["contact"]) if text}


def rows_of(gathering: Gathering, log: Iterable[Change]) -> Iterator[Row]:
    """Those of today and those of the log."""
    for table in CATALOGUE:
        yield from gathering.rows(table)
    for change in log:
        for rows in change.puts.values():
            yield from rows


_TEXTS: dict[int, tuple[Row, frozenset[str]]] = {}
_MOST_ROWS = 10_000


def texts_of(row: Row) -> frozenset[str]:
    """The texts in a row. They are kept, because most rows stay the same objects from one command to the
    next, and when somebody is erased."""
    if len(_TEXTS) > _MOST_ROWS:
        _TEXTS.clear()
    if id(row) not in _TEXTS:
        # The row is kept with its texts, so that no other one gets its id.
        _TEXTS[id(row)] = (row, frozenset(texts_in([*row.values()])))
    return _TEXTS[id(row)][1]


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict):
        yield from texts_in([*value, *value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)

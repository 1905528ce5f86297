"""Filters a stream and its changes for a viewer. No data leaves the server except through this file.

A column is visible only by its marks in `tables.py`, so a new one is private by default.
"""

from collections.abc import Sequence
from typing import Any

from openspace.domain.added_fields import MORE
from openspace.domain.change import Change, Row
from openspace.domain.closing import REFLECTION_ID, is_reflection
from openspace.domain.columns import Table
from openspace.domain.covering import covered, without_words
from openspace.domain.gathering import is_off_the_wall, is_placed
from openspace.domain.stream import Stream
from openspace.domain.tables import CATALOGUE
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from openspace.domain.vocabulary import BOOK_TEXTS, PRIVATE_CHANGE, SENT_BY_PEOPLE

__all__ = [
    "HOST",
    "PUBLIC",
    "Viewer",
    "concerned",
    "is_quiet",
    "see",
    "see_about",
    "see_book",
    "see_change",
    "see_own",
    "see_row",
    "see_rows",
]


_BY_DAY = frozenset({"parts", "contacts"})
"""Tables of a community whose rows have a day. Nobody is told the time of a change of them: whoever opens
their links one after the other gives all that they give within a minute."""


def see(stream: Stream, viewer: Viewer) -> dict[str, Any]:
    """Return `{gathering: row, tables: {table: [row…]}}` as `viewer` may see it; of a community,
    `{community: row, tables}`."""
    tables = {table: see_rows(stream, table, viewer) for table in stream.TABLES[1:]}
    return {stream.NAME: see_about(stream, viewer), "tables": tables}


def see_about(stream: Stream, viewer: Viewer) -> Row:
    """Return the row of the stream itself."""
    return _see_row(stream, stream.TABLES[0], stream.info, viewer) or {}


def see_rows(stream: Stream, table: str, viewer: Viewer) -> list[Row]:
    seen = (_see_row(stream, table, row, viewer) for row in stream.rows(table))
    return [row for row in seen if row is not None]


def see_row(stream: Stream, table: str, id: str, viewer: Viewer) -> Row | None:
    row = stream.row(table, id)
    return _see_row(stream, table, row, viewer) if row else None


def see_own(stream: Stream, viewer: Viewer) -> dict[str, dict[str, Row]]:
    """Return only the rows of `see` that concern `viewer`: {table: {id: row}}."""
    found = {}
    for table in stream.TABLES:
        owners = CATALOGUE[table].owners
        if not owners or not stream.tables.get(table):
            continue
        rows = _rows_of(stream, table, owners, viewer.person)
        seen = {row["id"]: _see_row(stream, table, row, viewer) for row in rows}
        found[table] = {id: row for id, row in seen.items() if row is not None}
    return found


def _rows_of(stream: Stream, table: str, owners: tuple[str, ...], person: str | None) -> list[Row]:
    if owners == ("id",):
        # Thousands of people call this once each, so it must be fast.
        row = stream.row(table, person or "")
        return [row] if row else []
    first, *second = owners
    if not second:
        return [row for row in stream.rows(table) if row[first] == person]
    return [row for row in stream.rows(table) if person in (row[first], row[second[0]])]


def see_change(stream: Stream, change: Change, viewer: Viewer) -> dict[str, Any]:
    """Return `change` as `viewer` may see it, in the shape of the wire.

    `stream` is the state at or after the change. A row is always shown as it is in that state, and never
    as the log has it, so that nobody gets content that was edited away or retracted since. A row that is
    gone, or that `viewer` may not see, becomes a drop, so that a client deletes its copy.
    """
    puts: dict[str, list[Row]] = {}
    drops = {
        table: told
        for table, ids in change.drops.items()
        if (told := _drops_told(CATALOGUE[table], ids, change, viewer))
    }
    for table, rows in change.puts.items():
        for logged in rows:
            row = stream.row(table, logged["id"])
            if is_quiet(change, table) and not _is_told(table, row or logged, change, viewer):
                continue
            seen = None if row is None else _see_row(stream, table, row, viewer)
            if seen is not None:
                puts.setdefault(table, []).append(seen)
            elif may_have_been_seen(table, row or logged, viewer):
                drops.setdefault(table, []).append(logged["id"])
    # Others are not told what the host typed in from paper: all of it may be one person's.
    by = change.by if change.by == viewer.key else None
    seen = {**change.as_dict(), "by": by, "puts": puts, "drops": drops}
    if not _BY_DAY.isdisjoint((*change.puts, *change.drops)):
        del seen["at"]
    return seen


def _drops_told(declared: Table, ids: Sequence[str], change: Change, viewer: Viewer) -> list[str]:
    """Return those of the dropped ids that `viewer` is told. The id of a private row contains the change that
    made it, and would link two items of one person."""
    if declared.name == "people":
        return []
    if declared.is_private:
        return list(ids) if _is_told_of_drops(declared, change, viewer) else []
    is_theirs = viewer.key is not None and change.by == viewer.key
    if declared.name != "evidence" or viewer.role == "host" or is_theirs:
        return list(ids)
    return [id for id in ids if not id.startswith(REFLECTION_ID)]


def is_quiet(change: Change, table: str) -> bool:
    """Return whether only the people whom they concern get the change's rows of the table: an anonymous
    second convener changes nothing that others see of a topic, and dismisses a notice for themselves."""
    return table in ("topics", "notices") and change.name == PRIVATE_CHANGE


def _is_told(table: str, row: Row, change: Change, viewer: Viewer) -> bool:
    """Return whether `viewer` gets a row of a quiet change: its owners, and whoever has just left it."""
    return _is_own(table, row, viewer) or (change.by is not None and change.by == viewer.key)


def _is_told_of_drops(private: Table, change: Change, viewer: Viewer) -> bool:
    """Return whether `viewer` is told which rows of a private table the change drops.

    A table without an owner is the host's alone. Nobody is told by a change that nobody signed: the public
    has no key either.
    """
    if not private.owners:
        return viewer.role == "host" and bool(private.for_host)
    return change.by is not None and change.by in ("host", viewer.key)


def concerned(change: Change) -> set[str]:
    """Return the ids of the people who see more of this change than the public."""
    owners = {
        row[column]
        for table, rows in change.puts.items()
        for column in CATALOGUE[table].owners
        for row in rows
        if row[column]
    }
    return owners | ({change.by} if change.by and change.by != "host" else set())


def _see_row(stream: Stream, table: str, row: Row, viewer: Viewer) -> Row | None:
    declared, mine = CATALOGUE[table], _is_own(table, row, viewer)
    if viewer.role == "host" and declared.is_private:
        return _see_as_host(declared, row)
    if not (mine or _is_visible(stream, table, row, viewer)) or _is_over(table, row, viewer):
        return None
    seen = {column: row[column] for column in declared.public}
    if mine:
        seen |= {column: row[column] for column in declared.for_owner}
    if more := MORE.get(table):
        seen |= more(stream, row, viewer.key if mine else None)
    if viewer.role == "host":
        for column in declared.for_host:
            # Rows that are older than the column have None there.
            seen[column] = declared.defaults[column] if row[column] is None else row[column]
        if table == "gatherings":
            seen["book"] = see_book(stream, row)
        if table == "topics" and row["withdrawn"] and not _is_typed_by_host(stream, row):
            return without_words(declared, seen)
    elif mine and row.get("hidden"):
        seen["hidden_reason"] = row["hidden_reason"] or ""
    elif not mine and row.get("covered"):
        return covered(declared, seen)
    return seen


def _see_as_host(private: Table, row: Row) -> Row | None:
    """Return what the host needs to act on a private row: its subject, but never its owner. None for a table
    without columns for the host."""
    if not private.for_host or not _host_sees(private.name, row):
        return None
    return {column: row[column] for column in private.for_host}


def _is_own(table: str, row: Row, viewer: Viewer) -> bool:
    return viewer.key is not None and viewer.key in map(row.get, CATALOGUE[table].owners)


def _host_sees(table: str, row: Row) -> bool:
    """Return whether a private row is open; for notices, whether people send this kind to each other."""
    return not row.get("closed") and (table != "notices" or row["kind"] in SENT_BY_PEOPLE)


def _is_over(table: str, row: Row, viewer: Viewer) -> bool:
    """Return whether a stored row is not shown: a session without a place, or a closed private row. Older
    notices have no kind and a text, and are not shown."""
    if table == "sessions":
        return not is_placed(row)
    if table == "dots":
        return True  # A page asks for its own.
    if table == "notices":
        is_second = row["second"] is not None and row["second"] == viewer.person
        if row["second_dismissed" if is_second else "dismissed"] or not row["kind"]:
            return True
    return CATALOGUE[table].is_private and bool(row.get("closed"))


def _is_typed_by_host(stream: Stream, topic: Row) -> bool:
    """Return whether the host typed the topic in, for somebody without a phone. Only the host could restore
    it."""
    convener = stream.row("people", topic["convener"] or "")
    return convener is not None and convener["kept_by"] == "host"


def see_book(stream: Stream, about: Row) -> Row:
    """Return the host's texts around the reports, with every key. Credits are names, if names may be shown.

    Phones and walls do not get them; the book itself shows them.
    """
    book = about["book"]
    credited = (stream.shown_name(person) for person in book.get("credits", ()))
    return {
        **{text: book.get(text, "") for text in BOOK_TEXTS},
        "credits": [name for name in credited if name],
        "left_out": book.get("left_out", []),
        "order": book.get("order", "time"),
    }


def may_have_been_seen(table: str, row: Row, viewer: Viewer) -> bool:
    """Return whether clients may have a copy that must be dropped. For a person who was never listed, nobody
    has one."""
    if table == "people":
        return bool(row["was_listed"])
    if table == "topics":
        return not row["waiting"]
    if table == "dots":
        return False
    if is_reflection(table, row):
        return viewer.role == "host" or _is_own(table, row, viewer)
    declared = CATALOGUE[table]
    if viewer.role == "host" and declared.is_private and declared.for_host:
        return bool(row["closed"])
    return not declared.is_private or _is_own(table, row, viewer)


def _is_visible(stream: Stream, table: str, row: Row, viewer: Viewer) -> bool:
    """Return whether somebody whom the row does not concern may see it."""
    if CATALOGUE[table].is_private:
        return False
    if table == "people":
        return bool(row["listed"] and stream.shown_name(row["id"]))
    if table == "topics":
        return viewer.role == "host" or not is_off_the_wall(row)
    if table == "announcements" and viewer.role != "host":
        topic = stream.row("topics", row["topic"])
        return topic is not None and (
            _is_own("topics", topic, viewer) or not is_off_the_wall(topic)
        )
    if table == "notes" and viewer.role != "host":
        topic = stream.row("topics", row["topic"])
        return bool(topic and not (row["hidden"] or is_off_the_wall(topic)))
    if is_reflection(table, row):
        return viewer.role == "host"
    if table in ("evidence", "issues", "parts"):
        return viewer.role == "host" or not row["hidden"]
    if table == "briefs":
        return viewer.role == "host" or bool(row["published"])
    return True

"""The list of all streams in SQLite. Each has a short row, updated in the transaction that changes it."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.listing import (
    Listing,
    about_for_list,
    begins,
    counted_from,
    is_touched_by,
    span,
)
from openspace.domain.stream import Stream
from openspace.ledger.sqlite.connection import Connection

_SHOWN = ("title", "theme", "community", "venue", "listed", "phase", "timezone")
_KEPT = ("retention_days", "people_kept_days", "book_kept_days", "people_gone_at")
_COLUMNS = (
    "kind",
    *_SHOWN,
    "first_day",
    "last_day",
    "ends_on",
    *_KEPT,
    "opened_at",
    "counted_at",
)

_READ = (
    f"SELECT gathering, {', '.join(_COLUMNS[1:])}, (SELECT at FROM changes c "
    "WHERE c.gathering = s.gathering ORDER BY seq DESC LIMIT 1) FROM streams s "
)
_WRITE = (
    f"INSERT INTO streams (gathering, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)}) "
    "ON CONFLICT (gathering) DO UPDATE SET "
    + ", ".join(f"{c} = excluded.{c}" for c in _COLUMNS if c not in ("opened_at", "counted_at"))
    + ", counted_at = coalesce(nullif(excluded.counted_at, ''), counted_at)"
)
_OF_GATHERINGS = f"kind IS NOT '{Community.NAME}'"
"""Rows of earlier versions have no kind, and are all of gatherings."""

_HEADS = "SELECT value, (SELECT max(seq) FROM changes WHERE gathering = value) FROM json_each(?)"

_OPENED = "SELECT at FROM changes WHERE gathering = ? AND seq = 1"


def keep(db: sqlite3.Connection, stream: Stream, changes: Sequence[Change]) -> None:
    """Update the stream's row if `changes`, which led to `stream`, affect it. Call it in their
    transaction."""
    if any(is_touched_by(change) for change in changes):
        write(db, stream, counted_from(changes))


def write(db: sqlite3.Connection, stream: Stream, counted_at: str = "") -> None:
    starts = [slot["starts_at"] for slot in stream.rows("slots")]
    _write(db, stream.code, {**about_for_list(stream), "kind": stream.NAME}, starts, counted_at)


def codes(db: sqlite3.Connection, of_all_kinds: bool = False) -> list[str]:
    """Return the codes of the gatherings, or the keys of all streams, newest first."""
    where = "" if of_all_kinds else f"WHERE {_OF_GATHERINGS}"
    rows = db.execute(f"SELECT gathering FROM streams {where} ORDER BY opened_at DESC")
    return [code for (code,) in rows]


def heads(db: sqlite3.Connection, codes: Collection[str]) -> dict[str, int]:
    """Return the seq of the newest change of each of these streams. Unknown ones are left out."""
    asked = json.dumps(list(codes))
    return {code: seq for code, seq in db.execute(_HEADS, [asked]) if seq is not None}


def codes_in_phase(db: sqlite3.Connection, phase: str) -> list[str]:
    rows = db.execute("SELECT gathering FROM streams WHERE phase = ?", [phase])
    return [code for (code,) in rows]


def read(db: sqlite3.Connection, listed_only: bool = False) -> list[Listing]:
    """Return the listings of gatherings, newest first."""
    where = f"WHERE {_OF_GATHERINGS} {'AND listed' if listed_only else ''}"
    return [_listing(row) for row in db.execute(f"{_READ} {where} ORDER BY opened_at DESC")]


def communities(db: sqlite3.Connection) -> list[Listing]:
    """Return the listings of communities by name."""
    rows = db.execute(f"{_READ} WHERE kind = ? ORDER BY title", [Community.NAME])
    return [_listing(row) for row in rows]


def of_codes(db: sqlite3.Connection, codes: Collection[str]) -> list[Listing]:
    """Return the listings of these gatherings. Unknown codes are left out."""
    asked = json.dumps(list(codes))
    rows = db.execute(f"{_READ} WHERE gathering IN (SELECT value FROM json_each(?))", [asked])
    return [_listing(row) for row in rows]


def one(db: sqlite3.Connection, code: str) -> Listing | None:
    row = db.execute(f"{_READ} WHERE gathering = ?", [code]).fetchone()
    return _listing(row) if row else None


def codes_with_visits(db: Connection, until: str) -> list[str]:
    rows = db.execute("SELECT DISTINCT gathering FROM visits WHERE at <= ?", [until])
    return [code for (code,) in rows]


def codes_to_clean(db: Connection) -> list[str]:
    """Return the gatherings whose log has changes that were not scanned for retracted content yet."""
    rows = db.execute(
        "SELECT gathering FROM streams s WHERE coalesce(cleaned_until, 0) < "
        "(SELECT max(seq) FROM changes c WHERE c.gathering = s.gathering)"
    )
    return [code for (code,) in rows]


def mark_clean(db: Connection, code: str, until: int) -> None:
    db.execute("UPDATE streams SET cleaned_until = ? WHERE gathering = ?", [until, code])


def fill(db: sqlite3.Connection) -> None:
    """Build the list for a store from before it existed. A damaged gathering gets a row too."""
    counted = _counted_in_logs(db)
    for (code,) in db.execute("SELECT gathering FROM changes WHERE seq = 1").fetchall():
        try:
            about, starts = _stored(db, code)
            _write(db, code, about, starts, counted.get(code, ""))
        except (sqlite3.Error, TypeError, IndexError):
            _write(db, code, {}, [], counted.get(code, ""))


def _write(
    db: sqlite3.Connection, code: str, about: dict[str, Any], starts: list[str], counted_at: str
) -> None:
    first, last = span({"starts_on": "", "ends_on": "", **about}, starts)
    shown = [about.get(column) or "" for column in ("kind", *_SHOWN)]
    (opened_at,) = db.execute(_OPENED, [code]).fetchone() or ("",)
    kept = [first, last, about.get("ends_on") or "", *(about.get(column) for column in _KEPT)]
    db.execute(_WRITE, [code, *shown, *kept, opened_at, counted_at])


def _stored(db: sqlite3.Connection, code: str) -> tuple[dict[str, Any], list[str]]:
    columns = [*_SHOWN, "starts_on", "ends_on", *_KEPT]
    [row] = db.execute(
        f"SELECT {', '.join(columns)} FROM gatherings WHERE gathering = ?", [code]
    ).fetchall() or [()]
    starts = db.execute("SELECT starts_at FROM slots WHERE gathering = ?", [code]).fetchall()
    return dict(zip(columns, row, strict=bool(row))), [at for (at,) in starts]


def _counted_in_logs(db: sqlite3.Connection) -> dict[str, str]:
    found = db.execute(
        "SELECT gathering, seq, name, at, puts FROM changes WHERE name = 'set_phase' "
        "OR name = 'import_gathering' OR seq = 1 ORDER BY seq"
    )
    counted: dict[str, str] = {}
    for code, seq, name, at, puts in found:
        with suppress(ValueError, KeyError, TypeError):
            if begins(Change(seq, name, at, None, json.loads(puts))):
                counted[code] = at
    return counted


def _listing(row: tuple[Any, ...]) -> Listing:
    code, title, theme, community, venue, listed, *more = row
    return Listing(code, title, theme, community, venue, bool(listed), *more)

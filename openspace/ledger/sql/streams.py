"""The list of all streams. Each has a short row, updated in the transaction that changes it."""

import json
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.listing import (
    Listing,
    about_for_list,
    counted_from,
    is_touched_by,
    span,
)
from openspace.domain.stream import Stream
from openspace.ledger.port import Head
from openspace.ledger.sql.connection import Statements

SHOWN = ("title", "theme", "community", "venue", "listed", "phase", "timezone")
KEPT = ("retention_days", "people_kept_days", "book_kept_days", "people_gone_at")
_COLUMNS = (
    "kind",
    *SHOWN,
    "first_day",
    "last_day",
    "ends_on",
    *KEPT,
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
    + ", counted_at = coalesce(nullif(excluded.counted_at, ''), streams.counted_at)"
)
_OF_GATHERINGS = f"coalesce(kind, '') <> '{Community.NAME}'"
"""Rows of earlier versions have no kind, and are all of gatherings."""

_HEADS = (
    "SELECT value, (SELECT max(seq) FROM changes WHERE gathering = value), "
    "(SELECT origin FROM streams WHERE gathering = value) FROM json_each(?)"
)

_OPENED = "SELECT at FROM changes WHERE gathering = ? AND seq = 1"


def keep(db: Statements, stream: Stream, changes: Sequence[Change]) -> None:
    """Update the stream's row if `changes`, which led to `stream`, affect it. Call it in their
    transaction."""
    if any(is_touched_by(change) for change in changes):
        write(db, stream, counted_from(changes))


def write(db: Statements, stream: Stream, counted_at: str = "") -> None:
    starts = [slot["starts_at"] for slot in stream.rows("slots")]
    write_row(db, stream.code, {**about_for_list(stream), "kind": stream.NAME}, starts, counted_at)


def codes(db: Statements, of_all_kinds: bool = False) -> list[str]:
    """Return the codes of the gatherings, or the keys of all streams, newest first."""
    where = "" if of_all_kinds else f"WHERE {_OF_GATHERINGS}"
    rows = db.execute(f"SELECT gathering FROM streams {where} ORDER BY opened_at DESC")
    return [code for (code,) in rows]


def heads(db: Statements, codes: Collection[str]) -> dict[str, Head]:
    """Return the head of each of these streams. Unknown ones are left out."""
    rows = db.execute(_HEADS, [json.dumps(list(codes))])
    return {code: Head(seq, origin or "") for code, seq, origin in rows if seq is not None}


def give_origin(db: Statements, code: str) -> str:
    """Give a stream that is opened or imported an origin of its own, and return it."""
    origin = secrets.token_hex(8)
    db.execute("UPDATE streams SET origin = ? WHERE gathering = ?", [origin, code])
    return origin


def codes_in_phase(db: Statements, phase: str) -> list[str]:
    rows = db.execute("SELECT gathering FROM streams WHERE phase = ?", [phase])
    return [code for (code,) in rows]


def read(db: Statements, listed_only: bool = False) -> list[Listing]:
    """Return the listings of gatherings, newest first."""
    where = f"WHERE {_OF_GATHERINGS} {'AND listed = 1' if listed_only else ''}"
    return [_listing(row) for row in db.execute(f"{_READ} {where} ORDER BY opened_at DESC")]


def communities(db: Statements) -> list[Listing]:
    """Return the listings of communities by name."""
    rows = db.execute(f"{_READ} WHERE kind = ? ORDER BY title", [Community.NAME])
    return [_listing(row) for row in rows]


def of_codes(db: Statements, codes: Collection[str]) -> list[Listing]:
    """Return the listings of these gatherings. Unknown codes are left out."""
    asked = json.dumps(list(codes))
    rows = db.execute(f"{_READ} WHERE gathering IN (SELECT value FROM json_each(?))", [asked])
    return [_listing(row) for row in rows]


def one(db: Statements, code: str) -> Listing | None:
    row = db.execute(f"{_READ} WHERE gathering = ?", [code]).fetchone()
    return _listing(row) if row else None


def codes_with_visits(db: Statements, until: str) -> list[str]:
    rows = db.execute("SELECT DISTINCT gathering FROM visits WHERE at <= ?", [until])
    return [code for (code,) in rows]


def codes_to_clean(db: Statements) -> list[str]:
    """Return the gatherings whose log has changes that were not scanned for retracted content yet."""
    rows = db.execute(
        "SELECT gathering FROM streams s WHERE coalesce(cleaned_until, 0) < "
        "(SELECT max(seq) FROM changes c WHERE c.gathering = s.gathering)"
    )
    return [code for (code,) in rows]


def mark_clean(db: Statements, code: str, until: int) -> None:
    db.execute("UPDATE streams SET cleaned_until = ? WHERE gathering = ?", [until, code])


def write_row(
    db: Statements, code: str, about: dict[str, Any], starts: list[str], counted_at: str
) -> None:
    first, last = span({"starts_on": "", "ends_on": "", **about}, starts)
    shown = [_shown(column, about) for column in ("kind", *SHOWN)]
    (opened_at,) = db.execute(_OPENED, [code]).fetchone() or ("",)
    kept = [first, last, about.get("ends_on") or "", *(about.get(column) for column in KEPT)]
    db.execute(_WRITE, [code, *shown, *kept, opened_at, counted_at])


def _shown(column: str, about: dict[str, Any]) -> str | int:
    return int(bool(about.get("listed"))) if column == "listed" else about.get(column) or ""


def _listing(row: tuple[Any, ...]) -> Listing:
    code, title, theme, community, venue, listed, *more = row
    return Listing(code, title, theme, community, venue, bool(listed), *more)

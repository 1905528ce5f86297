"""Full-text search in SQLite: the table `searchable`, and an index of its words (FTS5).

The table has a row for each item of a gathering's newest edition. It is updated in the transaction of the
change, and triggers update the index. A row's id consists of three numbers: the gathering's place, the kind
of the item, and its position in the edition. So ids say nothing about when an item was written or changed,
and a query can be limited to gatherings and kinds by ids alone, which is fast.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import Any

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering
from openspace.domain.rules.book import newest_edition
from openspace.domain.searchable import (
    ENTRY,
    EVIDENCE,
    KINDS,
    SESSION,
    TOPIC,
    Document,
    Entry,
    Item,
    document,
    entries,
    is_repertoire_touched,
    repertoire,
    touched,
)
from openspace.domain.stream import Stream
from openspace.ledger.port import END, START, Hit

COLUMNS: dict[str, type] = {
    "id": int,
    "gathering": str,
    "item_table": str,
    "item": str,
    "session": str,
    "topic": str,
    "at": str,
    "kind": str,
    "title": str,
    "heading": str,
    "text": str,
    "tags": str,
    "content_note": str,
}

MOST_RANKED = 300
"""With more results than that the newest gatherings come first. Ranking reads all, which takes too long while
somebody types."""

_KIND_BITS, _POSITION_BITS = 6, 20
_PLACE_SHIFT = _KIND_BITS + _POSITION_BITS
KIND_NUMBERS = {
    "": 0,
    EVIDENCE: 1,
    "photo": 5,
    "link": 6,
    "quote": 7,
    "tool": 8,
    "story": 9,
    "action": 10,
    "recommendation": 11,
    "question": 12,
    "key_point": 13,
    "summary": 14,
    TOPIC: 40,
    SESSION: 41,
    ENTRY: 50,
}
"""Part of the ids, so it never changes. Where results are not ranked, larger ones come first. 0 is an item
without a document, for example while it is covered."""

_MERGED_PAGES = 200
"""Pages that one step of `merge` writes, about 20 ms. Nobody else can write meanwhile."""

_INDEXED = "title, text, tags"
_OLD = "'delete', old.id, old.title, old.text, old.tags"
_NEW = "new.id, new.title, new.text, new.tags"
_TO_INDEX = f"INSERT INTO searchable_fts (rowid, {_INDEXED}) VALUES ({_NEW});"
_FROM_INDEX = f"INSERT INTO searchable_fts (searchable_fts, rowid, {_INDEXED}) VALUES ({_OLD});"
_INDEX = {
    "searchable_fts": (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS searchable_fts USING fts5({_INDEXED}, content='searchable', "
        "content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', prefix='1 2 3')"
    ),
    "searchable_ai": (
        f"CREATE TRIGGER IF NOT EXISTS searchable_ai AFTER INSERT ON searchable BEGIN {_TO_INDEX} END"
    ),
    "searchable_ad": (
        f"CREATE TRIGGER IF NOT EXISTS searchable_ad AFTER DELETE ON searchable BEGIN {_FROM_INDEX} END"
    ),
    "searchable_au": (
        "CREATE TRIGGER IF NOT EXISTS searchable_au AFTER UPDATE ON searchable "
        f"BEGIN {_FROM_INDEX} {_TO_INDEX} END"
    ),
}
"""sqlite_utils can create an index with triggers, but not one with prefixes."""

INDEX_NAMES = frozenset(_INDEX)

_INSERT = f"INSERT INTO searchable VALUES ({', '.join('?' * len(COLUMNS))})"


def make_index(db: sqlite3.Connection) -> None:
    """Create the index if it is missing. The table must exist."""
    for statement in _INDEX.values():
        db.execute(statement)


def in_memory() -> sqlite3.Connection:
    """Return a database with nothing but the table and its index."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    names = {int: "INTEGER PRIMARY KEY", str: "TEXT"}
    db.execute(
        f"CREATE TABLE searchable ({', '.join(f'{name} {names[t]}' for name, t in COLUMNS.items())})"
    )
    make_index(db)
    return db


# --- writing, in the transaction of a change


def keep(
    db: sqlite3.Connection,
    stream: Stream,
    changes: Sequence[Change],
    edition: Gathering | None = None,
) -> None:
    """Update the rows after `changes`, which led to `stream`. `edition` is the state that the newest edition
    shows, if `changes` published it. Without a published edition this does nothing."""
    if isinstance(stream, Community) and is_repertoire_touched(changes):
        _write_repertoire(db, stream)
    if not isinstance(stream, Gathering):
        return
    if edition is not None:
        write(db, stream, edition)
    elif stream.rows("editions") and (items := touched(changes, stream)):
        refresh(db, stream, items)


def write_history(db: sqlite3.Connection, stream: Stream, log: Iterable[Change]) -> None:
    """Write the rows of a gathering whose whole log is `log`."""
    if isinstance(stream, Gathering) and (newest := newest_edition(stream)):
        earlier = (change for change in log if change.seq <= newest["seq"])
        write(db, stream, Gathering().replay(earlier))


def write(db: sqlite3.Connection, gathering: Gathering, edition: Gathering) -> None:
    """Write all rows anew."""
    newest = newest_edition(gathering)
    place = _place(db, gathering.code)
    remove(db, gathering.code)
    published = entries(edition, newest["at"]) if newest else []
    rows = [
        _row(gathering.code, place, entry, document(entry, gathering))
        for entry in published
        if gathering.row(entry.table, entry.id)
    ]
    db.executemany(_INSERT, rows)


def refresh(db: sqlite3.Connection, stream: Stream, items: Collection[Item] | None = None) -> None:
    """Rewrite the rows of `items`, or all if that is None, whose documents differ now."""
    if isinstance(stream, Gathering):
        _refresh(db, stream, items)
    elif isinstance(stream, Community):
        _write_repertoire(db, stream)


def _write_repertoire(db: sqlite3.Connection, community: Community) -> None:
    place = _place(db, community.code)
    rows = {
        row[0]: row
        for found in repertoire(community)
        for row in [_row(community.code, place, *found)]
    }
    for row in _stored(db, community.code, None):
        if rows.get(row[0]) == row:
            del rows[row[0]]
        else:
            db.execute("DELETE FROM searchable WHERE id = ?", [row[0]])
    db.executemany(_INSERT, rows.values())


def _refresh(db: sqlite3.Connection, gathering: Gathering, items: Collection[Item] | None) -> None:
    for row in _stored(db, gathering.code, items):
        entry = Entry(row[2], row[3], row[0] & ((1 << _POSITION_BITS) - 1), *row[4:7])
        place = row[0] >> _PLACE_SHIFT
        now = _row(gathering.code, place, entry, document(entry, gathering))
        if now == row:
            continue
        db.execute("DELETE FROM searchable WHERE id = ?", [row[0]])
        if gathering.row(entry.table, entry.id):
            db.execute(_INSERT, now)


def remove(db: sqlite3.Connection, code: str) -> None:
    db.execute("DELETE FROM searchable WHERE gathering = ?", [code])


def _place(db: sqlite3.Connection, code: str) -> int:
    """Return the gathering's place; the next one if it is not in the index yet."""
    known = db.execute(
        f"SELECT id >> {_PLACE_SHIFT} FROM searchable WHERE gathering = ? LIMIT 1", [code]
    ).fetchone()
    (last,) = db.execute(
        f"SELECT coalesce(max(id) >> {_PLACE_SHIFT}, 0) FROM searchable"
    ).fetchone()
    return int(known[0] if known else last + 1)


def _row(code: str, place: int, entry: Entry, found: Document | None) -> tuple[Any, ...]:
    found = found or Document("", "", "", "", (), "")
    number = place << _KIND_BITS | KIND_NUMBERS[found.kind]
    return (
        number << _POSITION_BITS | entry.position,
        code,
        entry.table,
        entry.id,
        entry.session,
        entry.topic,
        entry.at,
        found.kind,
        found.title,
        found.heading,
        found.text,
        " ".join(map(_tag_token, found.tags)),
        found.content_note,
    )


def _stored(
    db: sqlite3.Connection, code: str, items: Collection[Item] | None
) -> list[tuple[Any, ...]]:
    query, values = "SELECT * FROM searchable WHERE gathering = ?", [code]
    if items is not None:
        query += " AND item IN (SELECT value FROM json_each(?))"
        values.append(json.dumps([id for _, id in items]))
    return db.execute(query, values).fetchall()


# --- taking words out of the file


def merge_step(db: sqlite3.Connection, is_first: bool) -> bool:
    """Do a part of merging the index into one segment, which leaves no removed word in it. Return whether
    more is to do. Call it in a transaction of its own."""
    (segments,) = db.execute("SELECT count(DISTINCT segid) FROM searchable_fts_idx").fetchone()
    if segments < 2:
        return False
    before = db.total_changes
    # A negative number begins to merge everything; a positive one goes on.
    pages = -_MERGED_PAGES if is_first else _MERGED_PAGES
    db.execute("INSERT INTO searchable_fts (searchable_fts, rank) VALUES ('merge', ?)", [pages])
    return db.total_changes - before > 1


# --- reading


def find(
    db: sqlite3.Connection,
    codes: Iterable[str],
    words: Sequence[str],
    kinds: Collection[str] = (),
    tag: str = "",
    limit: int = 20,
) -> list[Hit]:
    """Return the items in the gatherings `codes` that contain all `words`, the last as the beginning of a
    word. Among few results the best come first, among many the newest gatherings."""
    query = _query(words, tag)
    if not query:
        return []
    places = _places(db, codes)
    if kinds:
        numbers = [KIND_NUMBERS[kind] for kind in KINDS if kind in kinds]
        begins = [place << _KIND_BITS | number for place in places for number in numbers]
        asked = (query, _POSITION_BITS, json.dumps(begins))
    else:
        asked = (query, _PLACE_SHIFT, json.dumps(places))
    (found,) = db.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM searchable_fts f {_WHERE} LIMIT {MOST_RANKED})", asked
    ).fetchone()
    order = "bm25(searchable_fts, 5.0, 1.0)" if found < MOST_RANKED else "f.rowid DESC"
    rows = db.execute(f"{_SELECT} {_WHERE} ORDER BY {order} LIMIT ?", [*asked, limit])
    return [Hit(*row) for row in rows]


_WHERE = "WHERE f.searchable_fts MATCH ? AND f.rowid >> ? IN (SELECT value FROM json_each(?))"
_SELECT = (
    "SELECT d.gathering, d.kind, "
    f"iif(d.title = '', d.heading, highlight(searchable_fts, 0, '{START}', '{END}')), "
    "d.session, d.topic, d.at, d.content_note, "
    f"snippet(searchable_fts, 1, '{START}', '{END}', '…', 24) "
    "FROM searchable_fts f JOIN searchable d ON d.id = f.rowid"
)


def _query(words: Sequence[str], tag: str) -> str:
    """Return the query in the syntax of FTS5. Every word is quoted, so none is part of the syntax."""
    quoted = [_quoted(word) for word in words]
    parts = [f"{{title text}} : ({' AND '.join(quoted)} *)"] if quoted else []
    return " AND ".join([*parts, f"tags : {_tag_token(tag)}"] if tag else parts)


def _tag_token(tag: str) -> str:
    """Return one word of the index for a whole tag, so that no part of it is found."""
    return "t" + sha256(tag.casefold().encode()).hexdigest()[:16]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _places(db: sqlite3.Connection, codes: Iterable[str]) -> list[int]:
    """Return the places of these gatherings that are in the index."""
    found = db.execute(
        f"SELECT (SELECT id FROM searchable WHERE gathering = value LIMIT 1) >> {_PLACE_SHIFT} "
        "FROM json_each(?)",
        [json.dumps(list(codes))],
    )
    return [place for (place,) in found if place is not None]

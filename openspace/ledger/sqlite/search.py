"""Full-text search in SQLite: an index of the words in the table `searchable` (FTS5), updated by triggers."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from openspace.domain.searchable import KINDS
from openspace.ledger.port import END, START, Hit
from openspace.ledger.sql.searchable import (
    COLUMNS,
    KIND_BITS,
    KIND_NUMBERS,
    MOST_RANKED,
    PLACE_SHIFT,
    POSITION_BITS,
    tag_token,
)

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
        begins = [place << KIND_BITS | number for place in places for number in numbers]
        asked = (query, POSITION_BITS, json.dumps(begins))
    else:
        asked = (query, PLACE_SHIFT, json.dumps(places))
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
    return " AND ".join([*parts, f"tags : {tag_token(tag)}"] if tag else parts)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _places(db: sqlite3.Connection, codes: Iterable[str]) -> list[int]:
    """Return the places of these gatherings that are in the index."""
    found = db.execute(
        f"SELECT (SELECT id FROM searchable WHERE gathering = value LIMIT 1) >> {PLACE_SHIFT} "
        "FROM json_each(?)",
        [json.dumps(list(codes))],
    )
    return [place for (place,) in found if place is not None]

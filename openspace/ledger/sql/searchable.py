"""What a search can find: the table `searchable`, with a row for each item of a gathering's newest edition.

The table is updated in the transaction of the change, and each store has its own index of the words. A row's
id consists of three numbers: the gathering's place, the kind of the item, and its position in the edition. So
ids say nothing about when an item was written or changed, and a query can be limited to gatherings and kinds
by ids alone, which is fast.
"""

import json
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
from openspace.ledger.sql.connection import Statements

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

KIND_BITS, POSITION_BITS = 6, 20
PLACE_SHIFT = KIND_BITS + POSITION_BITS
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

_INSERT = f"INSERT INTO searchable VALUES ({', '.join('?' * len(COLUMNS))})"


# --- writing, in the transaction of a change


def keep(
    db: Statements,
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


def write_history(db: Statements, stream: Stream, log: Iterable[Change]) -> None:
    """Write the rows of a gathering whose whole log is `log`."""
    if isinstance(stream, Gathering) and (newest := newest_edition(stream)):
        earlier = (change for change in log if change.seq <= newest["seq"])
        write(db, stream, Gathering().replay(earlier))


def write(db: Statements, gathering: Gathering, edition: Gathering) -> None:
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


def refresh(db: Statements, stream: Stream, items: Collection[Item] | None = None) -> None:
    """Rewrite the rows of `items`, or all if that is None, whose documents differ now."""
    if isinstance(stream, Gathering):
        _refresh(db, stream, items)
    elif isinstance(stream, Community):
        _write_repertoire(db, stream)


def _write_repertoire(db: Statements, community: Community) -> None:
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


def _refresh(db: Statements, gathering: Gathering, items: Collection[Item] | None) -> None:
    for row in _stored(db, gathering.code, items):
        entry = Entry(row[2], row[3], row[0] & ((1 << POSITION_BITS) - 1), *row[4:7])
        place = row[0] >> PLACE_SHIFT
        now = _row(gathering.code, place, entry, document(entry, gathering))
        if now == row:
            continue
        db.execute("DELETE FROM searchable WHERE id = ?", [row[0]])
        if gathering.row(entry.table, entry.id):
            db.execute(_INSERT, now)


def remove(db: Statements, code: str) -> None:
    db.execute("DELETE FROM searchable WHERE gathering = ?", [code])


def _place(db: Statements, code: str) -> int:
    """Return the gathering's place; the next one if it is not in the index yet."""
    known = db.execute(
        f"SELECT id >> {PLACE_SHIFT} FROM searchable WHERE gathering = ? LIMIT 1", [code]
    ).fetchone()
    (last,) = db.execute(f"SELECT coalesce(max(id) >> {PLACE_SHIFT}, 0) FROM searchable").fetchone()
    return int(known[0] if known else last + 1)


def _row(code: str, place: int, entry: Entry, found: Document | None) -> tuple[Any, ...]:
    found = found or Document("", "", "", "", (), "")
    number = place << KIND_BITS | KIND_NUMBERS[found.kind]
    return (
        number << POSITION_BITS | entry.position,
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
        " ".join(map(tag_token, found.tags)),
        found.content_note,
    )


def _stored(db: Statements, code: str, items: Collection[Item] | None) -> list[tuple[Any, ...]]:
    query, values = "SELECT * FROM searchable WHERE gathering = ?", [code]
    if items is not None:
        query += " AND item IN (SELECT value FROM json_each(?))"
        values.append(json.dumps([id for _, id in items]))
    return db.execute(query, values).fetchall()


def tag_token(tag: str) -> str:
    """Return one word of the index for a whole tag, so that no part of it is found."""
    return "t" + sha256(tag.casefold().encode()).hexdigest()[:16]

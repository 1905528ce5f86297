"""The anonymised export as a SQLite file, for Datasette and other programs that read SQL.

It has the rows of `/<code>/export.json` (docs/decisions/0030-sqlite-export.md), with foreign keys, views and
full-text search. It cannot be imported. `examples/datasette.json` describes its tables and columns.
"""

import base64
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from openspace.domain.anonymise import is_handed_out
from openspace.domain.columns import Table
from openspace.domain.tables import CATALOGUE, TABLES
from openspace.exchange.export_file import WholeGathering, anonymised_contents

Columns = dict[str, type]

_CHANGES: Columns = {"seq": int, "name": str, "at": str, "by": str, "puts": str, "drops": str}

_PHOTOS: Columns = {"id": str, "width": int, "height": int, "jpeg": bytes}

_KEYS: dict[str, dict[str, str]] = {
    "topics": {"shown_as": "people"},
    "sessions": {
        "topic": "topics",
        "room": "rooms",
        "slot": "slots",
        "note_taker_shown_as": "people",
    },
    "notes": {
        "session": "sessions",
        "topic": "topics",
        "photo": "photos",
        "shown_as": "people",
        "initiator": "people",
    },
    "evidence": {"session": "sessions", "shown_as": "people"},
    "joins": {"note": "notes", "shown_as": "people"},
    "editions": {"seq": "changes"},
}
"""Table → column → the table whose row it names."""

_SEARCHED = {
    "topics": ("title", "report_title", "description", "tags"),
    "notes": ("text", "alt", "url"),
    "evidence": ("text", "citation", "url"),
    "issues": ("text",),
}

_SHOWN = "NOT topics.hidden AND NOT topics.withdrawn AND NOT topics.waiting AND NOT topics.covered"

_JOINED = f"""
        LEFT JOIN topics AS joined
        ON joined.id = sessions.joined AND {_SHOWN.replace("topics", "joined")}
"""

_TITLES = "topics.title || coalesce(' + ' || joined.title, '')"

_CONVENERS = """
        (SELECT group_concat(people.name, ' and ') FROM people WHERE people.id IN (
            topics.shown_as, topics.second_shown_as, joined.shown_as, joined.second_shown_as
        ))
"""

_VIEWS = {
    "schedule": f"""
        SELECT starts_at, ends_at, code, kind, title, room, convener, topic, session FROM (
        SELECT slots.starts_at, slots.ends_at, sessions.code, slots.kind,
               coalesce({_TITLES}, slots.label) AS title, rooms.name AS room,
               {_CONVENERS} AS convener, topics.id AS topic, sessions.id AS session,
               rooms.position
        FROM slots
        LEFT JOIN sessions ON sessions.slot = slots.id
        LEFT JOIN topics ON topics.id = sessions.topic
        {_JOINED}
        LEFT JOIN rooms ON rooms.id = sessions.room
        WHERE (sessions.id IS NULL AND slots.kind NOT IN ('session', 'action')) OR ({_SHOWN})
        UNION ALL
        SELECT sessions.starts_at, sessions.ends_at, sessions.code, 'session', {_TITLES},
               sessions.place, {_CONVENERS}, topics.id, sessions.id, 1000
        FROM sessions
        JOIN topics ON topics.id = sessions.topic
        {_JOINED}
        WHERE sessions.starts_at IS NOT NULL AND {_SHOWN}
        ) ORDER BY julianday(starts_at), position
    """,
    "notes_by_session": f"""
        SELECT sessions.code AS session_code, topics.title AS topic_title, notes.kind, notes.text,
               authors.name AS by_name, initiators.name AS initiator_name, notes.due, notes.url,
               notes.alt, notes.photo, notes.at, notes.topic, notes.session, notes.id AS note
        FROM notes
        JOIN topics ON topics.id = notes.topic
        LEFT JOIN sessions ON sessions.id = notes.session
        LEFT JOIN slots ON slots.id = sessions.slot
        LEFT JOIN rooms ON rooms.id = sessions.room
        LEFT JOIN people AS authors ON authors.id = notes.shown_as
        LEFT JOIN people AS initiators ON initiators.id = notes.initiator
        WHERE NOT notes.hidden AND NOT notes.covered AND {_SHOWN}
        ORDER BY julianday(coalesce(slots.starts_at, sessions.starts_at)), rooms.position,
                 notes.topic, notes.rowid
    """,
    "actions": """
        SELECT text, initiator_name, due, session_code, topic_title, topic, note
        FROM notes_by_session WHERE kind = 'action'
    """,
    "sessions_without_notes": """
        SELECT code, title, room, convener, topic, session FROM schedule
        WHERE topic IS NOT NULL AND topic NOT IN (SELECT topic FROM notes_by_session)
    """,
    "evidence_by_bearing": """
        SELECT evidence.form, evidence.bearing, evidence.kind, evidence.text, evidence.citation,
               evidence.url, people.name AS by_name, evidence.seeded,
               sessions.code AS session_code, evidence.at, evidence.session,
               evidence.id AS evidence
        FROM evidence
        LEFT JOIN sessions ON sessions.id = evidence.session
        LEFT JOIN people ON people.id = evidence.shown_as
        WHERE NOT evidence.hidden AND NOT evidence.covered AND evidence.form <> 'closing'
        ORDER BY evidence.form, evidence.bearing, evidence.rowid
    """,
    "unplaced_topics": f"""
        SELECT topics.title, topics.description, {_CONVENERS} AS convener, topics.id AS topic
        FROM topics LEFT JOIN topics AS joined ON 0
        WHERE {_SHOWN} AND topics.id NOT IN (
            SELECT topic FROM sessions WHERE code <> ''
            UNION SELECT joined FROM sessions WHERE code <> '' AND joined IS NOT NULL
        )
        ORDER BY topics.rowid
    """,
}


def anonymised_sqlite(whole: WholeGathering) -> bytes:
    """Return the SQLite file. The same gathering gives the same bytes."""
    # sqlite_utils imports pandas if it is installed, which takes seconds.
    import sqlite_utils

    contents = anonymised_contents(whole)
    connection = sqlite3.connect(":memory:")
    try:
        db = sqlite_utils.Database(connection)
        # Tables that others refer to come first.
        _fill(db, "changes", _CHANGES, contents["changes"])
        _fill(db, "photos", _PHOTOS, map(_decoded, contents["photos"]))
        for name in TABLES:
            table = CATALOGUE[name]
            if is_handed_out(name):
                _fill(db, name, _columns(table), contents["tables"][name])
        for name, searched in _SEARCHED.items():
            db.table(name).enable_fts(searched, fts_version="FTS5")
        for name, sql in _VIEWS.items():
            db.create_view(name, sql)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _fill(db: Any, name: str, columns: Columns, rows: Iterable[Mapping[str, Any]]) -> None:
    """Create a table and insert its rows in their order."""
    keys = _KEYS.get(name, {})
    foreign_keys = [(column, other, _primary_key(other)) for column, other in keys.items()]
    table = db.table(name)
    table.create(columns, pk=_primary_key(name), foreign_keys=foreign_keys)
    known = {
        column: {row[key] for row in db.table(other).rows} for column, other, key in foreign_keys
    }
    table.insert_all(
        {column: _stored(row[column], known.get(column)) for column in columns} for row in rows
    )


def _primary_key(table: str) -> str:
    return "seq" if table == "changes" else "id"


def _columns(table: Table) -> Columns:
    """Return the columns that the host may have. The others in the JSON file are empty or made up for an
    import."""
    stored: dict[type, type] = {bool: int, list: str, dict: str}
    kinds = {n: c.kind for n, c in table.columns.items() if n not in table.not_for_host}
    return {name: stored.get(kind, kind) for name, kind in kinds.items()}


def _decoded(photo: Mapping[str, Any]) -> dict[str, Any]:
    return {**photo, "jpeg": base64.b64decode(photo["jpeg"])}


def _stored(value: Any, known: set[Any] | None) -> Any:
    """Return the value for SQLite: lists and dicts as JSON, and null for a reference to no row of the
    file."""
    if known is not None and value not in known:
        return None
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    # UTF-8 cannot contain half a surrogate pair. The JSON file replaces it as well.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value

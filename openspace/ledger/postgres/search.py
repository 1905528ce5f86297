"""Search in PostgreSQL, without an index yet: it reads all published items of the gatherings that are asked
for, and compares words by their beginnings."""

import json
from collections.abc import Collection, Iterable, Sequence

from openspace.ledger.port import END, START, Hit
from openspace.ledger.sql.connection import Statements
from openspace.ledger.sql.searchable import tag_token

_FIND = (
    "SELECT gathering, kind, title, heading, session, topic, at, content_note, text "
    "FROM searchable WHERE gathering IN (SELECT value FROM json_each(?)) AND kind <> ''"
)
_SNIPPET = 120
"""Characters before and after the first word that was found."""


def find(
    db: Statements,
    codes: Iterable[str],
    words: Sequence[str],
    kinds: Collection[str] = (),
    tag: str = "",
    limit: int = 20,
) -> list[Hit]:
    if not words and not tag:
        return []
    statement, values = _FIND, [json.dumps(list(codes))]
    if kinds:
        statement += " AND kind IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(kinds)))
    if tag:
        statement += " AND ' ' || tags || ' ' LIKE ?"
        values.append(f"% {tag_token(tag)} %")
    for word in words:
        statement += " AND title || ' ' || text ILIKE ?"
        values.append(f"%{_escaped(word)}%")
    rows = db.execute(f"{statement} ORDER BY id DESC LIMIT ?", [*values, limit])
    return [_hit(row, words) for row in rows]


def _hit(row: Sequence[str], words: Sequence[str]) -> Hit:
    gathering, kind, title, heading, session, topic, at, content_note, text = row
    shown = _marked(title, words) if title else heading
    return Hit(gathering, kind, shown, session, topic, at, content_note, _snippet(text, words))


def _snippet(text: str, words: Sequence[str]) -> str:
    places = [text.casefold().find(word.casefold()) for word in words]
    first = min((place for place in places if place >= 0), default=0)
    begin, end = max(0, first - _SNIPPET), first + _SNIPPET
    cut = text[begin:end]
    return f"{'…' if begin else ''}{_marked(cut, words)}{'…' if end < len(text) else ''}"


def _marked(text: str, words: Sequence[str]) -> str:
    for word in words:
        place = text.casefold().find(word.casefold())
        if place >= 0 and len(text.casefold()) == len(text):
            found = text[place : place + len(word)]
            text = f"{text[:place]}{START}{found}{END}{text[place + len(word) :]}"
    return text


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

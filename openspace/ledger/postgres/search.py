"""Search in PostgreSQL by the index of words (`search_index.py`). It finds and shows what SQLite's does."""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from unicodedata import normalize

from openspace.ledger.port import END, START, Hit
from openspace.ledger.postgres.search_index import TABLE
from openspace.ledger.sql.connection import Statements
from openspace.ledger.sql.searchable import MOST_RANKED, tag_token

_FOUND = (
    f"FROM {TABLE} w JOIN searchable d ON d.id = w.id, "
    "(SELECT ?::tsquery AS query) q WHERE w.words @@ q.query "
    "AND d.gathering IN (SELECT value FROM json_each(?))"
)
_OF_KINDS = " AND d.kind IN (SELECT value FROM json_each(?))"
_SHOWN = "d.gathering, d.kind, d.title, d.heading, d.session, d.topic, d.at, d.content_note, d.text"
_BEST = "ts_rank('{0.2, 0, 0, 1.0}', w.words, q.query, 1) DESC, d.id DESC"
"""A word in the title counts five times; in a long text it counts less."""

_STEMS = (
    "SELECT value, coalesce((ts_lexize('openspace_stem', openspace_folded(value)))[1], '') "
    "FROM json_each(?)"
)
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 24
"""Words of a snippet."""


def find(
    db: Statements,
    codes: Iterable[str],
    words: Sequence[str],
    kinds: Collection[str] = (),
    tag: str = "",
    limit: int = 20,
) -> list[Hit]:
    """Return the items in the gatherings `codes` that contain all `words`, the last as the beginning of a
    word. Among few results the best come first, among many the newest gatherings."""
    query = _query(db, words, tag)
    if not query:
        return []
    where, asked = _FOUND, [query, json.dumps(list(codes))]
    if kinds:
        where += _OF_KINDS
        asked.append(json.dumps(list(kinds)))
    count = f"SELECT count(*) FROM (SELECT 1 {where} LIMIT {MOST_RANKED}) found"
    (found,) = db.execute(count, asked).fetchone()
    order = _BEST if found < MOST_RANKED else "d.id DESC"
    rows = db.execute(f"SELECT {_SHOWN} {where} ORDER BY {order} LIMIT ?", [*asked, limit])
    return _hits(db, rows.fetchall(), words)


def _query(db: Statements, words: Sequence[str], tag: str) -> str:
    """Return the query in PostgreSQL's syntax, or "" if it finds nothing. Its words are letters and numbers
    only."""
    folded = "SELECT openspace_folded(value) FROM json_each(?)"
    phrases = [found.split() for (found,) in db.execute(folded, [json.dumps(list(words))])]
    if not all(phrases):
        return ""
    parts = [f"{tag_token(tag)}:B"] if tag else []
    if phrases:
        ends = ["AD"] * (len(phrases) - 1) + ["*AD"]
        text = " & ".join(
            f"({' <-> '.join([*(f'{word}:AD' for word in phrase[:-1]), f'{phrase[-1]}:{end}'])})"
            for phrase, end in zip(phrases, ends, strict=True)
        )
        (stemmed,) = db.execute("SELECT to_tsquery('openspace', ?)::text", [text]).fetchone()
        parts.append(f"({stemmed})")
    return " & ".join(parts)


def _hits(db: Statements, rows: Sequence[Sequence[Any]], words: Sequence[str]) -> list[Hit]:
    marked = _Marks(db, words, [text for row in rows for text in (row[2], row[8])])
    hits = []
    for gathering, kind, title, heading, session, topic, at, content_note, text in rows:
        shown = marked.whole(title) or heading
        snippet = marked.snippet(text)
        hits.append(Hit(gathering, kind, shown, session, topic, at, content_note, snippet))
    return hits


class _Marks:
    """Marks the found words in texts."""

    def __init__(self, db: Statements, words: Sequence[str], texts: Iterable[str]) -> None:
        asked = [part for word in words for part in _WORD.findall(word)]
        # A stem begins like its word. Comparing the first letter saves most of the work.
        begins = {_beginning(word) for word in asked}
        alike = {w for text in texts for w in _WORD.findall(text) if _beginning(w) in begins}
        stems = dict(db.execute(_STEMS, [json.dumps([*asked, *alike])]).fetchall())
        exact, last = {stems[word] for word in asked}, stems[asked[-1]] if asked else ""
        self._found = {
            word
            for word in alike
            if stems[word] in exact or (last and stems[word].startswith(last))
        }

    def whole(self, text: str) -> str:
        return _WORD.sub(lambda word: self._mark(word[0]), text)

    def snippet(self, text: str) -> str:
        """Return the words around the first found one."""
        places = list(_WORD.finditer(text))
        if len(places) <= _MOST_WORDS:
            return self.whole(text)
        nth = next((n for n, word in enumerate(places) if word[0] in self._found), 0)
        first = max(0, min(nth - _MOST_WORDS // 4, len(places) - _MOST_WORDS))
        last = first + _MOST_WORDS - 1
        begin = places[first].start() if first else 0
        end = places[last].end() if last < len(places) - 1 else len(text)
        cut = self.whole(text[begin:end])
        return f"{'…' if begin else ''}{cut}{'…' if end < len(text) else ''}"

    def _mark(self, word: str) -> str:
        return f"{START}{word}{END}" if word in self._found else word


def _beginning(word: str) -> str:
    """Return the first letter without case and accents."""
    return normalize("NFD", word.casefold())[:1]

"""Cache of the state as the public, a person or the host may see it, encoded and compressed.

There is one view for the public and one for the host. Each change updates them, as it updates every browser's
copy, so that a claim encodes a few rows and not a thousand. A person's state is the public one, with the rows
that concern them replaced.
"""

import threading
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from openspace.domain.audience import PUBLIC, Viewer, see, see_change, see_own
from openspace.domain.gathering import Gathering
from openspace.domain.possible import possible
from openspace.domain.tables import TABLES
from openspace.domain.viewer import Role
from openspace.ledger.port import Log
from openspace.runtime import compact_json
from openspace.runtime.lru_cache import LruCache
from openspace.service.clock import Clock
from openspace.web.gzip_parts import Part, Run

_ROWS_A_PART = 64
_MOST_CHANGES_BEHIND = 1_000
"""If a view is more changes behind, it is built again."""


_MOST_RUNS = 32
"""Sets of tables with own rows whose other tables are joined. People who just joined have the same."""

_VIEWS = 100
"""Views cached in addition to those of gatherings with a connected client."""


class Views:
    def __init__(
        self, log: Log, clock: Clock, in_use: Callable[[str], bool] = lambda code: False
    ) -> None:
        """Views of a gathering stay cached while `in_use(code)` is true."""
        self._log, self._clock = log, clock
        self._views: LruCache[tuple[str, bool], _View] = LruCache(
            _VIEWS, lambda key: in_use(key[0])
        )
        self._lock = threading.Lock()

    def state(
        self, gathering: Gathering, viewer: Viewer, before: Part | None = None, after: bytes = b"}"
    ) -> "State":
        """Return the JSON `{possible, gathering, tables, seq, origin, now}` for `viewer` in parts. `after`
        replaces the closing brace, so that a page can append more. The JSON is safe inside HTML."""
        with self._lock:
            view = self._view(gathering, viewer if viewer.role == "host" else PUBLIC)
            own = see_own(gathering, viewer) if viewer.role == "person" else {}
            parts = view.parts(own)
        tail = f'}},"seq":{gathering.seq},"origin":"{gathering.origin}","now":"'.encode()
        head = [*([before] if before else []), _what_is_possible(viewer.role)]
        return State([*head, *parts, Part(tail)], Part(b'"' + after, level=4))

    def now(self) -> Part:
        """Return the time, which goes into a `State`."""
        return Part(self._clock.now().encode())

    def evict(self, code: str) -> None:
        with self._lock:
            for is_host in (True, False):
                self._views.pop((code, is_host))

    def _view(self, gathering: Gathering, viewer: Viewer) -> "_View":
        key = (gathering.code, viewer.role == "host")
        view = self._views.get(key)
        if view is None or not view.update_to(self._log, gathering):
            view = self._views.put(key, _View(gathering, viewer))
        return view


class State(NamedTuple):
    """A state's parts before and after the time (`Views.now`), which is new in each answer."""

    before: list[Part]
    after: Part

    def at(self, now: Part) -> list[Part]:
        return [*self.before, now, self.after]


@cache
def _what_is_possible(role: Role) -> Part:
    return Part(b'{"possible":' + encoded(possible(role)) + b",")


class _View:
    def __init__(self, gathering: Gathering, viewer: Viewer) -> None:
        self._viewer, self._gathering = viewer, gathering
        seen = see(gathering, viewer)
        self._info = encoded(seen["gathering"])
        self._tables = {name: _Table(rows) for name, rows in seen["tables"].items()}
        self._runs: dict[frozenset[str], list[tuple[Run, str]]] = {}
        """Since the last change that is seen."""

    def update_to(self, log: Log, newest: Gathering) -> bool:
        """Update the view to `newest`. Return False if that is not possible, or too many changes behind."""
        since = self._gathering.seq
        if newest is self._gathering:
            return True
        if not 0 < newest.seq - since <= _MOST_CHANGES_BEHIND:
            return False
        changes = [c for c in log.since(newest.code, since) if c.seq <= newest.seq]
        touched = {table for c in changes for table in (*c.puts, *c.drops)}
        before, after = self._gathering.tables, newest.tables
        if any(before.get(table) is not after.get(table) for table in set(TABLES) - touched):
            return False  # rows were written without a change
        for change in changes:
            seen = see_change(newest, change, self._viewer)
            if seen["drops"] or seen["puts"]:
                self._runs.clear()
            for table, ids in seen["drops"].items():
                self._tables[table].drop(ids)
            for table, rows in seen["puts"].items():
                if table == "gatherings":
                    self._info = encoded(rows[-1])
                else:
                    self._tables[table].put(rows)
        self._gathering = newest
        return True

    def parts(self, own: dict[str, dict[str, Any]]) -> list[Part]:
        """Return the parts for the gathering and its tables.

        Tables in which a person has no own rows are the same for everybody, so those between two others are
        joined once.
        """
        mixed = frozenset(name for name, rows in own.items() if rows)
        if mixed not in self._runs:
            if len(self._runs) >= _MOST_RUNS:
                self._runs.clear()
            self._runs[mixed] = self._shared(mixed)
        parts: list[Part] = []
        for run, name in self._runs[mixed]:
            parts.append(run)
            if name:
                text = self._tables[name].add_parts(parts, b"", own[name])
                parts.append(Part(text, level=4))
        return parts

    def _shared(self, mixed: frozenset[str]) -> list[tuple[Run, str]]:
        """Return what is the same for everybody who has own rows in the tables `mixed` only: (all that is
        before the rows of one of these tables, its name); at the end without a table."""
        shared: list[tuple[Run, str]] = []
        parts: list[Part] = []
        text = b'"gathering":' + self._info + b',"tables":{'
        for nth, (name, table) in enumerate(self._tables.items()):
            text += (b',"' if nth else b'"') + name.encode() + b'":['
            if name in mixed:
                shared.append((Run([*parts, Part(text)]), name))
                parts, text = [], b"]"
            else:
                text = table.add_parts(parts, text, {}) + b"]"
        return [*shared, (Run([*parts, Part(text)]), "")]


class _Table:
    """The encoded rows of one table, in chunks that are compressed once."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._chunks: list[_Chunk] = []
        self._chunk_of: dict[str, _Chunk] = {}
        self.put(rows)

    def put(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            chunk = self._chunk_of.get(row["id"])
            if chunk is None:
                if not self._chunks or len(self._chunks[-1].rows) >= _ROWS_A_PART:
                    self._chunks.append(_Chunk())
                chunk = self._chunk_of[row["id"]] = self._chunks[-1]
            chunk.rows[row["id"]] = encoded(row)
            chunk.part = None

    def drop(self, ids: list[str]) -> None:
        for id in ids:
            chunk = self._chunk_of.pop(id, None)
            if chunk is not None:
                del chunk.rows[id]
                chunk.part = None
                if not chunk.rows:
                    self._chunks.remove(chunk)

    def add_parts(self, parts: list[Part], text: bytes, own: dict[str, Any]) -> bytes:
        """Append the rows to `parts`, with the rows in `own` replaced. `text` is the text before them. Return
        the text that is in no part yet."""
        others = {id: row for id, row in own.items() if id not in self._chunk_of}
        mixed = {id(self._chunk_of[key]) for key in own if key in self._chunk_of}
        for nth, chunk in enumerate(self._chunks):
            text += b"," if nth else b""
            if id(chunk) in mixed:
                mine = {key: encoded(own[key]) for key in chunk.rows if key in own}
                text += b",".join({**chunk.rows, **mine}.values())
                continue
            if chunk.part is None:
                chunk.part = Part(b",".join(chunk.rows.values()))
            parts += [Part(text, level=4), chunk.part]
            text = b""
        if others and self._chunks:
            text += b","
        return text + b",".join(encoded(row) for row in others.values())


class _Chunk:
    def __init__(self) -> None:
        self.rows: dict[str, bytes] = {}
        self.part: Part | None = None


def encoded(value: Any) -> bytes:
    """Return JSON that is safe inside an HTML page as well."""
    text = compact_json.encode(value)
    for letter, escape in _IN_HTML:
        text = text.replace(letter, escape)
    return text


_IN_HTML = [(letter.encode(), f"\\u{ord(letter):04x}".encode()) for letter in "<>&'"]

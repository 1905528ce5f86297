"""A turn: a stream's rows are read whole, and its changes are written together at the end.

Each statement writes many rows. Every statement releases the GIL, and an event loop that serves many clients
is slow to give it back. With one statement a row, 500 commands waited longer for the GIL than for the disk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import HostAction
from openspace.domain.listing import counted_from
from openspace.domain.searchable import published_by
from openspace.domain.stream import Stream
from openspace.ledger.erasing import dropped_subjects
from openspace.ledger.port import Answer, Head, Plan
from openspace.ledger.sql import host_log, marks, pictures, searchable, streams
from openspace.ledger.sql.columns import (
    RECEIPT_START,
    to_stored,
)
from openspace.ledger.sql.connection import Connection
from openspace.ledger.sql.erasing import erase_rows, hide_rewritten
from openspace.ledger.sql.log import read_tables
from openspace.ledger.sql.receipts import from_stored_answer, to_stored_answer
from openspace.runtime import compact_json


class SqlTurn:
    """Collects changes and receipts in memory, and writes them together at the end."""

    def __init__(self, db: Connection, stream: Stream, code: str = "") -> None:
        self._db = db
        self._code = code or stream.code
        self._receipts: dict[tuple[str, str], Answer] = {}
        self._receipts_read: dict[tuple[str, str], Answer | None] = {}
        self._stored_keys: dict[tuple[str, str], tuple[str, str]] = {}
        self.stream = stream
        self.newest_at: str | None = stream.at or None
        self.changes: list[Change] = []
        self.erased = False
        self._host_actions: list[HostAction] = []
        self._dropped: list[str] = []
        """What the marks of dropped items are computed from, until they are written."""
        self._edition: Gathering | None = None
        """What the edition shows that was published in this turn, until it is written."""

    def append(self, change: Change) -> None:
        before, self.stream = self.stream, self.stream.apply(change)
        self._edition = published_by(change, before, self.stream) or self._edition
        self._dropped += dropped_subjects(before, change) if change.drops else ()
        self.changes.append(change)

    def prefetch_receipts(self, keys: Iterable[tuple[str, str]]) -> None:
        unknown = dict.fromkeys(key for key in keys if key not in self._receipts_read)
        self._receipts_read |= unknown
        with self._db.port_errors():
            asked = {self._receipt_key(key)[1]: key for key in unknown}
            starts = [id[:RECEIPT_START] for id in asked]
            for id, answer in self._db.receipts(self._code, starts):
                if id in asked:
                    read = from_stored_answer(self._db.handles, self._code, id, answer)
                    self._receipts_read[asked[id]] = read

    def receipt(self, asker: str, id: str) -> Answer | None:
        if (asker, id) not in self._receipts_read:
            self.prefetch_receipts([(asker, id)])
        return self._receipts_read[asker, id]

    def keep_receipt(self, asker: str, id: str, answer: Answer) -> None:
        self._receipts_read[asker, id] = self._receipts[asker, id] = answer

    def keep_host_action(self, action: HostAction) -> None:
        self._host_actions.append(action)

    def photos_of(self, asker: str) -> Collection[str]:
        with self._db.port_errors():
            return pictures.sent_by(self._db, self._code, asker)

    def erase(self, plan: Plan) -> None:
        with self._db.port_errors():
            self._erase(plan)

    def _erase(self, plan: Plan) -> None:
        # Write pending changes first, because they may contain words and names that are erased.
        self.write()
        self.changes, self._receipts, self._receipts_read = [], {}, {}
        erased = erase_rows(self._db, self.stream, plan)
        head = Head(self.stream.seq, self.stream.origin)
        self.stream = read_tables(self._db, self._code, head)
        streams.write(self._db, self.stream)
        searchable.refresh(self._db, self.stream)
        streams.mark_clean(self._db, self._code, 0)  # scan the whole log again
        if erased.person or erased.everybody:
            hide_rewritten(self._db, self.stream)
        self.erased = True

    def write(self) -> None:
        sealed = self._sealed(self.changes)
        self._write_log(sealed)
        self._write_rows(sealed)
        streams.keep(self._db, self.stream, self.changes)
        searchable.keep(self._db, self.stream, self.changes, self._edition)
        self._edition = None
        self._db.insert("receipts", [self._receipt_row(*one) for one in self._receipts.items()])
        for subject in self._dropped:
            marks.remember(self._db, self._code, subject)
        self._dropped = []
        if self._host_actions:
            host_log.keep(self._db, self._code, self._host_actions)
            self._host_actions = []

    def write_history(self, log: Sequence[Change]) -> None:
        """Write an imported log, and the rows of the stream that it led to."""
        self._write_log(self._sealed(log))
        of = self.stream
        puts = {table: list(of.rows(table)) for table in of.TABLES}
        self._write_rows(self._sealed([Change(of.seq, "", of.at, "host", puts)]))
        streams.write(self._db, of, counted_from(log))
        searchable.write_history(self._db, of, log)

    def _receipt_row(self, of: tuple[str, str], answer: Answer) -> tuple[str, str, str, str]:
        asker, key = self._receipt_key(of)
        stored = to_stored_answer(self._db.handles, self._code, key, answer)
        return self._code, asker, key, stored

    def _receipt_key(self, key: tuple[str, str]) -> tuple[str, str]:
        """Return the (asker, id) under which the receipt of command `key` is stored, as keyed hashes."""
        if key not in self._stored_keys:
            self._stored_keys[key] = self._db.handles.receipt(self._code, *key)
        return self._stored_keys[key]

    def _sealed(self, changes: Iterable[Change]) -> list[Change]:
        """Return the changes with the people in them encrypted."""
        return [self._db.handles.seal_change(self._code, change) for change in changes]

    def _write_log(self, sealed: Iterable[Change]) -> None:
        """Write the changes with people by id only, so that erasing a person's row erases them in the log
        too."""
        rows = []
        for change in sealed:
            puts = change.puts
            if "people" in puts:
                puts = {**puts, "people": [{"id": row["id"]} for row in puts["people"]]}
            about = (self._code, change.seq, change.name, change.at, change.by)
            rows.append((*about, compact_json.dumps(puts), compact_json.dumps(change.drops)))
        self._db.insert("changes", rows)

    def _write_rows(self, sealed: Iterable[Change]) -> None:
        """Write each row as the last of the changes leaves it."""
        rows: dict[str, dict[str, Row | None]] = {}
        for change in sealed:
            for table, ids in change.drops.items():
                rows.setdefault(table, {}).update(dict.fromkeys(ids))
            for table, put in change.puts.items():
                known = rows.setdefault(table, {})
                for row in put:
                    known.pop(row["id"], None)  # keep the order of the last put
                    known[row["id"]] = row
        # Delete all rows first. Otherwise two sessions that swap cells would violate the unique index.
        for table, found in rows.items():
            self._db.delete(table, self._code, list(found))
        for table, found in rows.items():
            left = (row for row in found.values() if row is not None)
            self._db.insert(table, [to_stored(table, self._code, row) for row in left])

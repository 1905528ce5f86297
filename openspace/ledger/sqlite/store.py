"""The ledger in one SQLite file: `sessions.db`."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.erasing import Item
from openspace.domain.gathering import Gathering
from openspace.domain.kinds import kind_of, opened
from openspace.domain.listing import Listing
from openspace.domain.stream import Stream
from openspace.ledger import files
from openspace.ledger.cache import PendingCommit, StreamCache
from openspace.ledger.forgotten import Reappeared
from openspace.ledger.history import History
from openspace.ledger.leases import Leases
from openspace.ledger.port import (
    Held,
    Photo,
    ScrubResult,
    StoreClosed,
    UnknownGathering,
    Unreadable,
    Unwritable,
    of_kind,
)
from openspace.ledger.sqlite import devices, marks, pictures, slow_erasure, streams
from openspace.ledger.sqlite.connection import Connection, explain, is_transient
from openspace.ledger.sqlite.erasing import (
    clear_scrub_due,
    empty_write_ahead_log,
    is_scrub_due,
    purge_rows,
    rebuild,
)
from openspace.ledger.sqlite.keys import SqliteKeys
from openspace.ledger.sqlite.log_cleanup import (
    rewrite_cleaned,
    seqs_to_clean,
)
from openspace.ledger.sqlite.migrations import NO_PURGE_BEFORE
from openspace.ledger.sqlite.photos import SqlitePhotos
from openspace.ledger.sqlite.searching import SqliteSearch
from openspace.ledger.sqlite.snapshots import Snapshots
from openspace.ledger.sqlite.turn import SqliteTurn, changes_since, read_tables

log = logging.getLogger(__name__)

_ERASING = ("erase_me", "erase_topic", "forget_people")
"""Changes that come with a rewritten log; so does each that drops a topic."""

_HEAD = "SELECT max(seq) FROM changes WHERE gathering = ?"


class SqliteLedger(SqliteKeys, SqlitePhotos, SqliteSearch):
    """A ledger with a cache. Reading the cache takes no lock: a Stream is immutable, and the reference to
    the newest one is replaced after the commit."""

    poll_seconds = 1.0

    def __init__(self, path: Path) -> None:
        """Open the file, or create it. Raises Unwritable with a sentence."""
        super().__init__(path)
        self.snapshots = Snapshots(path)
        self._cache = StreamCache()
        self._history = History()
        self._codes: list[str] = []
        self._listings: list[Listing] = []
        self._leases = Leases(files.leases_file(path))

    def close(self) -> None:
        self.snapshots.close()
        super().close()
        self._leases.give_up()

    # --- writing

    @contextmanager
    def turn(self, code: str) -> Iterator[SqliteTurn]:
        with self._transaction() as db:
            turn = SqliteTurn(db, self._load_newest(db, code))
            yield turn
            turn.write()
            if not turn.erased:
                self._cache.pending[code] = PendingCommit(turn.stream, turn.changes)
        if turn.erased:
            self.evict(code)
        else:
            self._cache.remember(turn.stream, turn.changes)
            self._cache.pending.pop(code, None)

    def open(self, change: Change, host_key_hash: str) -> None:
        stream = opened(change)
        with self._transaction() as db:
            if db.execute(_HEAD, [stream.code]).fetchone()[0]:
                raise KeyError(stream.code)
            turn = SqliteTurn(db, kind_of(stream.code).stream(), code=stream.code)
            turn.append(change)
            turn.write()
            db.execute("INSERT INTO host_keys VALUES (?, ?)", [stream.code, host_key_hash])
        self._cache.remember(stream, [change])

    def restore(
        self,
        gathering: Gathering,
        log: Sequence[Change],
        host_key_hash: str,
        photos: Iterable[Photo],
    ) -> None:
        code = gathering.code
        with self._transaction() as db:
            if db.execute("SELECT 1 FROM changes WHERE gathering = ?", [code]).fetchone():
                raise KeyError(code)
            SqliteTurn(db, gathering).write_history(log)
            marks.unmark_purged(db, code)
            db.execute("REPLACE INTO host_keys VALUES (?, ?)", [code, host_key_hash])
            for photo in photos:
                pictures.keep(db, code, photo)
        self.evict(code)

    def leaving(self, code: str, until: str) -> list[Item]:
        with self._read() as db:
            return slow_erasure.due(db, code, until)

    def codes_with_leaving(self, until: str) -> list[str]:
        with self._read() as db:
            return slow_erasure.codes_due(db, until)

    def codes_with_visits(self, until: str) -> list[str]:
        with self._read() as db:
            return streams.codes_with_visits(db, until)

    def codes_with_agreed_offers(self) -> set[str]:
        with self._read_on_own_connection() as db:
            rows = db.execute("SELECT DISTINCT gathering FROM offers WHERE agreed_at IS NOT NULL")
            return {code for (code,) in rows}

    def codes_to_clean(self) -> list[str]:
        with self._read_on_own_connection() as db:
            return streams.codes_to_clean(db)

    def remove_taken_back(self, code: str) -> bool:
        today = self.stream(code)
        try:
            # Scan on a new connection and without the write lock, so that nobody waits while a log is read.
            with closing(self._connect()) as db:
                seqs = seqs_to_clean(db, today)
        except sqlite3.Error as error:
            raise Unreadable(explain(error)) from error
        if not seqs:
            with suppress(Unwritable), self._transaction() as db:
                streams.mark_clean(db, code, today.seq)
            return False
        with self._transaction() as db:
            rewrite_cleaned(db, self._load_newest(db, code), seqs)
            streams.mark_clean(db, code, today.seq)
        self._cache.evict_changes(code)
        self._history.evict(code)
        return True

    def reappeared(self) -> list[Reappeared]:
        with self._read_on_own_connection() as db:
            forgotten = marks.read(db)
            if not forgotten:
                return []
            people = db.execute("SELECT gathering, id, at FROM people")
            return forgotten.among(streams.codes(db, of_all_kinds=True), people)

    def is_purged(self, code: str) -> bool:
        with self._read() as db:
            return marks.is_purged(db, code)

    def purge(self, code: str) -> None:
        with self._transaction() as db:
            # Rows are not read, so a damaged gathering can be purged too.
            if db.execute(_HEAD, [code]).fetchone()[0] is None:
                raise UnknownGathering(code)
            purge_rows(db, code)
        self.evict(code)
        self._host_keys.pop(code, None)

    def no_purge_before(self) -> date | None:
        with self._read() as db:
            found = db.execute(
                "SELECT value FROM house WHERE name = ?", [NO_PURGE_BEFORE]
            ).fetchone()
            return date.fromisoformat(bytes(found[0]).decode()) if found else None

    def scrub_files(self) -> ScrubResult:
        self._scrub_search_index()
        with self._writing:
            try:
                db = self._working_writer()
                if not is_scrub_due(db):
                    return ScrubResult.NOTHING_DUE
                rebuild(db)
                # A reader in this process would prevent SQLite from truncating the write-ahead log.
                with self._reading:
                    return ScrubResult.DONE if empty_write_ahead_log(db) else ScrubResult.PENDING
            except sqlite3.Error as error:
                self._writer_is_broken = not is_transient(error)
                log.warning(
                    "erased data could not be scrubbed from the file yet: %s", explain(error)
                )
                return ScrubResult.PENDING

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        if self._closed:
            raise StoreClosed
        return self._leases.lease(name, holder, seconds)

    def scrub_done(self) -> None:
        with self._transaction() as db:
            clear_scrub_due(db)

    def _on_rollback(self) -> None:
        self._cache.pending.clear()

    # --- reading

    def stream(self, code: str) -> Stream:
        try:
            known = self._cache.newest.get(code)
            if known and known.seq == self._head(code):
                return known
            with self._read() as db:
                return self._load_newest(db, code)
        except Unreadable:
            # The committed state stays valid while the disk cannot be read.
            if remembered := self._cache.newest.get(code):
                return remembered
            raise

    def load(self, code: str) -> Gathering:
        return of_kind(Gathering, self.stream(code))

    def community(self, code: str) -> Community:
        return of_kind(Community, self.stream(code))

    def since(self, code: str, seq: int) -> list[Change]:
        try:
            with self._read() as db:
                newest = self._load_newest(db, code)
                tail = self._cache.after(code, seq)
                return tail if tail is not None else changes_since(db, newest, seq)
        except Unreadable:
            tail = self._cache.after(code, seq)
            if tail is None:
                raise
            return tail

    def heads(self, codes: Collection[str]) -> dict[str, int]:
        with self._read() as db:
            return streams.heads(db, codes)

    def at(self, code: str, seq: int) -> Gathering:
        return self._history.at(code, seq, self.load(code), lambda: self.since(code, 0))

    def keep_cached_while(self, in_use: Callable[[str], bool]) -> None:
        self._cache.newest.in_use = in_use

    def evict(self, code: str) -> None:
        self._cache.evict(code)
        self._history.evict(code)

    def codes(self) -> list[str]:
        try:
            with self._read() as db:
                self._codes = streams.codes(db)
        except Unreadable:
            if not self._codes:
                raise
        return list(self._codes)

    def codes_in_phase(self, phase: str) -> list[str]:
        with self._read() as db:
            return streams.codes_in_phase(db, phase)

    def listings(self, listed_only: bool = False) -> list[Listing]:
        try:
            with self._read() as db:
                found = streams.read(db, listed_only)
        except Unreadable:
            if not self._listings:
                raise
            return [one for one in self._listings if one.listed or not listed_only]
        if listed_only:
            self._listings = found
        return found

    def listings_of(self, codes: Collection[str]) -> list[Listing]:
        with self._read() as db:
            return streams.of_codes(db, codes)

    def communities(self) -> list[Listing]:
        with self._read() as db:
            return streams.communities(db)

    def listing(self, code: str) -> Listing:
        with self._read() as db:
            found = streams.one(db, code)
        if found is None:
            raise UnknownGathering(code)
        return found

    def held(self, code: str, person: str) -> Held:
        with self._read_on_own_connection() as db:
            found = devices.held(db, code, person)
        return found()

    def _head(self, code: str) -> int | None:
        """Return the seq of the newest change, or None if it cannot be read. Every request needs this."""
        with self._reading:
            try:
                head: int | None = self._reader.execute(_HEAD, [code]).fetchone()[0]
            except sqlite3.Error:
                return None
            return head

    def _load_newest(self, db: Connection, code: str) -> Stream:
        """Return the newest state: from the cache, by applying new changes to it, or by reading the
        tables."""
        known = self._cache.newest.get(code)
        (head,) = db.execute(_HEAD, [code]).fetchone()
        if head is None:
            raise UnknownGathering(code)
        if known is None or known.seq > head:
            # Not cached, or another file replaced this one: then the file is right.
            self.evict(code)
            return self._cache.remember(read_tables(db, code, head), [])
        if found := self._cache.at_least(code, head):
            return found
        changes = changes_since(db, read_tables(db, code, head), known.seq)
        if any(change.name in _ERASING or "topics" in change.drops for change in changes):
            # Another process erased data. The cache still contains it, and the log was rewritten, so reload.
            self.evict(code)
            return self._cache.remember(read_tables(db, code, head), [])
        for change in changes:
            known = known.apply(change)
        return self._cache.remember(known, changes)

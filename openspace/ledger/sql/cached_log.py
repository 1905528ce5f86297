"""The port Log in tables, with a cache."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from openspace.domain.change import ERASING, Change
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering
from openspace.domain.kinds import kind_of, opened
from openspace.domain.stream import Stream
from openspace.ledger.cache import PendingCommit, StreamCache
from openspace.ledger.history import History
from openspace.ledger.port import Photo, UnknownGathering, Unreadable, of_kind
from openspace.ledger.sql import marks, pictures, streams
from openspace.ledger.sql.connection import Connection
from openspace.ledger.sql.log import changes_since, head_of, read_tables
from openspace.ledger.sql.transactions import Transactions
from openspace.ledger.sql.turn import SqlTurn

_REWRITING = ERASING | {"erase_topic"}
"""Changes that come with a rewritten log; so does each that drops a topic."""

_GO_WITH_A_NOTE = ("wishes", "offers")
"""Tables whose rows an erasure of a note deletes, while its change looks like any retraction."""


class SqlLog(Transactions):
    """Reading the cache takes no lock: a Stream is immutable, and the reference to the newest one is replaced
    after the commit."""

    def __init__(self) -> None:
        super().__init__()
        self._cache = StreamCache()
        self._history = History()

    # --- writing

    @contextmanager
    def turn(self, code: str) -> Iterator[SqlTurn]:
        with self._transaction(code) as db:
            turn = SqlTurn(db, self._load_newest(db, code))
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
        with self._transaction(stream.code) as db:
            if head_of(db, stream.code):
                raise KeyError(stream.code)
            turn = SqlTurn(db, kind_of(stream.code).stream(), code=stream.code)
            turn.append(change)
            turn.write()
            origin = streams.give_origin(db, stream.code)
            db.execute("INSERT INTO host_keys VALUES (?, ?)", [stream.code, host_key_hash])
        self._cache.remember(replace(stream, origin=origin), [change])

    def restore(
        self,
        gathering: Gathering,
        log: Sequence[Change],
        host_key_hash: str,
        photos: Iterable[Photo],
    ) -> None:
        code = gathering.code
        with self._transaction(code) as db:
            if head_of(db, code):
                raise KeyError(code)
            SqlTurn(db, gathering).write_history(log)
            streams.give_origin(db, code)
            marks.unmark_purged(db, code)
            db.execute("INSERT INTO host_keys VALUES (?, ?)", [code, host_key_hash])
            for photo in photos:
                pictures.keep(db, code, photo)
        self.evict(code)

    def _on_rollback(self, code: str) -> None:
        self._cache.pending.pop(code, None)

    # --- reading

    def stream(self, code: str) -> Stream:
        try:
            known = self._cache.newest.get(code)
            if known and (known.seq, known.origin) == self._head(code):
                return known
            return self._load(code)
        except Unreadable:
            # The committed state stays valid while the store cannot be read.
            remembered = self._cache.up_to_date(code)
            if remembered and not self._is_cut_off():
                return remembered
            raise

    def load(self, code: str) -> Gathering:
        return of_kind(Gathering, self.stream(code))

    def community(self, code: str) -> Community:
        return of_kind(Community, self.stream(code))

    def since(self, code: str, seq: int) -> list[Change]:
        return self.news(code, seq)[1]

    def news(self, code: str, seq: int) -> tuple[Stream, list[Change]]:
        newest = self.stream(code)
        tail = self._cache.after(code, seq)
        found = tail if tail is not None else self._read_since(code, seq)
        return newest, [change for change in found if change.seq <= newest.seq]

    def heads(self, codes: Collection[str]) -> dict[str, int]:
        with self._read() as db:
            return {code: head.seq for code, head in streams.heads(db, codes).items()}

    def at(self, code: str, seq: int) -> Gathering:
        return self._history.at(code, seq, self.load(code), lambda: self.since(code, 0))

    def keep_cached_while(self, in_use: Callable[[str], bool]) -> None:
        self._cache.newest.in_use = in_use

    def heard(self, code: str, seq: int) -> None:
        self._cache.heard(code, seq)

    def evict(self, code: str) -> None:
        self._cache.evict(code)
        self._history.evict(code)

    def _load(self, code: str) -> Stream:
        with self._read() as db:
            return self._load_newest(db, code)

    def _read_since(self, code: str, seq: int) -> list[Change]:
        with self._read() as db:
            people = self._load_newest(db, code).tables.get("people", {})
            return changes_since(db, code, seq, people)

    def _load_newest(self, db: Connection, code: str) -> Stream:
        """Return the newest state: from the cache, by applying new changes to it, or by reading the
        tables."""
        known = self._cache.newest.get(code)
        head = head_of(db, code)
        if head is None:
            self.evict(code)  # another process may have purged it
            raise UnknownGathering(code)
        if known is None or known.origin != head.origin or known.seq > head.seq:
            # Not cached; deleted and imported again; or another store replaced this one. The store is right.
            self.evict(code)
            return self._cache.remember(read_tables(db, code, head), [])
        if found := self._cache.at_least(code, head.seq):
            return found
        changes = changes_since(db, code, known.seq)
        if any(_may_erase(known, change) for change in changes):
            # Another process erased data. The cache still contains it, and the log was rewritten, so reload.
            self.evict(code)
            return self._cache.remember(read_tables(db, code, head), [])
        for change in changes:
            known = known.apply(change)
        return self._cache.remember(known, changes)


def _may_erase(before: Stream, change: Change) -> bool:
    """Return whether the change may come with an erasure that does more than the change says."""
    if change.name in _REWRITING or "topics" in change.drops:
        return True
    notes = change.drops.get("notes", ())
    rows = (row for table in _GO_WITH_A_NOTE for row in before.tables.get(table, {}).values())
    return bool(notes) and any(row["note"] in notes for row in rows)

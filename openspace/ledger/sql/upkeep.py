"""The port Upkeep in tables, but for what depends on files."""

from contextlib import suppress
from datetime import date

from openspace.domain.erasing import Item
from openspace.ledger.erasing import items_among
from openspace.ledger.erasure_list import ErasureList, newest_of
from openspace.ledger.forgotten import Forgotten, Reappeared
from openspace.ledger.port import Held, UnknownGathering, Unwritable
from openspace.ledger.sql import devices, marks, meta, slow_erasure, streams
from openspace.ledger.sql.cached_log import SqlLog
from openspace.ledger.sql.connection import Connection
from openspace.ledger.sql.erasing import purge_rows
from openspace.ledger.sql.host_log import SqlHostLog
from openspace.ledger.sql.keys import SqlKeys
from openspace.ledger.sql.log import head_of
from openspace.ledger.sql.log_cleanup import rewrite_cleaned, seqs_to_clean


class SqlUpkeep(SqlLog, SqlKeys, SqlHostLog):
    erasure_list: ErasureList

    def held(self, code: str, person: str) -> Held:
        with self._read_on_own_connection() as db:
            found = devices.held(db, code, person)
        return found()

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
        # Scan without the write lock, so that nobody waits while a log is read.
        with self._read_on_own_connection() as db:
            seqs = seqs_to_clean(db, today)
        if not seqs:
            with suppress(Unwritable), self._transaction(code) as db:
                streams.mark_clean(db, code, today.seq)
            return False
        with self._transaction(code) as db:
            rewrite_cleaned(db, self._load_newest(db, code), seqs)
            streams.mark_clean(db, code, today.seq)
        self._cache.evict_changes(code)
        self._history.evict(code)
        return True

    def reappeared(self) -> list[Reappeared]:
        with self._read_on_own_connection() as db:
            forgotten = self._forgotten(db)
            if not forgotten:
                return []
            people = db.execute("SELECT gathering, id, at FROM people")
            return forgotten.among(streams.codes(db, of_all_kinds=True), people)

    def erased_items(self, code: str) -> list[Item]:
        with self._read_on_own_connection() as db:
            forgotten = self._forgotten(db)
        return items_among(self.stream(code), forgotten)

    def is_behind_erasure_list(self) -> bool:
        return bool(self._only_listed())

    def erasure_list_trouble(self) -> str:
        return self.erasure_list.trouble(self.secret())

    def learn_erasures(self) -> None:
        if news := self._only_listed():
            with self._transaction() as db:
                marks.learn(db, news)

    def list_erasures(self) -> bool:
        with self._read_on_own_connection() as db:
            stored = marks.stored(db)
        return not stored or self.erasure_list.add(self.secret(), stored)

    def _forgotten(self, db: Connection) -> Forgotten:
        listed = self.erasure_list.read(self.secret())
        return marks.forgotten(db, newest_of(marks.stored(db), listed))

    def _only_listed(self) -> dict[str, int]:
        """Return the marks of the list that the store does not have, or has from before."""
        listed = self.erasure_list.read(self.secret())
        if not listed:
            return {}
        with self._read_on_own_connection() as db:
            stored = marks.stored(db)
        return {mark: n for mark, n in listed.items() if n > stored.get(mark, -1)}

    def is_purged(self, code: str) -> bool:
        with self._read() as db:
            return marks.is_purged(db, code)

    def purge(self, code: str) -> None:
        with self._transaction(code) as db:
            # Rows are not read, so a damaged gathering can be purged too.
            if head_of(db, code) is None:
                raise UnknownGathering(code)
            purge_rows(db, code)
        self.evict(code)
        self._host_keys.pop(code, None)

    def no_purge_before(self) -> date | None:
        with self._read() as db:
            found = meta.value(db, meta.NO_PURGE_BEFORE)
            return date.fromisoformat(found.decode()) if found else None

    def scrub_done(self) -> None:
        with self._transaction() as db:
            meta.clear_scrub_due(db)

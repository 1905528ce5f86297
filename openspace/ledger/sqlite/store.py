"""The ledger in one SQLite file: `sessions.db`."""

import logging
import sqlite3
from pathlib import Path

from openspace.ledger import files
from openspace.ledger.erasure_list import ErasureList
from openspace.ledger.leases import Leases
from openspace.ledger.port import ScrubResult, StoreClosed, Unreadable
from openspace.ledger.sql.catalogue import SqlCatalogue
from openspace.ledger.sql.meta import is_scrub_due
from openspace.ledger.sql.photos import SqlPhotos
from openspace.ledger.sql.upkeep import SqlUpkeep
from openspace.ledger.sqlite.connection import explain, is_transient
from openspace.ledger.sqlite.scrubbing import empty_write_ahead_log, rebuild
from openspace.ledger.sqlite.searching import SqliteSearch
from openspace.ledger.sqlite.snapshots import Snapshots

log = logging.getLogger(__name__)


class SqliteLedger(SqliteSearch, SqlUpkeep, SqlCatalogue, SqlPhotos):
    poll_seconds = 1.0

    def __init__(self, path: Path) -> None:
        """Open the file, or create it. Raises Unwritable with a sentence."""
        super().__init__(path)
        self.snapshots = Snapshots(path)
        self.erasure_list = ErasureList(files.erasure_list(path), path)
        self._leases = Leases(files.lock_file(path))

    def close(self) -> None:
        self.snapshots.close()
        super().close()
        self._leases.give_up()

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        if self._closed:
            raise StoreClosed
        return self._leases.lease(name, holder, seconds)

    def scrub_files(self) -> ScrubResult:
        try:
            with self._read() as db:
                if not is_scrub_due(db):
                    return ScrubResult.NOTHING_DUE
        except StoreClosed:
            raise
        except Unreadable:
            return ScrubResult.PENDING  # it was logged, and is tried again
        self._scrub_search_index()
        with self._writing, self._turns.turn():
            if self._closed:
                raise StoreClosed
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

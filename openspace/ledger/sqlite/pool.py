"""The two connections to the file, one for writing and one for reading. Each is replaced after an error."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from openspace.ledger.files import lock_file
from openspace.ledger.port import Generation, Head, StoreClosed, Unreadable, Unwritable
from openspace.ledger.sql import devices
from openspace.ledger.sql.log import head_of
from openspace.ledger.sql.transactions import Transactions
from openspace.ledger.sqlite.connection import (
    Connection,
    as_port_errors,
    connect,
    explain,
    is_transient,
)
from openspace.ledger.sqlite.opening import open_database
from openspace.ledger.write_turns import WriteTurns

_CLOSED = "The store is closed."


class Connections(Transactions):
    """SQLite's lock serialises processes, which take turns (`WriteTurns`). The locks here serialise the
    threads of this process."""

    def __init__(self, path: Path) -> None:
        """Open the file, or create it. Raises Unwritable with a sentence."""
        super().__init__()
        self.path = path
        try:
            self._writer, self._secret = open_database(path)
            self._handles = self._writer.handles
            self._reader = self._connect()
        except sqlite3.Error as error:
            raise Unwritable(f"{path} cannot be used as the store: {error}.") from None
        self._turns = WriteTurns(lock_file(path))
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._writer_is_broken = False
        self._closed = False

    def _connect(self) -> Connection:
        return connect(self.path, self._handles)

    def close(self) -> None:
        """Copy the write-ahead log into the database file, so that this file alone is complete, and close it.
        Later calls raise Unwritable or Unreadable."""
        # Wait for reading threads: closing their connection would crash the process.
        with self._writing, self._reading:
            self._closed = True
            with suppress(sqlite3.Error):
                self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
            self._reader.close()
            self._writer.close()
            self._turns.close()

    def secret(self) -> bytes:
        return self._secret

    @contextmanager
    def _transaction(self, code: str = "") -> Iterator[Connection]:
        """Take SQLite's write lock before anything is read. It is for all streams."""
        with self._writing:
            if self._closed:
                raise StoreClosed(_CLOSED)
            try:
                with as_port_errors(), self._begun(code) as db:
                    yield db
            except Unwritable as trouble:
                self._writer_is_broken = not is_transient(trouble.__cause__)
                self._log_trouble(str(trouble))
                raise
            self._log_trouble(None)

    @contextmanager
    def _begun(self, code: str) -> Iterator[Connection]:
        db = self._working_writer()
        with self._turns.turn():
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                self._on_rollback(code)
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _working_writer(self) -> Connection:
        """Return the writing connection; a new one if the last error broke it. Raises sqlite3.Error."""
        if self._writer_is_broken or self._writer.in_transaction:
            self._writer.close()
            self._writer = self._connect()
            self._writer_is_broken = False
        return self._writer

    def _head(self, code: str) -> Head | None:
        with self._reading:
            try:
                return head_of(self._reader, code)
            except sqlite3.Error:
                return None

    def _read_generation(self, code: str, person: str) -> Generation:
        with self._reading:
            try:
                return devices.generation(self._reader, code, person)
            except sqlite3.Error as error:
                raise Unreadable(explain(error)) from error

    @contextmanager
    def _read_on_own_connection(self) -> Iterator[Connection]:
        if self._closed:
            raise StoreClosed(_CLOSED)
        try:
            with closing(self._connect()) as db:
                db.execute("BEGIN")
                yield db
                db.execute("COMMIT")
        except sqlite3.Error as error:
            raise Unreadable(explain(error)) from error

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._reading:
            if self._closed:
                raise StoreClosed(_CLOSED)
            try:
                self._reader.execute("BEGIN")
                try:
                    yield self._reader
                finally:
                    if self._reader.in_transaction:
                        self._reader.execute("COMMIT")
            except sqlite3.Error as error:
                self._log_trouble(explain(error))
                if not is_transient(error):
                    with suppress(sqlite3.Error):
                        fresh = self._connect()
                        self._reader.close()
                        self._reader = fresh
                raise Unreadable(explain(error)) from error

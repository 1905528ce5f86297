"""The two connections to the file: one writes and one reads, and both are replaced after trouble."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from openspace.ledger.port import Unreadable, Unwritable
from openspace.ledger.sqlite.connection import Connection, connect, in_words, is_passing, why
from openspace.ledger.sqlite.opening import opened

log = logging.getLogger(__name__)


class Connections:
    """SQLite's own lock gives turns among processes; ours, among the threads of this one."""

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes it. Raises Unwritable with a sentence."""
        self.path = path
        try:
            self._writer, self._secret = opened(path)
            self._handles = self._writer.handles
            self._reader = self._connect()
        except sqlite3.Error as error:
            raise Unwritable(f"{path} cannot be used as the store: {error}.") from None
        self._writing = threading.Lock()
        self._reading = threading.Lock()
        self._spoilt = False
        self.trouble: str | None = None

    def _connect(self) -> Connection:
        return connect(self.path, self._handles)

    def close(self) -> None:
        # Not under a thread that is reading: SQLite would crash the process.
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def secret(self) -> bytes:
        return self._secret

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """All or nothing, with the write lock taken before anything is read."""
        with self._writing:
            try:
                with in_words(), self._begun() as db:
                    yield db
            except Unwritable as trouble:
                self._spoilt = not is_passing(trouble.__cause__)
                self._note(str(trouble))
                raise
            self._note(None)

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        db = self._sound_writer()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            self._undone()
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _sound_writer(self) -> Connection:
        """The connection that writes: a new one after trouble with the disk. Raises sqlite3.Error."""
        if self._spoilt or self._writer.in_transaction:
            self._writer.close()
            self._writer = self._connect()
            self._spoilt = False
        return self._writer

    def _note(self, trouble: str | None) -> None:
        """Said once when it begins and once when it ends, however often it is tried between."""
        if trouble and trouble != self.trouble:
            log.error("nothing can be saved: %s", trouble)
        elif self.trouble and not trouble:
            log.warning("what is asked is saved again")
        self.trouble = trouble

    def _undone(self) -> None:
        """Called when a transaction was rolled back."""

    @contextmanager
    def _read_apart(self) -> Iterator[Connection]:
        """As `_read`, by a connection of its own: a long look holds up no other reader."""
        try:
            with closing(self._connect()) as db:
                db.execute("BEGIN")
                yield db
                db.execute("COMMIT")
        except sqlite3.Error as error:
            raise Unreadable(why(error)) from error

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """One consistent look, which a writer neither waits for nor changes. Raises Unreadable."""
        with self._reading:
            try:
                self._reader.execute("BEGIN")
                try:
                    yield self._reader
                finally:
                    if self._reader.in_transaction:
                        self._reader.execute("COMMIT")
            except sqlite3.Error as error:
                self._note(why(error))
                if not is_passing(error):
                    with suppress(sqlite3.Error):
                        anew = self._connect()
                        self._reader.close()
                        self._reader = anew
                raise Unreadable(why(error)) from error

"""A store in one SQLite file, as `stores.Store` describes it."""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

from openspace.ledger import files
from openspace.ledger.erasure_list import ErasureList
from openspace.ledger.port_store import Check, Copied
from openspace.ledger.sql.whole import WholeStore
from openspace.ledger.sqlite import backup, checks, health, new_secret, whole
from openspace.ledger.sqlite.store import SqliteLedger


class SqliteFile:
    engine = f"SQLite {sqlite3.sqlite_version}"

    def __init__(self, path: Path) -> None:
        self._path = path
        self.secret_file = files.secret_file(path)
        self.erasure_list = ErasureList(files.erasure_list(path), path)

    def exists(self) -> bool:
        return self._path.is_file()

    def open(self) -> SqliteLedger:
        return SqliteLedger(self._path)

    def check(self) -> None:
        checks.check(self._path)

    def findings(self) -> list[Check]:
        return health.findings(self._path)

    def back_up(self, to: Path) -> Copied:
        return backup.back_up(self._path, to)

    def restore(self, file: Path) -> Copied:
        return backup.restore(file, self._path)

    def whole(self) -> AbstractContextManager[WholeStore]:
        return whole.whole(self._path)

    def fill(self, source: WholeStore) -> str:
        return whole.fill(self._path, source)

    def make_new_secret(self) -> None:
        new_secret.make_new_secret(self._path)

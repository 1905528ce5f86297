"""A store in PostgreSQL as its address names it, as `stores.Store` describes it.

The packages of the extra `server` are imported when they are needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from openspace.config import store_name
from openspace.ledger.port import Ledger, Unwritable
from openspace.ledger.secret import SecretFile
from openspace.ledger.sql.whole import WholeStore
from openspace.ledger.stores import Check, Copied, StoreTrouble
from openspace.runtime.event_loop import EventLoop

if TYPE_CHECKING:
    from openspace.ledger.postgres.connection import Session

_MISSING = (
    "A store in PostgreSQL needs more packages. Install them with: pip install 'openspace[server]'"
)


class PostgresStore:
    def __init__(self, address: str, secret_file: Path, loop: EventLoop | None = None) -> None:
        self._address, self._loop = address, loop or EventLoop()
        self._name = store_name(address)
        self._secret = SecretFile(secret_file, self._name)
        self.secret_file = secret_file

    @property
    def engine(self) -> str:
        try:
            with self._connect() as raw:
                version = str(raw.info.server_version)
        except Unwritable:
            return "PostgreSQL"
        return f"PostgreSQL {version[:-4]}.{int(version[-4:])}"

    def exists(self) -> bool:
        try:
            return self._is_store()
        except Unwritable:
            return True  # opening it says what is wrong

    def open(self) -> Ledger:
        psycopg = _psycopg()
        from openspace.ledger.postgres.connection import conninfo, explain
        from openspace.ledger.postgres.opening import open_database
        from openspace.ledger.postgres.store import PostgresLedger

        try:
            parameters = conninfo(self._address)
            secret = open_database(parameters, self._name, self._secret)
            return PostgresLedger(parameters, secret, self._loop)
        except psycopg.Error as error:
            raise Unwritable(
                f"{self._name} cannot be used as the store. {explain(error)}"
            ) from None

    def check(self) -> None:
        try:
            self._is_store()
        except Unwritable as trouble:
            raise StoreTrouble(str(trouble)) from None

    def findings(self) -> list[Check]:
        from openspace.ledger.postgres.health import findings

        try:
            with self._connect() as raw:
                return findings(raw)
        except Unwritable as trouble:
            return [Check("Database", False, str(trouble))]

    def back_up(self, to: Path) -> Copied:
        raise StoreTrouble(
            f"{self._name} is backed up with PostgreSQL's own program: pg_dump --format=custom "
            f"--file={to} DATABASE (docs/reliability.md)."
        )

    def restore(self, file: Path) -> Copied:
        raise StoreTrouble(
            f"{self._name} is restored with PostgreSQL's own program: pg_restore --dbname=DATABASE {file} "
            "(docs/reliability.md)."
        )

    @contextmanager
    def whole(self) -> Iterator[WholeStore]:
        psycopg = _psycopg_or_trouble()
        from openspace.ledger.postgres.connection import conninfo, explain
        from openspace.ledger.postgres.opening import open_database
        from openspace.ledger.postgres.whole import whole

        try:
            if not self._is_store():
                raise StoreTrouble(f"There is no store in {self._name}.")
            parameters = conninfo(self._address)
            with whole(parameters, open_database(parameters, self._name, self._secret)) as found:
                yield found
        except psycopg.Error as error:
            raise StoreTrouble(f"{self._name} cannot be read. {explain(error)}") from None
        except Unwritable as trouble:
            raise StoreTrouble(str(trouble)) from None

    def fill(self, source: WholeStore) -> str:
        psycopg = _psycopg_or_trouble()
        from openspace.ledger.postgres.connection import conninfo, explain
        from openspace.ledger.postgres.whole import fill

        try:
            return fill(conninfo(self._address), self._name, self._secret, source)
        except psycopg.Error as error:
            raise StoreTrouble(f"{self._name} could not be written. {explain(error)}") from None
        except Unwritable as trouble:
            raise StoreTrouble(str(trouble)) from None

    def make_new_secret(self) -> None:
        psycopg = _psycopg()
        from openspace.ledger.postgres.connection import conninfo, explain
        from openspace.ledger.postgres.new_secret import make_new_secret
        from openspace.ledger.postgres.opening import open_database

        try:
            parameters = conninfo(self._address)
            old = open_database(parameters, self._name, self._secret)
            make_new_secret(parameters, self._name, self._secret, old)
        except psycopg.Error as error:
            raise Unwritable(f"{self._name} keeps its secret. {explain(error)}") from None

    def _is_store(self) -> bool:
        psycopg = _psycopg()
        from openspace.ledger.postgres.connection import conninfo, explain
        from openspace.ledger.postgres.opening import check_database

        try:
            return check_database(conninfo(self._address), self._name)
        except psycopg.Error as error:
            raise Unwritable(
                f"{self._name} cannot be used as the store. {explain(error)}"
            ) from None

    def _connect(self) -> "Session":
        psycopg = _psycopg()
        from openspace.ledger.postgres.connection import Session, configure, conninfo, explain

        try:
            raw = Session.connect(conninfo(self._address))
            configure(raw)
        except psycopg.Error as error:
            raise Unwritable(f"{self._name}: {explain(error)}") from None
        return raw


def _psycopg_or_trouble() -> ModuleType:
    try:
        return _psycopg()
    except Unwritable as trouble:
        raise StoreTrouble(str(trouble)) from None


def _psycopg() -> ModuleType:
    try:
        import psycopg
        import psycopg_pool  # noqa: F401
    except ImportError:
        raise Unwritable(_MISSING) from None
    return psycopg

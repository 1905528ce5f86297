"""A store in PostgreSQL as its address names it, as `stores.Store` describes it.

The packages of the extra `server` are imported when they are needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from openspace.config import store_name
from openspace.languages.text import _
from openspace.ledger.erasure_list import ErasureList
from openspace.ledger.files import erasure_list
from openspace.ledger.port import Ledger, Unwritable
from openspace.ledger.port_store import Check, Copied, StoreTrouble
from openspace.ledger.secret import SecretFile
from openspace.ledger.sql.whole import WholeStore
from openspace.runtime.event_loop import EventLoop

if TYPE_CHECKING:
    from openspace.ledger.postgres.connection import Session

_MISSING = (
    "A store in PostgreSQL needs more packages. Install them with: pip install 'openspace[server]'"
)

_CANNOT_BE_USED = "{store} cannot be used as the store."


class PostgresStore:
    def __init__(self, address: str, secret_file: Path, loop: EventLoop | None = None) -> None:
        self._address, self._loop = address, loop or EventLoop()
        self._name = store_name(address)
        self._secret = SecretFile(secret_file, self._name)
        self.secret_file = secret_file
        self.erasure_list = ErasureList(erasure_list(secret_file), secret_file)

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
        with self._parameters(_CANNOT_BE_USED) as parameters:
            from openspace.ledger.postgres.opening import open_database
            from openspace.ledger.postgres.store import PostgresLedger

            secret = open_database(parameters, self._name, self._secret)
            return PostgresLedger(parameters, secret, self._loop, self.erasure_list)

    def check(self) -> None:
        with _as_store_trouble():
            self._is_store()

    def findings(self) -> list[Check]:
        from openspace.ledger.postgres.health import findings

        try:
            with self._connect() as raw:
                return findings(raw)
        except Unwritable as trouble:
            return [Check(_("Database"), False, str(trouble))]

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
        with _as_store_trouble(), self._parameters("{store} cannot be read.") as parameters:
            from openspace.ledger.postgres.opening import open_database
            from openspace.ledger.postgres.whole import whole

            if not self._is_store():
                raise StoreTrouble(f"There is no store in {self._name}.")
            with whole(parameters, open_database(parameters, self._name, self._secret)) as found:
                yield found

    def fill(self, source: WholeStore) -> str:
        with _as_store_trouble(), self._parameters("{store} could not be written.") as parameters:
            from openspace.ledger.postgres.whole import fill

            return fill(parameters, self._name, self._secret, source)

    def make_new_secret(self) -> None:
        with self._parameters("{store} keeps its secret.") as parameters:
            from openspace.ledger.postgres.new_secret import make_new_secret
            from openspace.ledger.postgres.opening import open_database

            old = open_database(parameters, self._name, self._secret)
            make_new_secret(parameters, self._name, self._secret, old)

    def _is_store(self) -> bool:
        with self._parameters(_CANNOT_BE_USED) as parameters:
            from openspace.ledger.postgres.opening import check_database

            return check_database(parameters, self._name)

    def _connect(self) -> "Session":
        with self._parameters("{store}:") as parameters:
            from openspace.ledger.postgres.connection import Session, configure

            raw = Session.connect(parameters)
            configure(raw)
            return raw

    @contextmanager
    def _parameters(self, says: str) -> Iterator[str]:
        """Yield the parameters of a connection. Raises Unwritable if the packages are missing, and instead of
        psycopg's errors, with a sentence that begins with `says`."""
        try:
            import psycopg
            import psycopg_pool  # noqa: F401
        except ImportError:
            raise Unwritable(_MISSING) from None
        from openspace.ledger.postgres.connection import conninfo, explain

        try:
            yield conninfo(self._address)
        except psycopg.Error as error:
            raise Unwritable(f"{says.format(store=self._name)} {explain(error)}") from None


@contextmanager
def _as_store_trouble() -> Iterator[None]:
    try:
        yield
    except Unwritable as trouble:
        raise StoreTrouble(str(trouble)) from None

"""The connections to PostgreSQL. Each is used by one transaction at a time."""

import select
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg_pool import ConnectionPool

from openspace.ledger.handles import Handles
from openspace.ledger.port import StoreClosed, Unreadable, Unwritable
from openspace.ledger.postgres.connection import (
    GONE,
    SERVING,
    Connection,
    Session,
    as_port_errors,
    configure,
    explain,
    history_of,
    is_lost,
    lock_key,
)
from openspace.ledger.postgres.outage import Outage
from openspace.ledger.postgres.watchdog import Watchdog
from openspace.ledger.sql.transactions import Transactions

MOST_CONNECTIONS = 10
"""Of one process. PostgreSQL takes 100 of all processes, unless it is told otherwise."""

_FREE_SECONDS, _NEW_SECONDS = 5.0, 1.0
"""How long to wait for a free connection, and for a new one instead of one that ended."""

_FEW_ROWS, _TURN, _LONG = 5.0, 10.0, 600.0
"""How many seconds a statement may take: for a few rows, in a turn, for a whole log."""

_CUT_OFF_SECONDS = 600.0
"""How long what was read before is answered without the store. This machine alone may have lost it, and what
people took back on another one must not be shown here for longer than it stays in a log."""

_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
"""A statement sees what was committed before it began. So a turn sees all that was written before it got its
lock, and nobody else writes the stream while it has the lock."""

_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class PostgresTransactions(Transactions):
    def __init__(self, conninfo: str, secret: bytes) -> None:
        """Connect. Raises Unwritable with a sentence."""
        super().__init__()
        self._conninfo, self._secret = conninfo, secret
        self._handles = Handles(secret)
        self._closed = False
        self._server_history: str | None = None
        self._outage = Outage(self._reach, self._on_reached)
        self._reach()
        self._watchdog = Watchdog()
        self._pool = ConnectionPool(
            conninfo,
            connection_class=Session,
            configure=_configure_serving,
            min_size=2,
            max_size=MOST_CONNECTIONS,
            timeout=_FREE_SECONDS,
            reconnect_timeout=1.0,  # `Outage` goes on
            open=True,
        )

    def close(self) -> None:
        """Close all connections. Later calls raise Unwritable or Unreadable."""
        self._closed = True
        self._outage.close()
        self._pool.close()
        self._watchdog.close()

    def secret(self) -> bytes:
        return self._secret

    @contextmanager
    def _transaction(self, code: str = "") -> Iterator[Connection]:
        """Lock the stream `code` before anything is read. Other streams do not wait for it."""
        self._check_open()
        try:
            with as_port_errors(), self._begun(code) as db:
                yield db
        except Unwritable as trouble:
            self._on_trouble(trouble.__cause__, str(trouble))
            raise
        self._log_trouble(None)

    @contextmanager
    def _begun(self, code: str) -> Iterator[Connection]:
        with self._connection(_TURN) as db:
            raw = db.raw
            try:
                # Statements are sent without waiting for the answer of the one before.
                with raw.pipeline():
                    raw.execute(_BEGIN)
                    if code:
                        key = lock_key(f"stream {code}")
                        raw.execute("SELECT pg_advisory_xact_lock($1)", [key])
                    yield db
                    raw.is_warned = False
                    commit = raw.execute("COMMIT")
                # COMMIT rolls back after a failed statement, and only warns if no standby confirmed it.
                if commit.statusmessage != "COMMIT" or raw.is_warned:
                    raise psycopg.OperationalError("not committed")
            except BaseException:
                self._on_rollback(code)
                with suppress(psycopg.Error):
                    raw.rollback()
                raise

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._reading(_FEW_ROWS) as db:
            yield db

    @contextmanager
    def _read_on_own_connection(self) -> Iterator[Connection]:
        with self._reading(_LONG) as db:
            db.raw.execute("SET LOCAL statement_timeout = 0")
            yield db

    @contextmanager
    def _reading(self, seconds: float) -> Iterator[Connection]:
        self._check_open()
        try:
            with self._connection(seconds) as db:
                try:
                    with db.raw.pipeline():
                        db.raw.execute(_BEGIN_READING)
                        yield db
                        db.raw.execute("COMMIT")
                except BaseException:
                    with suppress(psycopg.Error):
                        db.raw.rollback()
                    raise
        except psycopg.Error as error:
            self._on_trouble(error, explain(error))
            raise Unreadable(explain(error)) from error

    @contextmanager
    def _statement(self) -> Iterator[Connection]:
        """Read with a single statement, without a transaction around it. Raises Unreadable."""
        self._check_open()
        try:
            with self._connection(_FEW_ROWS) as db:
                yield db
        except psycopg.Error as error:
            self._on_trouble(error, explain(error))
            raise Unreadable(explain(error)) from error

    @contextmanager
    def _connection(self, seconds: float) -> Iterator[Connection]:
        if self._outage.lasts:
            raise psycopg.OperationalError(GONE)
        raw = self._pool.getconn()
        for _ in range(MOST_CONNECTIONS):
            if not _has_ended(raw):
                break
            raw.close()
            self._pool.putconn(raw)
            raw = self._pool.getconn(_NEW_SECONDS)
        try:
            with self._watchdog.watched(raw, seconds) as extend:
                yield Connection(raw, self._handles, extend)
        except psycopg.Error as error:
            if is_lost(error):
                raw.close()
            raise
        finally:
            self._pool.putconn(raw)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreClosed("The store is closed.")

    def _on_trouble(self, error: BaseException | None, says: str) -> None:
        if self._closed:
            return
        self._log_trouble(says)
        if error and is_lost(error):
            self._outage.begin()

    def _reach(self) -> None:
        with Session.connect(self._conninfo) as raw:
            configure(raw)
            self._server_history, before = history_of(raw), self._server_history
        if self._server_history is None or self._server_history != before:
            self._on_other_history()

    def _on_reached(self) -> None:
        self._pool.drain()
        self._log_trouble(None)

    def _is_cut_off(self) -> bool:
        return self._outage.seconds > _CUT_OFF_SECONDS

    def _on_other_history(self) -> None:
        """Called when another server took over. It may lack the last changes of the one before."""


def _configure_serving(raw: Session) -> None:
    configure(raw)
    raw.execute("SELECT pg_advisory_lock_shared($1)", [SERVING])


def _has_ended(raw: Session) -> bool:
    """Return whether the server closed the connection while nobody used it."""
    if not hasattr(select, "poll"):  # Windows
        return False
    look = select.poll()
    look.register(raw.fileno(), select.POLLIN)
    return bool(look.poll(0))

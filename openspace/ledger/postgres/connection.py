"""Connections to PostgreSQL, and sentences for its errors.

No sentence and no line in the log quotes an error of PostgreSQL: it may contain the values of a row.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from openspace.ledger.handles import Handles
from openspace.ledger.port import DISK_FULL, Conflict, Unwritable
from openspace.ledger.postgres.statements import insert_into, translated
from openspace.ledger.sql.columns import RECEIPT_START, columns_of
from openspace.ledger.sql.connection import Rows
from openspace.runtime import compact_json

# Its lines quote errors, addresses and accounts. The ledger says once what is wrong.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)

_CONNECTION = {
    "application_name": "openspace",
    "connect_timeout": "3",
    # Of several hosts, use the one that can be written, also after a failover.
    "target_session_attrs": "read-write",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
"""Parameters of a connection, unless the address says otherwise."""

_SESSION = {
    "lock_timeout": "8s",
    "statement_timeout": "9s",
    # A node that froze in a turn must not stop the others.
    "idle_in_transaction_session_timeout": "15s",
    "client_min_messages": "warning",
}
_DURABLE = ("on", "remote_apply")
# “remote_apply” is stronger than “on”; anything else could lose what was answered.
_CONFIGURE = (
    "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') "
    "WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false)"
    + "".join(f", set_config(${n}, ${n + 1}, false)" for n in range(1, 2 * len(_SESSION), 2))
)

_MOST_ROWS = 1_000
"""Rows in one statement, so that an import is no single text of gigabytes."""

_RECEIPTS = (
    "SELECT id, answer FROM receipts "
    f"WHERE gathering = ? AND substr(id, 1, {RECEIPT_START}) = ANY(?)"
)

GONE = "PostgreSQL cannot be reached."
_SLOW = "PostgreSQL takes too long to answer."
_NOT_WRITABLE = "The store can be read but not written."
_WHY = {
    "53100": DISK_FULL,
    "53200": "PostgreSQL has no memory left.",
    "53300": "PostgreSQL takes no more connections.",
    "25006": _NOT_WRITABLE,
    "42501": "This account may not write to the store.",
    "55P03": _SLOW,
    "57014": _SLOW,
    "25P03": GONE,
    "57P": GONE,
    "08": GONE,
}
"""Sentences by the beginning of an error's SQLSTATE."""

_REFUSED = {
    "password authentication failed": "PostgreSQL refuses this account or its password.",
    "no pg_hba.conf entry": "PostgreSQL does not let this account in from here (pg_hba.conf).",
    "role": "PostgreSQL has no such account.",
    "database": "PostgreSQL has no such database.",
}
"""Sentences by a part of the message: an error while connecting has no SQLSTATE."""


class Session(psycopg.Connection[tuple[Any, ...]]):
    """A connection that remembers whether PostgreSQL warned."""

    is_warned = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_notice_handler(self._warn)
        # Placeholders are $1, $2, …: psycopg then need not parse the statements.
        self.cursor_factory = psycopg.RawCursor

    def _warn(self, _: object) -> None:
        self.is_warned = True


class Connection:
    """A connection that takes the statements of `ledger/sql/`."""

    def __init__(
        self, raw: Session, handles: Handles, before_each: Callable[[], None] = lambda: None
    ) -> None:
        self.raw, self.handles, self._before_each = raw, handles, before_each

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        self._before_each()
        return self.raw.execute(translated(statement), values)

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        columns = columns_of(table)
        for begin in range(0, len(rows), _MOST_ROWS):
            some = [
                dict(zip(columns, row, strict=True)) for row in rows[begin : begin + _MOST_ROWS]
            ]
            self._before_each()
            self.raw.execute(insert_into(table), [compact_json.dumps(some)])

    def delete(self, table: str, code: str, ids: Sequence[str]) -> None:
        self.execute(f"DELETE FROM {table} WHERE gathering = ? AND id = ANY(?)", [code, list(ids)])

    def receipts(self, code: str, starts: Sequence[str]) -> Iterable[tuple[str, str]]:
        return self.execute(_RECEIPTS, [code, list(starts)])

    def hide_rewritten(self, table: str, code: str) -> None:
        """Write all rows of the stream again, in the order of their keys.

        PostgreSQL marks each version of a row with its transaction, and appends it to the table. A copy or a
        dump would otherwise show which rows were rewritten together, and so were one person's.
        """
        order = "seq" if table == "changes" else "id"
        self.execute(
            f'WITH all_rows AS (DELETE FROM "{table}" WHERE gathering = ? RETURNING *) '
            f'INSERT INTO "{table}" SELECT * FROM all_rows ORDER BY {order}',
            [code],
        )

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> None:
        for each in values:
            self.execute(statement, each)

    def port_errors(self) -> AbstractContextManager[None]:
        return as_port_errors()


def conninfo(address: str) -> str:
    """Return the parameters of a connection to `address`. Raises psycopg.Error."""
    given = conninfo_to_dict(address)
    missing = {name: value for name, value in _CONNECTION.items() if name not in given}
    return make_conninfo(address, **missing)


def configure(raw: Session) -> None:
    """Prepare a new connection: full durability, and time-outs. Raises psycopg.Error."""
    raw.autocommit = True
    found = raw.execute(_CONFIGURE, [word for setting in _SESSION.items() for word in setting])
    if (found.fetchone() or ("",))[0] not in _DURABLE:
        raise psycopg.OperationalError("synchronous_commit cannot be switched on")


def history_of(raw: Session) -> str | None:
    """Return a name of the server's history. A server that another failed over to has another history, and
    may lack the last changes. None if the account may not ask."""
    try:
        row = raw.execute(
            "SELECT system_identifier || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) "
            "FROM pg_control_system()"
        ).fetchone()
    except psycopg.errors.InsufficientPrivilege:
        return None
    return str(row[0]) if row else None


def lock_key(name: str) -> int:
    """Return the key of the advisory lock `name`: 64 bits, with a sign."""
    digest = hashlib.blake2b(f"openspace {name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


SERVING = lock_key("serving")
"""The lock that every connection of a server shares, so that nobody replaces the secret meanwhile."""


def explain(error: BaseException) -> str:
    """Return the error as one sentence."""
    state = getattr(error, "sqlstate", None) or ""
    found = next((says for begin, says in _WHY.items() if state.startswith(begin)), None)
    if found:
        return found
    if not state and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return _why_refused(str(error))
    return f"The store cannot be used: {type(error).__name__} {state}".rstrip() + "."


def _why_refused(message: str) -> str:
    _, fatal, why = message.partition("FATAL:")
    return next((says for part, says in _REFUSED.items() if fatal and part in why), GONE)


def is_lost(error: BaseException) -> bool:
    """Return whether the connection must be replaced: it is broken, or to a server that is no primary any
    more."""
    if getattr(error, "sqlstate", None):
        return explain(error) in (GONE, _NOT_WRITABLE)
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


@contextmanager
def as_port_errors() -> Iterator[None]:
    """Raise the errors that the port declares (Conflict, Unwritable) instead of psycopg's."""
    try:
        yield
    except (psycopg.IntegrityError, psycopg.errors.TransactionRollback) as error:
        raise Conflict(f"PostgreSQL refused it: {type(error).__name__}") from error
    except psycopg.Error as error:
        raise Unwritable(explain(error)) from error

"""The secret of a store: 32 random bytes in a file beside it, which no copy of the store contains.

It signs everybody's tokens. A copy of the store alone is not enough to sign one.
"""

import hmac
import secrets
import sqlite3
from pathlib import Path

from openspace.ledger.files import match_owner, secret_file
from openspace.ledger.port import Unwritable
from openspace.ledger.sql import house
from openspace.ledger.sqlite.copying import replaced_atomically

_CHECK = "secret check"


def find(connection: sqlite3.Connection, db: Path) -> bytes | None:
    """Return the secret that the store was written with. If no file has it, return the one in the usual file,
    or None if there is no file.

    If the machine stopped while a new secret was being made, this finishes the work. Raises Unwritable.
    """
    found = read(db)
    if found is None or matches(connection, found) is False:
        unfinished = _read(_next(db), db)
        if unfinished and matches(connection, unfinished):
            _next(db).replace(secret_file(db))
            return unfinished
    return found


def read(db: Path) -> bytes | None:
    """Return the secret beside the store `db`, or None if there is no file. Raises Unwritable with a
    sentence."""
    return _read(secret_file(db), db)


def write(db: Path, secret: bytes | None = None) -> bytes:
    """Store `secret`, or a new one, beside the store, and return it. Raises Unwritable."""
    secret = secret or secrets.token_bytes(32)
    _write(secret_file(db), db, secret)
    return secret


def write_next(db: Path, secret: bytes) -> None:
    """Store the secret that will replace the present one. Raises Unwritable."""
    _write(_next(db), db, secret)


def matches(connection: sqlite3.Connection, secret: bytes) -> bool | None:
    """Return whether the store was written with this secret; None if the store does not record it."""
    kept = house.value(connection, _CHECK)
    return hmac.compare_digest(kept, _check_of(secret)) if kept else None


def store_check(connection: sqlite3.Connection, secret: bytes) -> None:
    """Record in the store which secret it belongs to, as a hash that does not reveal the secret."""
    house.keep(connection, _CHECK, _check_of(secret))


def _check_of(secret: bytes) -> bytes:
    return hmac.digest(secret, b"openspace: which secret is it", "sha256")[:16]


def _next(db: Path) -> Path:
    return secret_file(db).with_name(f"{secret_file(db).name}.next")


def _read(file: Path, db: Path) -> bytes | None:
    try:
        found = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except OSError as error:
        says = (error.strerror or str(error)).lower()
        raise Unwritable(f"{file}, the secret of {db.name}, cannot be read: {says}.") from None
    except ValueError:
        found = b""
    if len(found) != 32:
        raise Unwritable(
            f"{file} is not the secret of {db.name} any more. Put the right file back; or remove it, "
            "and everybody has to join again."
        )
    return found


def _write(file: Path, db: Path, secret: bytes) -> None:
    try:
        with replaced_atomically(file) as new:
            new.write_text(f"{secret.hex()}\n", encoding="ascii")
            match_owner(new, db)
    except OSError as error:
        says = (error.strerror or str(error)).lower()
        raise Unwritable(f"{file}, the secret of {db.name}, cannot be written: {says}.") from None

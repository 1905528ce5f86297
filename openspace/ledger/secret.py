"""The secret of a store: 32 random bytes in a file, which no copy of the store contains.

It signs everybody's tokens. A copy of the store alone is not enough to sign one.
"""

import hmac
import secrets
from pathlib import Path

from openspace.ledger.files import match_owner, replaced_atomically
from openspace.ledger.port import Unwritable
from openspace.ledger.sql import meta
from openspace.ledger.sql.connection import Statements

_CHECK = "secret check"


class SecretFile:
    def __init__(self, path: Path, store: str, owner: Path | None = None) -> None:
        """`store` names the store in sentences. The file gets the owner of the file `owner`."""
        self.path, self._store, self._owner = path, store, owner

    def find(self, db: Statements) -> bytes | None:
        """Return the secret that the store was written with. If no file has it, return the one in the usual
        file, or None if there is no file.

        If the machine stopped while a new secret was being made, this finishes the work. Raises Unwritable.
        """
        found = self.read()
        if found is None or matches(db, found) is False:
            unfinished = self._read(self._next)
            if unfinished and matches(db, unfinished):
                self._next.replace(self.path)
                return unfinished
        return found

    def read(self) -> bytes | None:
        """Return the secret, or None if there is no file. Raises Unwritable with a sentence."""
        return self._read(self.path)

    def write(self, secret: bytes | None = None) -> bytes:
        """Store `secret`, or a new one, and return it. Raises Unwritable."""
        secret = secret or secrets.token_bytes(32)
        self._write(self.path, secret)
        return secret

    def write_next(self, secret: bytes) -> None:
        """Store the secret that will replace the present one. Raises Unwritable."""
        self._write(self._next, secret)

    @property
    def _next(self) -> Path:
        return self.path.with_name(f"{self.path.name}.next")

    def _read(self, file: Path) -> bytes | None:
        try:
            found = bytes.fromhex(file.read_text(encoding="ascii").strip())
        except FileNotFoundError:
            return None
        except OSError as error:
            says = (error.strerror or str(error)).lower()
            raise Unwritable(
                f"{file}, the secret of {self._store}, cannot be read: {says}."
            ) from None
        except ValueError:
            found = b""
        if len(found) != 32:
            raise Unwritable(
                f"{file} is not the secret of {self._store} any more. Put the right file back; or remove "
                "it, and everybody has to join again."
            )
        return found

    def _write(self, file: Path, secret: bytes) -> None:
        try:
            with replaced_atomically(file) as new:
                new.write_text(f"{secret.hex()}\n", encoding="ascii")
                if self._owner:
                    match_owner(new, self._owner)
        except OSError as error:
            says = (error.strerror or str(error)).lower()
            raise Unwritable(
                f"{file}, the secret of {self._store}, cannot be written: {says}."
            ) from None


def adopt(file: SecretFile, secret: bytes) -> None:
    """Store the secret of a store that is copied. Raises Unwritable if the file has another one."""
    found = file.read()
    if found is None:
        file.write(secret)
    elif not hmac.compare_digest(found, secret):
        raise Unwritable(
            f"{file.path} is the secret of another store. A copy needs the same secret: move that file away, "
            "or name another one."
        )


def matches(db: Statements, secret: bytes) -> bool | None:
    """Return whether the store was written with this secret; None if the store does not record it."""
    kept = meta.value(db, _CHECK)
    return hmac.compare_digest(kept, _check_of(secret)) if kept else None


def store_check(db: Statements, secret: bytes) -> None:
    """Record in the store which secret it belongs to, as a hash that does not reveal the secret."""
    meta.keep(db, _CHECK, _check_of(secret))


def _check_of(secret: bytes) -> bytes:
    return hmac.digest(secret, b"openspace: which secret is it", "sha256")[:16]

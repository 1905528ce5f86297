"""The secret of a store in SQLite is in a file beside it."""

from pathlib import Path

from openspace.ledger.files import secret_file
from openspace.ledger.secret import SecretFile


def secret_of(db: Path) -> SecretFile:
    return SecretFile(secret_file(db), db.name, db)

"""Stores that older versions wrote."""

import sqlite3
from contextlib import closing
from pathlib import Path

from openspace.domain.viewer import Viewer

OLDER = Path(__file__).parent / "older"

SECRET = b"\x07" * 32

AMIR = Viewer("person", "p13")


def older_store(path: Path, steps: int = 0) -> Path:
    """A store as the version wrote it that knew `steps` steps."""
    with closing(sqlite3.connect(path)) as store:
        store.executescript((OLDER / f"store-{steps}.sql").read_text())
    return path


def one(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as store:
        return store.execute(question).fetchall()

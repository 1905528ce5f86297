"""Every ledger there is, each with one gathering."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Ledger
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.ledger.stores import open_store
from tests.ledger.acts import begin
from tests.support.postgres import shared_or_skip


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.live)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path) -> Iterator[Ledger]:
    """A ledger with one gathering, open."""
    if request.param == "postgres":
        address = shared_or_skip().emptied()
        with closing(open_store(address, tmp_path / "secret")) as postgres:
            begin(postgres)
            yield postgres
        return
    if request.param == "memory":
        memory = MemoryLedger()
        begin(memory)
        yield memory
        return
    shutil.copytree(empty_store, tmp_path, dirs_exist_ok=True)
    sqlite = SqliteLedger(tmp_path / "sessions.db")
    begin(sqlite)
    yield sqlite
    sqlite.close()


@pytest.fixture
def db(new_store: Path) -> Path:
    """A SQLite file with one gathering, which nobody holds open."""
    ledger = SqliteLedger(new_store)
    begin(ledger)
    ledger.close()
    return new_store


@pytest.fixture
def reopen(db: Path) -> Iterator[Callable[[], SqliteLedger]]:
    """Opens the file `db` once more, as another process would."""
    opened = []

    def again() -> SqliteLedger:
        opened.append(SqliteLedger(db))
        return opened[-1]

    yield again
    for ledger in opened:
        ledger.close()

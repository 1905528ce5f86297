"""Every ledger there is, each with one gathering."""

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
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
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
    sqlite = SqliteLedger(tmp_path / "sessions.db")
    begin(sqlite)
    yield sqlite
    sqlite.close()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A SQLite file with one gathering, which nobody holds open."""
    path = tmp_path / "sessions.db"
    ledger = SqliteLedger(path)
    begin(ledger)
    ledger.close()
    return path


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

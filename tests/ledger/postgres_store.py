"""A store in PostgreSQL, opened as by several servers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from openspace.ledger.port import Ledger
from openspace.ledger.stores import open_store
from tests.ledger.acts import begin
from tests.support.postgres import shared_or_skip

Reopen = Callable[[], Ledger]


@pytest.fixture
def address() -> str:
    """An empty database."""
    return shared_or_skip().emptied()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return tmp_path / "secret"


@pytest.fixture
def reopen(address: str, secret: Path) -> Iterator[Reopen]:
    """Opens the store once more, as another server would. It has one gathering."""
    opened: list[Ledger] = []

    def again() -> Ledger:
        opened.append(open_store(address, secret))
        return opened[-1]

    begin(again())
    yield again
    for ledger in opened:
        ledger.close()


def by_hand(address: str, statement: str) -> list[tuple[object, ...]]:
    return shared_or_skip().execute(statement, address.rpartition("/")[2])

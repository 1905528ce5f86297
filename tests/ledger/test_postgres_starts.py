"""When a server starts with a store in PostgreSQL: tables, steps, the secret, and sentences for trouble."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from openspace.ledger.port import Unwritable
from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.postgres.migrations import STEPS
from openspace.ledger.stores import open_store, store_at
from tests.ledger.acts import CODE, joins, proposes
from tests.ledger.postgres_store import Reopen, by_hand
from tests.ledger.postgres_store import address as address
from tests.ledger.postgres_store import reopen as reopen
from tests.ledger.postgres_store import secret as secret
from tests.support.postgres import shared_or_skip

pytestmark = pytest.mark.live


def test_server_with_another_secret_does_not_start(
    reopen: Reopen, address: str, tmp_path: Path
) -> None:
    with pytest.raises(Unwritable, match="is not here"):
        open_store(address, tmp_path / "other")

    (tmp_path / "other").write_text("07" * 32)
    with pytest.raises(Unwritable, match="need the same file") as caught:
        open_store(address, tmp_path / "other")

    assert "not%20a%20secret" not in str(caught.value)


def test_eight_servers_that_start_together_make_the_tables_once(secret: Path) -> None:
    address, troubles = shared_or_skip().new_database(), []

    def opens() -> None:
        try:
            open_store(address, secret).close()
        except Exception as error:
            troubles.append(error)

    together = [threading.Thread(target=opens) for _ in range(8)]
    for one in together:
        one.start()
    for one in together:
        one.join()

    assert troubles == []


def test_step_of_a_migration_runs_once(
    reopen: Reopen, monkeypatch: pytest.MonkeyPatch, address: str, secret: Path
) -> None:
    ran = []
    monkeypatch.setattr("openspace.ledger.postgres.migrations.STEPS", [*STEPS, ran.append])
    for _ in range(2):
        open_store(address, secret).close()
    assert len(ran) == 1

    monkeypatch.setattr("openspace.ledger.postgres.migrations.STEPS", [])
    with pytest.raises(Unwritable, match="was written by a newer openspace"):
        open_store(address, secret)


def test_statistics_of_an_older_store_keep_no_words(
    reopen: Reopen, address: str, secret: Path
) -> None:
    ledger = reopen()
    kim = joins(ledger, "Kim")
    for bird in ("A pelican", "An owl", "A sparrow"):
        proposes(ledger, kim, bird)
    by_hand(address, "ALTER TABLE topics ALTER COLUMN title SET STATISTICS -1")
    by_hand(address, "UPDATE house SET value = '0' WHERE name = 'steps'")
    by_hand(address, "ANALYZE")
    kept = "SELECT attname FROM pg_stats WHERE histogram_bounds::text LIKE '%pelican%'"
    assert by_hand(address, kept)

    open_store(address, secret).close()
    by_hand(address, "ANALYZE")

    assert by_hand(address, kept) == []
    assert len(reopen().load(CODE).rows("topics")) == 3


def test_missing_column_is_added_and_an_unknown_one_refused(
    reopen: Reopen, address: str, secret: Path
) -> None:
    before = reopen().load(CODE)
    by_hand(address, "ALTER TABLE sessions DROP COLUMN code")
    with closing(open_store(address, secret)) as ledger:
        assert ledger.load(CODE) == before

    by_hand(address, "ALTER TABLE sessions ADD COLUMN newer text")
    try:
        with pytest.raises(StoreTrouble, match="newer openspace"):
            store_at(address, secret).check()
    finally:
        by_hand(address, "ALTER TABLE sessions DROP COLUMN newer")


def test_database_of_another_program_is_left_as_it_is(secret: Path) -> None:
    server = shared_or_skip()
    address = server.new_database()
    by_hand(address, "CREATE TABLE recipes (name text)")

    with pytest.raises(StoreTrouble, match="is a database of another program"):
        store_at(address, secret).check()
    with pytest.raises(Unwritable):
        open_store(address, secret)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (
            "postgresql://me:word@127.0.0.1:1/x",
            "postgresql://127.0.0.1:1/x cannot be used as the store.",
        ),
        ("postgresql://me:word@[", "cannot be used as the store."),
    ],
)
def test_database_that_cannot_be_reached_is_one_sentence(
    address: str, says: str, secret: Path
) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreTrouble) as caught:
        store_at(address, secret).check()

    assert says in str(caught.value)
    assert "word" not in str(caught.value)


@pytest.mark.parametrize(
    ("part", "other", "says"),
    [
        ("not%20a%20secret", "wrong", "PostgreSQL refuses this account or its password."),
        ("/d", "/nowhere", "PostgreSQL has no such database."),
    ],
)
def test_address_with_a_mistake_is_explained(
    address: str, secret: Path, part: str, other: str, says: str
) -> None:
    with pytest.raises(Unwritable, match=says):
        open_store(address.replace(part, other), secret)

"""`openspace copy-store`: a whole store in another store, of another kind."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from openspace.cli.main import cli
from openspace.domain.kinds import kind_of
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.port import Ledger, Photo
from openspace.ledger.port_store import Store, StoreTrouble
from openspace.ledger.sql import whole
from openspace.ledger.stores import open_store, store_at
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, COMMUNITY, asks, begin, begin_community, joins
from tests.ledger.older_stores import older_store
from tests.ledger.test_search import NOTE, Harvest
from tests.support.postgres import shared_or_skip

PHOTO = Photo("ph1", b"\xff\xd8 a \x00 picture", 3, 4)


class Lived:
    """A store in which something of every kind happened."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with closing(store.open()) as ledger:
            begin(ledger)
            begin_community(ledger)
            harvest = Harvest(ledger)
            self.kim = harvest.kim
            begin(ledger, "GGGGGG")
            ledger.purge("GGGGGG")
            gone = joins(ledger, "Amir")
            execute_batch(ledger, CODE, [CommandRequest(gone, EraseMe(words=True))], SYSTEM)
            ledger.keep_photo(CODE, PHOTO, by=self.kim.key, at="2027-03-31T10:00:00+00:00")
            ledger.keep_pass(CODE, "hash of a pass", None)
            ledger.end_devices(CODE, str(self.kim.person))
            self.answer = asks(ledger, self.kim, "post_note", "again", **self._note(harvest))

    def _note(self, harvest: Harvest) -> dict[str, str]:
        return {"session": harvest.session, "kind": "tool", "text": "“Größe” 🙂\n'; --"}


@pytest.fixture
def lived(tmp_path: Path) -> Lived:
    return Lived(store_at(tmp_path / "old" / "sessions.db"))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()


def empty_postgres(tmp_path: Path) -> Store:
    return store_at(shared_or_skip().new_database(), tmp_path / "new" / "secret")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.live)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "postgres":
        yield empty_postgres(tmp_path)
    else:
        yield store_at(tmp_path / "new" / "sessions.db")


def copied(source: Store, target: Store) -> str:
    with source.whole() as rows:
        return target.fill(rows)


def fingerprint(store: Store) -> str:
    with store.whole() as rows:
        return whole.fingerprint(rows.query)


def test_copy_has_every_row(lived: Lived, empty: Store) -> None:
    found = copied(lived.store, empty)

    assert found == fingerprint(lived.store) == fingerprint(empty)
    with lived.store.whole() as rows:
        filled = {table.name for table in whole.tables(rows.query) if list(table.rows)}
    assert filled >= {
        *("changes", "receipts", "photos", "photo_senders", "host_keys", "passes"),
        *("generations", "streams", "searchable", "forgotten", "house", "people", "notes"),
    }


def test_everybody_goes_on_with_the_copy(lived: Lived, empty: Store, tmp_path: Path) -> None:
    copied(lived.store, empty)

    with closing(lived.store.open()) as old, closing(empty.open()) as new:
        assert new.secret() == old.secret()
        for code in (CODE, COMMUNITY):
            assert told(new, code) == told(old, code)
        assert new.photo(CODE, PHOTO.id) == PHOTO
        assert new.host_key_hash(CODE) == f"hash of {CODE}"
        assert new.is_purged("GGGGGG")
        assert new.generation(CODE, str(lived.kim.person)).devices == 1
        assert [hit.snippet for hit in new.search([CODE], ["taught"], ["key_point"])]
        again = asks(new, lived.kim, "post_note", "again", session="", kind="tool", text="x")
        assert again == lived.answer
        assert asks(new, HOST, "publish_book")["ok"]


def told(ledger: Ledger, code: str) -> object:
    stream = ledger.stream(code)
    rows = {table: list(stream.rows(table)) for table in kind_of(code).stream.TABLES}
    return stream.seq, rows, ledger.since(code, 0)


@pytest.mark.live
def test_copy_there_and_back_is_the_same(lived: Lived, tmp_path: Path) -> None:
    postgres, back = empty_postgres(tmp_path), store_at(tmp_path / "new" / "sessions.db")
    again = store_at(tmp_path / "new" / "again.db")
    copied(lived.store, postgres)
    copied(postgres, back)
    # The secret of a file is beside it, so this copy brings its own.
    assert copied(back, again) == fingerprint(lived.store)


def test_store_of_an_older_version_is_copied(tmp_path: Path, empty: Store) -> None:
    older = store_at(older_store(tmp_path / "old" / "sessions.db"))

    assert copied(older, empty) == fingerprint(older)


def test_copy_that_fails_leaves_an_empty_store(lived: Lived, empty: Store) -> None:
    with lived.store.whole() as rows:

        def breaks(statement: str) -> Iterator[whole.Row]:
            yield from rows.query(statement)
            if '"people"' in statement:
                raise StoreTrouble("The disk is gone.")

        with pytest.raises(StoreTrouble, match="gone"):
            empty.fill(replace(rows, query=breaks))

    assert not empty.exists()
    assert copied(lived.store, empty) == fingerprint(lived.store)


def test_store_that_is_there_stays(lived: Lived, empty: Store) -> None:
    with closing(empty.open()):
        pass

    with pytest.raises(StoreTrouble, match="stays as it is"):
        copied(lived.store, empty)


def test_other_secret_is_refused(lived: Lived, empty: Store) -> None:
    assert empty.secret_file
    empty.secret_file.write_text("07" * 32)

    with pytest.raises(StoreTrouble, match="secret of another store"):
        copied(lived.store, empty)

    assert not empty.exists()


def test_command_says_that_both_are_equal(lived: Lived, tmp_path: Path) -> None:
    source, target = tmp_path / "old" / "sessions.db", tmp_path / "new" / "sessions.db"

    done = CliRunner().invoke(cli, ["copy-store", str(source), str(target)])
    again = CliRunner().invoke(cli, ["copy-store", str(source), str(target)])
    missing = CliRunner().invoke(cli, ["copy-store", str(tmp_path / "no.db"), str(target)])

    assert done.output.startswith(f"{target} is equal to {source} (")
    assert str(target.with_name("sessions.secret")) in done.output
    assert (done.exit_code, again.exit_code, missing.exit_code) == (0, 2, 2)
    assert "is there already" in again.output
    assert "There is no store" in missing.output
    with closing(open_store(target)) as ledger:
        assert Viewer("person", str(lived.kim.person)) == lived.kim
        assert NOTE in {row["text"] for row in ledger.load(CODE).rows("notes")}


def test_addresses_are_read_from_files_so_that_no_password_is_in_the_process_list(
    lived: Lived, tmp_path: Path
) -> None:
    source, target = tmp_path / "old" / "sessions.db", tmp_path / "new" / "sessions.db"
    (tmp_path / "from").write_text(f"{source}\n")
    (tmp_path / "to").write_text(f"{target}\n")

    done = CliRunner().invoke(cli, ["copy-store", f"@{tmp_path}/from", f"@{tmp_path}/to"])
    missing = CliRunner().invoke(cli, ["copy-store", f"@{tmp_path}/no", f"@{tmp_path}/to"])

    assert done.output.startswith(f"{target} is equal to {source} (")
    assert (missing.exit_code, "no cannot be read." in missing.output) == (2, True)

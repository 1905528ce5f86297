"""A store that the program of commit 8d12fa9 wrote opens with nothing lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from openspace.domain.gathering import Gathering
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Ledger, Photo
from openspace.ledger.stores import open_store
from openspace.service.receipts import as_sent
from openspace.service.retention import purged_on
from tests.ledger.acts import CODE, asks

OLDER = Path(__file__).parent / "older" / "store-8d12fa9.sql"
AMIR = Viewer("person", "p14")


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Ledger]:
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        store.executescript(OLDER.read_text("utf-8"))
    ledger = open_store(tmp_path / "sessions.db")
    yield ledger
    ledger.close()


def test_older_store_has_its_rows_and_its_log(older: Ledger) -> None:
    gathering = older.load(CODE)

    assert {row["name"] for row in gathering.rows("people")} == {"Kim Ash", "", "Amir"}
    assert {row["title"] for row in gathering.rows("topics")} == {
        "Carers",
        "Waiting lists",
        "Bicycles",
    }
    [session], [note] = gathering.rows("sessions"), gathering.rows("notes")
    assert (session["topic"], session["code"]) == ("t4", "1A")
    assert (note["text"], note["author"], note["due"]) == ("Meet", "p3", "2027-04-01")
    assert [row["name"] for row in gathering.rooms] == ["Oak", "Elm", "Spare", "Ash"]
    replayed = Gathering().replay(older.since(CODE, 0)).with_people_of(gathering)
    unlike = [t for t, rows in replayed.tables.items() if rows != gathering.tables[t]]
    assert unlike == []


def test_older_store_knows_keys_pictures_and_answers(older: Ledger) -> None:
    assert older.host_key_hash(CODE) == f"hash of {CODE}"
    assert older.photo(CODE, "0a1b") == Photo("0a1b", b"\xff\xd8 a picture \xff\xd9", 20, 10)

    again = asks(older, AMIR, "propose_topic", id="the same id", title="Bicycles")

    assert again == {"ok": True, "seq": 15, "result": {"topic": "t15"}}


def test_older_store_answers_again_with_the_refusal_that_it_kept(older: Ledger) -> None:
    kim = Viewer("person", "p3")

    again = as_sent(
        asks(older, kim, "claim_cell", id="5e39e387180aa315", topic="t8", room="", slot="")
    )

    error = again["error"]
    assert (error["code"], error["held_by"]["topic"]) == ("cell_taken", "t4")
    assert error["message"] == "1A is taken by “Carers”. Your topic is safe."
    assert error["free"]


def test_older_store_is_listed_and_kept_as_its_log_says(older: Ledger) -> None:
    listing = older.listing(CODE)

    assert older.codes() == ["AAAAAA", CODE]
    assert [one.code for one in older.listings(listed_only=True)] == [CODE]
    assert (listing.title, listing.community, listing.phase) == (
        "Learning together",
        "North Circle",
        "sessions",
    )
    assert (listing.first_day, listing.last_day, listing.ends_on) == ("2027-03-31",) * 3
    reopened = older.since(CODE, 17)[0]
    assert (reopened.name, listing.counted_at) == ("set_phase", reopened.at)
    assert purged_on(older, CODE)

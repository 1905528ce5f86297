"""For every story: the log, the tables and every client's copy tell the same, and the end is as told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from openspace.client.replica import Replica
from openspace.domain.audience import PUBLIC, see, see_change
from openspace.domain.gathering import Gathering
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.stores import open_store
from tests.domain.copies import assert_copies_are_true, everybody, seen_now
from tests.stories.teller import CODE, STORIES, Told, tell


@pytest.fixture(params=STORIES, ids=lambda story: story.stem)
def told(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Told]:
    ledger = open_store(tmp_path / "sessions.db")
    yield tell(request.param, ledger)
    ledger.close()


def test_story_ends_as_told(told: Told) -> None:
    tables = see(told.gathering, PUBLIC)["tables"]
    topics = {row["id"]: row for row in tables["topics"]}
    placed = {row["topic"] for row in tables["sessions"]}

    wall = {row["code"]: topics[row["topic"]]["title"] for row in tables["sessions"]}
    unplaced = {row["title"] for id, row in topics.items() if id not in placed}
    notes = {row["text"] for row in tables["notes"]}
    assert wall == told.end["wall"]
    assert unplaced == set(told.end["unplaced"])
    assert notes == set(told.end["notes"])
    for name, count in told.end["told"].items():
        assert len(see(told.gathering, told.people[name])["tables"]["notices"]) == count, name
    if "conveners" in told.end:
        named = {r["title"]: r["convener_name"] for r in topics.values() if r["convener_name"]}
        assert named == told.end["conveners"]


def test_story_replayed_from_the_log_equals_the_tables(told: Told, tmp_path: Path) -> None:
    reader = open_store(tmp_path / "sessions.db")
    log, tables = reader.since(CODE, 0), reader.load(CODE)
    reader.close()

    replayed = Gathering()
    for change in log:
        replayed = replayed.apply(change)

    assert [change.seq for change in log] == list(range(1, tables.seq + 1))
    assert filled(replayed) == filled(tables) == filled(told.gathering)


def filled(gathering: Gathering) -> dict[str, object]:
    """The tables that hold anything."""
    return {table: rows for table, rows in gathering.tables.items() if rows}


def test_story_leaves_every_copy_true_live_and_late(told: Told) -> None:
    log = told.ledger.since(CODE, 0)

    for begin in range(0, len(log), 4):
        assert_copies_are_true(log, begin)


def test_story_read_from_the_file_brings_a_late_client_up_to_date(
    told: Told, tmp_path: Path
) -> None:
    """The client of the rehearsals, which applies messages as the wire says, however they are cut."""
    reader = open_store(tmp_path / "sessions.db")
    newest, log = reader.load(CODE), reader.since(CODE, 0)
    reader.close()
    first = Gathering().apply(log[0])

    for viewer in everybody(newest):
        copy = Replica({"seq": 1, **see(first, viewer)})
        for start in range(1, newest.seq, 3):
            part = [see_change(newest, change, viewer) for change in log[start : start + 3]]
            assert copy.apply({"since": start, "seq": start + len(part), "changes": part})
        assert (copy.seq, copy.tables) == (newest.seq, seen_now(newest, viewer))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_story_comes_to_the_same_in_every_ledger(story: Path, tmp_path: Path) -> None:
    sqlite = open_store(tmp_path / "sessions.db")

    on_disk, in_memory = tell(story, sqlite), tell(story, MemoryLedger())
    sqlite.close()

    for viewer in everybody(in_memory.gathering):
        here, there = seen_now(on_disk.gathering, viewer), seen_now(in_memory.gathering, viewer)
        assert {table: set(rows) for table, rows in here.items()} == {
            table: set(rows) for table, rows in there.items()
        }

"""What was taken back in one process is shown by no other one, also if no hint tells it: while the bus is
down, and after it was stopped for a while."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace import runtime
from openspace.domain.rules.erasing import EraseItem
from openspace.domain.viewer import PUBLIC
from openspace.exchange.files import import_from
from openspace.ledger.history import History
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.ledger.stores import open_store
from openspace.live.follow import Follower
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from openspace.web.editions import RequestedEdition
from tests.ledger.acts import CODE, asks, begin, joins, proposes
from tests.security.scene import a_scene
from tests.support.house import House
from tests.support.waiting import waits

NAME, WORDS = "Kim Unmistakable", "Words that are taken back"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "sessions.db") as found:
        yield found


def told_by_a_poll(app: Flask, screen: Any) -> str:
    """What a screen of `app` hears when it polls, as every process does once a second."""
    for task in app.extensions[runtime.BACKGROUND]:
        if isinstance(of := getattr(task, "__self__", None), Follower):
            of.poll()
    heard: list[Any] = []

    def hears() -> bool:
        heard.extend(screen.get_received())
        return any(message["name"] == "resync" for message in heard)

    waits(hears)
    return str(heard)


# --- a gathering that is deleted, and imported again


def replaced_by_its_anonymised_export(house: House, folder: Path) -> None:
    """What an operator does with three commands, beside servers that no bus tells of it."""
    bearer = {"Authorization": f"Bearer {house.host}"}
    file = folder / "export.json"
    file.write_bytes(house.http(house.one).get(f"/{house.code}/export.json", headers=bearer).data)
    program = open_store(folder / "sessions.db")
    program.purge(house.code)
    import_from(program, file, SYSTEM)
    program.close()


def joined_with_a_name(house: House) -> str:
    """The token of somebody whose name is in the gathering, and in no export."""
    kim = house.joins(house.one, NAME)
    house.places(kim)
    return kim


def test_who_asks_another_process_gets_the_gathering_that_was_imported(
    house: House, tmp_path: Path
) -> None:
    kim = joined_with_a_name(house)
    assert NAME in house.sees(house.two, token=kim)
    before = house.load(house.two)

    replaced_by_its_anonymised_export(house, tmp_path)

    after = house.load(house.two)
    assert NAME not in str(after.tables)
    assert (after.seq, after.origin) > (before.seq, "")
    assert after.version != before.version
    assert NAME not in house.sees(house.two) + house.sees(house.two, "changes?since=0")


def test_screens_fetch_the_gathering_that_was_imported(house: House, tmp_path: Path) -> None:
    joined_with_a_name(house)
    wall = house.connects(house.two)

    replaced_by_its_anonymised_export(house, tmp_path)

    assert "'changes'" not in told_by_a_poll(house.two, wall)


# --- somebody who is erased while no process hears of the others


def test_phone_that_comes_back_to_a_process_that_heard_nothing_fetches_the_state(
    house: House,
) -> None:
    kim = house.joins(house.one, NAME)
    topic, _ = house.places(kim)
    house.asks(house.one, kim, "edit_topic", topic=topic, title=WORDS)
    since = house.load(house.two).seq
    screen = house.connects(house.two)
    house.wire.is_cut = True

    house.post(house.one, kim, "erase", {"words": True})

    auth = {"gathering": house.code, "since": since - 1}
    late = house.two.extensions["socketio"].test_client(house.two, auth=auth)
    assert [message["name"] for message in late.get_received()] == ["resync"]
    assert '"resync"' in house.sees(house.two, f"changes?since={since - 1}")
    assert WORDS not in told_by_a_poll(house.two, screen)


def test_book_that_waited_for_its_turn_has_nothing_that_was_taken_back_meanwhile(
    house: House,
) -> None:
    kim = house.joins(house.one, NAME)
    _, session = house.places(kim)
    note = {"session": session, "kind": "key_point", "text": WORDS}
    note = house.asks(house.one, kim, "post_note", **note)["result"]["note"]
    ledger = house.two.extensions["openspace"].ledger
    waiting = RequestedEdition(ledger.load(house.code), None, ledger)
    assert WORDS in str(waiting.source("", with_photos=False))

    house.asks(house.one, kim, "retract_note", note=note)

    assert WORDS not in str(waiting.source("", with_photos=False))


# --- every kind of item that is erased slowly, with all that belongs to it


def test_another_process_has_the_same_rows_after_each_item_is_erased(tmp_path: Path) -> None:
    """The change of an erased item looks like any retraction, and the erasure may do more than it says."""
    scene = a_scene()
    source = scene.app.extensions["openspace"].ledger
    whole = source.load(scene.code)
    ledgers = [open_store(tmp_path / "sessions.db") for _ in range(3)]
    one, two, afresh = ledgers
    one.restore(whole, source.since(scene.code, 0), "nobody has its key", [])
    tables = ("notes", "evidence", "issues", "topics", "flags", "plans", "joins")
    for table in tables:
        for row in list(one.load(scene.code).rows(table)):
            two.load(scene.code)

            erased = CommandRequest(PUBLIC, EraseItem(table=table, id=row["id"]))
            [answer] = execute_batch(one, scene.code, [erased], SYSTEM)

            assert answer["ok"], answer
            afresh.evict(scene.code)
            assert rows_of(two.load(scene.code)) == rows_of(afresh.load(scene.code)), (table, row)
    for ledger in ledgers:
        ledger.close()


def rows_of(stream: Any) -> dict[str, Any]:
    return {table: dict(rows) for table, rows in stream.tables.items() if rows}


# --- threads that read before an erasure, and keep what they read after it


def test_changes_that_were_read_before_an_erasure_are_not_kept_after_it(tmp_path: Path) -> None:
    ledger, another = (SqliteLedger(tmp_path / "sessions.db") for _ in range(2))
    begin(ledger)
    kim = joins(ledger, NAME)
    proposes(ledger, kim, WORDS)
    read_before = ledger.news(CODE, 2)
    asks(another, kim, "edit_me", name="")  # as if it were an erasure

    ledger.evict(CODE)
    ledger._cache.remember(*read_before)
    ledger._cache.remember(another.load(CODE), [])

    assert [change.seq for change in ledger.since(CODE, 2)] == [3, 4]
    ledger.close()
    another.close()


def test_earlier_state_that_was_replayed_before_an_erasure_is_not_kept_after_it(
    tmp_path: Path,
) -> None:
    ledger = SqliteLedger(tmp_path / "sessions.db")
    begin(ledger)
    proposes(ledger, joins(ledger), WORDS)
    history, today, log = History(), ledger.load(CODE), ledger.since(CODE, 0)

    def log_during_an_erasure() -> Any:
        history.evict(CODE)
        return log

    history.at(CODE, 3, today, log_during_an_erasure)

    def log_that_was_rewritten() -> Any:
        return [*log[:2], type(log[2])(3, "propose_topic", log[2].at, None)]

    assert WORDS not in str(history.at(CODE, 3, today, log_that_was_rewritten).tables)
    ledger.close()

"""What a store in PostgreSQL promises beyond what every ledger does."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from openspace.domain.rules.people import EraseMe
from openspace.ledger.port import Ledger, ScrubResult, StoreClosed, Unwritable
from openspace.ledger.port_store import StoreTrouble
from openspace.ledger.stores import store_at
from openspace.service.clock import SYSTEM
from openspace.service.turn import CommandRequest, execute_batch
from tests.ledger.acts import CODE, asks, begin, cell, joins, proposes
from tests.ledger.postgres_store import Reopen, by_hand
from tests.ledger.postgres_store import address as address
from tests.ledger.postgres_store import reopen as reopen
from tests.ledger.postgres_store import secret as secret
from tests.ledger.test_race import EIGHT, assert_one_winner, claim, eight_claims
from tests.support.postgres import shared_or_skip

pytestmark = pytest.mark.live


def test_another_server_sees_what_one_wrote(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    kim = joins(here, "Kim")
    assert there.load(CODE) == here.load(CODE)
    seq = here.load(CODE).seq

    topic = proposes(there, kim, "Carers")

    assert here.load(CODE).row("topics", topic) == there.load(CODE).row("topics", topic)
    assert [change.seq for change in here.since(CODE, seq)] == [seq + 1]
    assert here.heads([CODE, "NOBODY"]) == {CODE: seq + 1}


def test_repeated_command_on_another_server_has_one_effect(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    kim = joins(here)

    answers = [
        asks(one, kim, "propose_topic", id="same-id-1", title="Carers") for one in (here, there)
    ]

    assert answers[0] == answers[1]
    assert len(there.load(CODE).rows("topics")) == 1


def test_race_of_eight_servers_for_one_cell_has_one_winner(reopen: Reopen) -> None:
    ledger = reopen()
    claims = eight_claims(ledger)
    gate, answers = threading.Barrier(EIGHT), []

    def races(server: Ledger, wanted: dict[str, str]) -> None:
        claim(server, wanted, gate, _Into(answers))

    racers = [threading.Thread(target=races, args=(reopen(), wanted)) for wanted in claims]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert_one_winner(ledger, answers)


class _Into:
    """A queue that is a list."""

    def __init__(self, answers: list[object]) -> None:
        self.put = answers.append


def test_turns_of_one_gathering_do_not_wait_for_another(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    begin(here, "AAAAAA")

    with here.turn("AAAAAA") as turn:
        before = turn.stream.seq
        assert proposes(there, joins(there), "Carers")

    assert here.load("AAAAAA").seq == before


def test_turn_begins_after_the_turn_that_it_waited_for(reopen: Reopen) -> None:
    here, there = reopen(), reopen()
    kim = joins(here)
    found: list[int] = []

    def waits() -> None:
        with there.turn(CODE) as turn:
            found.append(turn.stream.seq)

    with here.turn(CODE) as turn:
        waiting = threading.Thread(target=waits)
        waiting.start()
        waiting.join(0.2)
        assert found == []
        seq = turn.stream.seq
    waiting.join()
    proposes(here, kim, "Carers")

    assert found == [seq]
    assert [change.seq for change in here.since(CODE, 0)] == list(range(1, seq + 2))


def test_every_session_writes_with_full_durability(reopen: Reopen) -> None:
    ledger = reopen()

    with ledger._transaction() as db:  # type: ignore[attr-defined]
        assert db.execute("SHOW synchronous_commit").fetchone() == ("on",)
        assert db.execute("SHOW transaction_isolation").fetchone() == ("read committed",)
    with ledger._read() as db:  # type: ignore[attr-defined]
        assert db.execute("SHOW transaction_isolation").fetchone() == ("repeatable read",)


def test_database_itself_refuses_a_double_booking(reopen: Reopen, address: str) -> None:
    ledger = reopen()
    kim = joins(ledger)
    for title, letter in (("Carers", "A"), ("Waiting lists", "B")):
        topic = proposes(ledger, kim, title)
        asks(ledger, kim, "claim_cell", topic=topic, **cell(ledger, "1", letter))
    psycopg = pytest.importorskip("psycopg")

    with pytest.raises(psycopg.IntegrityError):
        by_hand(address, "UPDATE sessions SET room = (SELECT min(room) FROM sessions)")


def test_database_holds_no_name_outside_of_handles(reopen: Reopen, address: str) -> None:
    ledger = reopen()
    joins(ledger, "Kim Ash")

    kept = [by_hand(address, f"SELECT * FROM {t}") for t in ("people", "changes", "receipts")]

    assert "Kim Ash" not in str(kept)


def test_new_secret_is_refused_while_a_server_runs_and_keeps_everything(
    address: str, secret: Path
) -> None:
    store = store_at(address, secret)
    with closing(store.open()) as ledger:
        begin(ledger)
        topic = proposes(ledger, joins(ledger, "Kim"), "Carers", convener_name="Kim")
        ledger.evict(CODE)
        before, old = ledger.load(CODE), ledger.secret()
        with pytest.raises(Unwritable, match="Stop all of them first"):
            store.make_new_secret()

    store.make_new_secret()

    with closing(store.open()) as ledger:
        assert ledger.secret() != old
        assert ledger.load(CODE) == before
        assert ledger.load(CODE).row("topics", topic)


def test_erased_words_are_in_no_file_of_a_table(reopen: Reopen, address: str) -> None:
    server, words = shared_or_skip(), b"a pelican in the wilderness"
    database = address.rpartition("/")[2]
    [(number,)] = by_hand(address, f"SELECT oid FROM pg_database WHERE datname = '{database}'")
    ledger = reopen()
    kim = joins(ledger, "Kim")
    proposes(ledger, kim, "Carers", description=words.decode())

    def files_with_words() -> list[Path]:
        by_hand(address, "CHECKPOINT")
        files = (server.data / "base" / str(number)).iterdir()
        return [file for file in files if words in file.read_bytes()]

    assert files_with_words()
    by_hand(address, "ANALYZE")  # as PostgreSQL does by itself now and then
    [answer] = execute_batch(ledger, CODE, [CommandRequest(kim, EraseMe(words=True))], SYSTEM)
    assert answer["ok"]

    assert ledger.scrub_files() is ScrubResult.DONE

    assert files_with_words() == []
    ledger.scrub_done()
    assert ledger.scrub_files() is ScrubResult.NOTHING_DUE


def test_erasure_leaves_no_trace_of_which_rows_were_one_persons(
    reopen: Reopen, address: str
) -> None:
    ledger = reopen()
    amir, rosa = joins(ledger), joins(ledger)
    for nth in range(3):
        for person in (rosa, amir):
            proposes(ledger, person, f"Topic {nth}")

    [answer] = execute_batch(ledger, CODE, [CommandRequest(amir, EraseMe(words=False))], SYSTEM)

    assert answer["ok"]
    for table, key in (("topics", "id"), ("changes", "seq")):
        rows = by_hand(address, f"SELECT xmin::text, {key} FROM {table} ORDER BY ctid")
        assert len({transaction for transaction, _ in rows}) == 1
        assert [key for _, key in rows] == sorted(key for _, key in rows)  # type: ignore[type-var]
        assert len(rows) >= 6


def test_words_that_a_reader_may_still_see_are_scrubbed_later(reopen: Reopen) -> None:
    ledger = reopen()
    kim = joins(ledger)
    with ledger._read() as reading:  # type: ignore[attr-defined]
        reading.execute("SELECT count(*) FROM topics").fetchone()
        execute_batch(ledger, CODE, [CommandRequest(kim, EraseMe(words=True))], SYSTEM)

        assert ledger.scrub_files() is ScrubResult.PENDING

    assert ledger.scrub_files() is ScrubResult.DONE


def test_store_is_copied_with_programs_of_postgresql(address: str, secret: Path) -> None:
    store = store_at(address, secret)

    with pytest.raises(StoreTrouble, match="pg_dump"):
        store.back_up(Path("copy"))
    with pytest.raises(StoreTrouble, match="pg_restore"):
        store.restore(Path("copy"))
    assert store.engine.startswith("PostgreSQL 1")


def test_closed_store_says_so(reopen: Reopen) -> None:
    ledger = reopen()
    ledger.close()

    with pytest.raises(StoreClosed):
        ledger.codes()
    with pytest.raises(StoreClosed), ledger.turn(CODE):
        pass

"""What is exported and imported is the same gathering, whatever its day was like."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from openspace.domain.gathering import Gathering
from openspace.domain.tables import NOT_EXPORTED
from openspace.domain.viewer import HOST
from openspace.exchange.errors import ImportRefused
from openspace.exchange.export_file import anonymised_file, read_from
from openspace.exchange.import_file import read_file, restore
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Ledger, Photo
from openspace.ledger.stores import open_store
from tests.domain.given import a_gathering
from tests.domain.test_older_log import a_released_day, as_older_versions_wrote
from tests.ledger.acts import asks
from tests.proceedings.day import Day, full_day
from tests.stories.crowd import NTH, ask, kim_places
from tests.stories.test_any_day import STEPS
from tests.support.examples import examples
from tests.transferred import JPEG, exported, hostile_day, kept


@pytest.fixture(params=["memory", "sqlite"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger to import into."""
    if request.param == "memory":
        yield MemoryLedger()
        return
    ledger = open_store(tmp_path / "elsewhere.db")
    yield ledger
    ledger.close()


@pytest.mark.parametrize("day", [full_day(), hostile_day()], ids=["full", "hostile"])
def test_import_of_an_export_gives_the_same_gathering(day: Day, elsewhere: Ledger) -> None:
    there = kept(day)
    there.keep_photo("K7MQ2X", Photo("abc123", JPEG, 40, 30))
    who = day.joins()
    session = next(iter(day.gathering.rows("sessions")))["id"]
    day.notes(who, session, "photo", "", photo="abc123", alt="A chart")
    with there.turn("K7MQ2X") as turn:
        for change in day.changes[-2:]:
            turn.append(change)
    file = exported(there)

    restore(elsewhere, read_file(file))

    assert standing(elsewhere) == standing(there)
    brought = exported(elsewhere)
    assert {**brought, "photos": []} == {**file, "photos": []}
    photo = elsewhere.photo("K7MQ2X", "abc123")
    assert photo
    assert (photo.width, photo.height) == (40, 30)
    assert Image.open(io.BytesIO(photo.jpeg)).size == (40, 30)


def test_imported_gathering_goes_on(elsewhere: Ledger) -> None:
    day = full_day()
    restore(elsewhere, read_file(exported(kept(day))))

    before = len(day.changes)
    who = day.joins("Kim")
    day.calls(who, "After the move")
    with elsewhere.turn("K7MQ2X") as turn:
        for change in day.changes[before:]:
            turn.append(change)

    assert standing(elsewhere) == tables_of(day.gathering)
    assert [change.seq for change in elsewhere.since("K7MQ2X", 0)] == [
        change.seq for change in day.changes
    ]


def test_export_of_an_older_version_gives_released_sessions_their_rows(elsewhere: Ledger) -> None:
    day, session, _ = a_released_day()
    file = exported(kept(day))
    file["tables"]["sessions"] = []
    for logged, older in zip(file["changes"], as_older_versions_wrote(day.log), strict=True):
        logged["puts"] = {k: v for k, v in logged["puts"].items() if k in older.puts}
        logged["drops"] = older.drops

    restore(elsewhere, read_file(file))

    assert standing(elsewhere) == standing(kept(day)) == replayed(elsewhere)
    note = {"session": session, "kind": "story", "text": "Typed before."}
    assert asks(elsewhere, HOST, "post_note", **note)["ok"]


def test_import_refuses_a_code_that_is_there_unless_it_may_be_another(elsewhere: Ledger) -> None:
    whole = read_file(exported(kept(full_day())))
    restore(elsewhere, whole)

    with pytest.raises(ImportRefused, match="--as-new"):
        restore(elsewhere, whole)
    beside, _ = restore(elsewhere, whole, as_new=True)

    assert beside.code != "K7MQ2X"
    assert set(elsewhere.codes()) == {"K7MQ2X", beside.code}
    assert replayed(elsewhere, beside.code) == standing(elsewhere, beside.code)


def replayed(ledger: Ledger, code: str = "K7MQ2X") -> dict[str, Any]:
    gathering = Gathering()
    for change in ledger.since(code, 0):
        gathering = gathering.apply(change)
    return tables_of(gathering)


def standing(ledger: Ledger, code: str = "K7MQ2X") -> dict[str, Any]:
    return tables_of(ledger.load(code))


def tables_of(gathering: Gathering) -> dict[str, Any]:
    rows = {table: dict(rows) for table, rows in gathering.tables.items() if rows}
    return {"seq": gathering.seq, **rows}


@settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(NTH, STEPS), min_size=10, max_size=40))
def test_any_day_survives_export_and_import(steps: list[tuple[int, tuple[str, Any]]]) -> None:
    day = a_gathering()
    day.is_checked = False  # any day is checked in tests/stories
    people = [day.joins("Kim"), day.joins()]
    kim_places(day, people[0])
    for who, (name, args) in steps:
        if name == "join":
            people.append(day.joins(**args))
        else:
            ask(day, [*people, day.host][who % (len(people) + 1)], name, args)
    there, here = kept(day), MemoryLedger()
    file = exported(there)

    restore(here, read_file(json.loads(json.dumps(file))))

    assert exported(here) == file
    assert standing(here) == {
        table: rows for table, rows in standing(there).items() if table not in NOT_EXPORTED
    }
    assert replayed(here) == standing(here)
    without = read_file(json.loads(anonymised_file(read_from(there, "K7MQ2X"))))
    other = MemoryLedger()
    restore(other, without)
    assert replayed(other) == standing(other)


def test_export_names_nobody_who_is_gone() -> None:
    """Then it is the same after an import, where nobody could look such a person up."""
    day, here = a_gathering(), MemoryLedger()
    kim = day.joins("Kim")
    topic = kim.proposes("Carers", convener_name="Rosa")
    kim.asks("edit_topic", topic=topic, convener_name="")
    file = exported(kept(day))

    restore(here, read_file(file))

    assert [row["name"] for row in file["tables"]["people"]] == ["Kim"]
    assert exported(here) == file


# --- files that are none


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"format": "something else"},
        {"changes": []},
        {"seq": 99},
        {"code": "../../etc"},
        {"tables": {}},
        {"tables": {"gatherings": [{"id": 5}]}},
        {"photos": [{"id": "../x", "width": 1, "height": 1, "jpeg": "AAAA"}]},
        {"photos": [{"id": "x", "width": 1, "height": 1, "jpeg": "%%%"}]},
    ],
    ids=str,
)
def test_damaged_export_is_refused_with_a_sentence(change: dict[str, Any]) -> None:
    file = {**exported(kept(full_day())), **change}

    with pytest.raises(ImportRefused) as refused:
        read_file(file)

    assert str(refused.value).endswith(".")


def test_flags_and_covered_items_survive_export_and_import() -> None:
    day, here = a_gathering(), MemoryLedger()
    kim, rosa = day.joins(), day.joins()
    item = kim.asks("post_evidence", form="thought", text="So.")["evidence"]
    rosa.asks("flag", table="evidence", id=item, words="It names somebody.")
    day.host.asks("cover", table="evidence", id=item)
    file = exported(kept(day))

    restore(here, read_file(file))

    assert exported(here) == file

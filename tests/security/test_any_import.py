"""Any file that is imported, however damaged, is refused with a sentence or opens."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.domain.opening import open_gathering
from openspace.domain.refusals import Refused
from openspace.exchange.errors import ImportRefused
from openspace.exchange.export_file import complete_file, read_from
from openspace.exchange.files import import_from
from openspace.exchange.frab_import import import_schedule
from openspace.exchange.frab_reading import read_json
from openspace.exchange.gathering_file import from_data
from openspace.exchange.import_file import read_file
from openspace.ledger.memory import MemoryLedger
from openspace.proceedings import frab
from openspace.proceedings.book import compile_book
from openspace.service.clock import SYSTEM
from tests.security.importing import (
    CODE,
    FILE,
    FOR_HOST,
    a_day,
    bring,
    opens,
    refusal,
)
from tests.security.spoilt_trees import spoilt_trees
from tests.support.examples import examples

SCHEDULE: dict[str, Any] = json.loads(frab.write_json(compile_book(a_day().gathering)))
EXAMPLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[2] / "examples/gathering.toml").read_text("utf-8")
)


@settings(
    max_examples=examples(150),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(spoilt_trees(FILE, FOR_HOST))
def test_any_import_is_refused_with_a_sentence_or_opens(file: dict[str, Any]) -> None:
    ledger = MemoryLedger()
    if said := refusal(lambda: bring(file, ledger)):
        assert said.endswith(".")
        assert len(said) < 500
        assert ledger.codes() == []
    else:
        opens(ledger)


def test_the_command_takes_any_bytes(tmp_path: Path) -> None:
    for data in (b"", b"\xff\xfe", b"[" * 100_000, b'{"seq":' + b"9" * 5_000 + b"}", b"null"):
        (tmp_path / "file").write_bytes(data)
        with pytest.raises(ImportRefused):
            import_from(MemoryLedger(), tmp_path / "file", SYSTEM)


@settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_any_schedule_is_refused_with_a_sentence_or_opens(data: st.DataObject) -> None:
    schedule, ledger = data.draw(spoilt_trees(SCHEDULE)), MemoryLedger()
    if said := refusal(lambda: import_schedule(ledger, read_json(schedule), SYSTEM)):
        assert said.endswith(".")
        assert ledger.codes() == []
    else:
        [code] = ledger.codes()
        read_file(json.loads(complete_file(read_from(ledger, code))))


def test_a_schedule_that_is_refused_half_way_leaves_nothing() -> None:
    sound, ledger = read_json(SCHEDULE), MemoryLedger()
    events = (*sound.events, replace(sound.events[-1], title=""))
    with pytest.raises(Refused) as refused:
        import_schedule(ledger, replace(sound, events=events), SYSTEM)
    assert (refused.value.code, refused.value.parameters) == ("missing", {"field": "title"})
    assert ledger.codes() == []


@settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_any_gathering_file_is_refused_with_a_sentence_or_read(data: st.DataObject) -> None:
    file = data.draw(spoilt_trees(EXAMPLE))
    if said := refusal(lambda: from_data(file)):
        assert said.startswith("gathering: ")
    else:
        open_gathering(from_data(file).spec, CODE, "2027-03-01T10:00:00+00:00")

"""A new table of people's texts takes part in what protects them: nothing but these tests would tell that it
does not."""

import re
from pathlib import Path

import pytest

from openspace.domain.change import Row
from openspace.domain.erasing import ITEM_TABLES
from openspace.domain.my_data import my_data
from openspace.domain.repertoire import LABELS
from openspace.domain.tables import CATALOGUE, TABLES
from openspace.domain.taken_back import without_what_was_taken_back
from tests.domain.given import a_gathering

OWNED = {name for name in TABLES if CATALOGUE[name].owners} - {"people"}

STAY_IN_THE_LOG = {
    **dict.fromkeys(("rooms", "slots"), "of the host; a name in one is cleared"),
    "topics": "dropped by an erasure alone, which rewrites the log",
    "sessions": "an earlier edition may need them; a free place is cleared",
}
"""Table → why the log may keep rows that were dropped."""


@pytest.mark.parametrize("table", sorted(set(CATALOGUE) - set(STAY_IN_THE_LOG)))
def test_rows_that_were_dropped_leave_the_log(table: str) -> None:
    left = without_what_was_taken_back(table, a_row(table), a_gathering().gathering)

    assert left is None, f"{table} stays in the log (domain/taken_back.py)"


def test_what_people_wrote_can_be_erased_item_by_item() -> None:
    """Without it, all rows of a person would go at one moment, which shows that one person wrote them."""
    written = {
        name
        for name in TABLES
        if not CATALOGUE[name].is_private and CATALOGUE[name].owners and CATALOGUE[name].words
    }

    missing = written - {"people", "sessions"} - set(ITEM_TABLES)
    assert not missing, f"name {missing} in ITEM_TABLES, and in OF_AUTHORS (domain/erasing.py)"


def test_people_get_their_own_rows_of_every_table() -> None:
    day = a_gathering()
    kim = day.joins("Kim")

    missing = OWNED - set(my_data(day.gathering, kim.id))
    assert not missing, f"my_data (domain/my_data.py) needs the rows of {missing}"


@pytest.mark.parametrize("table", sorted(OWNED))
def test_page_of_what_is_kept_has_the_rows_and_the_texts_of_every_table(table: str) -> None:
    page = Path("templates/my_data.html").read_text("utf-8")

    assert re.search(rf"\bkept\.{table}\b", page), f"templates/my_data.html needs {table}"
    named = {*re.findall(r"[.\"](\w+)", page), *LABELS}
    missing = set(CATALOGUE[table].words) - named - {"companion"}  # somebody else
    assert not missing, f"templates/my_data.html needs {missing} of {table}"


def a_row(table: str) -> Row:
    return {name: column.default for name, column in CATALOGUE[table].columns.items()}

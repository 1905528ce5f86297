"""A new table of people's texts takes part in what protects them: nothing but these tests would tell that it
does not."""

import pytest

from openspace.domain.change import Row
from openspace.domain.erasing import ITEM_TABLES
from openspace.domain.my_data import my_data
from openspace.domain.tables import CATALOGUE, TABLES
from openspace.domain.taken_back import without_what_was_taken_back
from tests.domain.given import a_gathering

STAY_IN_THE_LOG = {
    **dict.fromkeys(("gatherings", "communities", "editions"), "no command drops them"),
    **dict.fromkeys(("rests", "reports", "flags"), "closed, and never dropped"),
    **dict.fromkeys(("rooms", "slots", "series"), "of the host; a name in one is cleared"),
    "people": "ids alone are in the log",
    "topics": "dropped by an erasure alone, which rewrites the log",
    "sessions": "an earlier edition may need them; a free place is cleared",
}
"""Table → why the log may keep rows that were dropped."""


@pytest.mark.parametrize("table", sorted(set(CATALOGUE) - set(STAY_IN_THE_LOG)))
def test_rows_that_were_dropped_leave_the_log(table: str) -> None:
    left = without_what_was_taken_back(table, a_row(table), a_gathering().gathering)

    assert left is None, f"name {table} in _GONE_FOR_GOOD (domain/taken_back.py)"


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

    owned = {name for name in TABLES if CATALOGUE[name].owners} - {"people"}
    missing = owned - set(my_data(day.gathering, kim.id))
    assert not missing, f"my_data (domain/my_data.py) needs the rows of {missing}"


def a_row(table: str) -> Row:
    return {name: column.default for name, column in CATALOGUE[table].columns.items()}

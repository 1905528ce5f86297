"""What repeats the catalogue of tables and columns elsewhere says the same as it."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from openspace.client import replica
from openspace.domain.columns import HOST, OWNER, PUBLIC, Column, Mark
from openspace.domain.community.stream import Community
from openspace.domain.tables import CATALOGUE, TABLES
from openspace.exchange.export_file import WholeGathering, complete_file
from openspace.ledger.handles import NAMES_A_PERSON, SEALED
from openspace.ledger.sql.columns import COLUMNS
from openspace.proceedings.book import TABLES_READ
from tests.domain.test_audience import Morning
from tests.support.same import assert_same

ROOT = Path(__file__).parents[1]


def shown(table: str, to: Mark) -> set[str]:
    added = {name for name, column in CATALOGUE[table].added.items() if to in column.marks}
    return added | set(CATALOGUE[table].marked(to))


def documented(head: str = "| table | everybody sees |") -> dict[str, list[set[str]]]:
    """Table → the columns that docs/wire.md says everybody, its owner and the host see. `head`: the start of
    the table of all tables."""
    text = (ROOT / "docs" / "wire.md").read_text("utf-8")
    rows = text.split(head)[1].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows]
    return {
        "gatherings" if table == "gathering" else table: [columns_in(cell) for cell in seen]
        for table, *seen in cells
    }


def columns_in(cell: str) -> set[str]:
    without_remarks = re.sub(r"\([^()]*\)", "", cell)
    names = ", ".join(re.findall("`([^`]*)`", without_remarks)).split(", ")
    return {name.removesuffix("[]").removesuffix(": true") for name in names if name}


def test_wire_documents_every_table_and_no_other() -> None:
    assert_same(documented(), TABLES, "the tables of docs/wire.md, under State")


@pytest.mark.parametrize("table", TABLES)
def test_wire_documents_who_sees_which_column(table: str) -> None:
    assert documented().get(table) == [shown(table, to) for to in (PUBLIC, OWNER, HOST)], (
        f"the row of {table} in docs/wire.md: what everybody, its owner and the host see"
    )


def test_wire_documents_the_tables_of_a_community() -> None:
    told = documented("| table of a community | everybody sees |")
    assert told == {
        table: [shown(table, to) for to in (PUBLIC, OWNER, HOST)] for table in Community.TABLES
    }


def test_types_of_rows_are_those_of_the_catalogue() -> None:
    """`tests/support/wrong_columns.py` proves to mypy what these types find."""
    command = [sys.executable, str(ROOT / "bin" / "_row_types"), "--check"]
    checked = subprocess.run(command, timeout=60, check=False, capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout


def test_replica_compares_what_everybody_sees_alike() -> None:
    """The list of people is not alike: one sees oneself in it."""
    public = {name for name in TABLES if not CATALOGUE[name].is_private}

    public -= {"gatherings", "people"}
    assert_same(replica._TABLES_OF_ALL, public, "_TABLES_OF_ALL (client/replica.py)")
    own = set().union(*(shown(table, OWNER) for table in replica._TABLES_OF_ALL))
    assert_same(replica._ONLY_FOR_OWNER, own, "_ONLY_FOR_OWNER (client/replica.py)")


def test_book_needs_only_tables_that_exist() -> None:
    assert set(TABLES_READ) < set(TABLES)


def test_store_has_the_columns_of_the_catalogue() -> None:
    assert {table: list(columns) for table, columns in COLUMNS.items()} == {
        name: list(table.columns) for name, table in CATALOGUE.items()
    }


FIRST_NAMED = {
    "people": ("kept_by",),
    "topics": ("convener", "shown_as"),
    "sessions": ("note_taker", "note_taker_shown_as"),
    "interests": ("person",),
    "notes": ("author", "shown_as", "initiator"),
    "notices": ("person", "sender"),
    "mutes": ("person", "sender"),
    "rests": ("person",),
    "reports": ("person",),
}
"""Never to be altered: the order in which stores that exist hold people in a handle."""


def test_columns_that_name_a_person_keep_the_order_that_older_handles_have() -> None:
    for table, first in FIRST_NAMED.items():
        assert NAMES_A_PERSON[table][: len(first)] == first
    assert SEALED["people"][:3] == ("name", "contact", "kept_by")


def test_column_without_a_mark_is_not_in_a_complete_export(monkeypatch: pytest.MonkeyPatch) -> None:
    topics = CATALOGUE["topics"]
    more = {**topics.columns, "secret": Column("secret", str, True, frozenset())}
    monkeypatch.setitem(CATALOGUE, "topics", replace(topics, columns=more))
    day = Morning().day
    for row in day.gathering.rows("topics"):
        row["secret"] = "xyzzy"

    file = complete_file(WholeGathering(day.gathering, day.log, []))

    assert b"Carers" in file
    assert b"xyzzy" not in file
    assert b'"secret"' not in file

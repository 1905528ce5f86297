"""The list of all streams tells nothing that the wire does not show and retention does not need."""

import sqlite3
from contextlib import closing

from flask import Flask

from openspace.domain.columns import PUBLIC
from openspace.domain.tables import CATALOGUE
from openspace.ledger.sql.columns import stored_tables
from tests.security.erased_day import NAME, WORDS, Day

OF_KIND = {"kind"}
OF_CHANCE = {"origin"}
OF_RETENTION = {"retention_days", "opened_at", "counted_at", "cleaned_until"}
OF_PUBLIC_ROWS = {"gathering", "first_day", "last_day"}


def test_each_column_is_public_or_says_how_long_it_is_kept() -> None:
    columns = set(stored_tables()["streams"][0])
    about = CATALOGUE["gatherings"].columns.values()
    public = {column.name for column in about if PUBLIC in column.marks}

    assert columns - OF_KIND - OF_CHANCE - OF_RETENTION - OF_PUBLIC_ROWS <= public


def test_what_people_say_does_not_stand_in_it(app: Flask) -> None:
    day = Day(app)

    with closing(sqlite3.connect(day.ledger.path)) as db:
        rows = db.execute("SELECT * FROM streams").fetchall()

    assert [row[0] for row in rows] == [day.code]
    assert not any(text in str(rows) for text in (NAME, WORDS, "Rosa"))


def test_a_purge_removes_its_line(app: Flask) -> None:
    day = Day(app)
    day.ledger.purge(day.code)

    with closing(sqlite3.connect(day.ledger.path)) as db:
        assert db.execute("SELECT * FROM streams").fetchall() == []

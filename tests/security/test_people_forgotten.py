"""People are forgotten some time after the last day, and the book stays."""

import json
import re
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.domain.tables import CATALOGUE
from openspace.service.clock import Clock
from openspace.service.maintenance import run_once
from openspace.service.retention import overdue, people_overdue, promised, retention_info
from tests.clocks import at
from tests.security.erased_day import (
    CONTACT,
    NAME,
    WORDS,
    Day,
    assert_replay_equals_the_tables,
    found,
    happened_before,
)

LAST_DAY = date(2027, 3, 31)


@pytest.fixture
def day(app: Flask) -> Day:
    day = Day(app)
    happened_before(day)
    return day


def after(days: int) -> Clock:
    then = LAST_DAY + timedelta(days=days)
    return at(datetime(then.year, then.month, then.day, 12, tzinfo=UTC))


def passes(day: Day, days: int = 31) -> Any:
    services = day.app.extensions["openspace"]
    return run_once(services.ledger, services.snapshots, after(days))


def test_people_go_after_30_days_and_the_book_stays(day: Day) -> None:
    assert people_overdue(day.ledger, after(29)) == []
    assert people_overdue(day.ledger, after(30)) == [day.code]
    assert overdue(day.ledger, after(9_000)) == []
    assert promised(day.ledger, day.code) == {"people_gone_on": "30 April 2027", "purged_on": None}


def test_no_byte_has_a_name_or_a_contact_and_what_was_written_stays(
    day: Day, tmp_path: Path
) -> None:
    day.host.does("edit_gathering", help={"person": "Serinus Supporter"})
    day.host.does("edit_gathering", invitation={"support": "Ask Serinus Speaker"})
    day.host.does("edit_gathering", responsible={"data_contact": "Serinus Answerer"})
    day.host.does("edit_gathering", responsible={"controller": "Harbour NHS Trust"})
    slot = day.ledger.load(day.code).slots[0]["id"]
    day.host.does("edit_slot", slot=slot, given_by="Serinus Speaker")
    withdrawn = day.rosa.does("propose_topic", title="Serinus alone")["topic"]
    day.rosa.does("withdraw_topic", topic=withdrawn)
    day.app.extensions["openspace"].snapshots.take()
    rosas = [row["id"] for row in day.ledger.load(day.code).rows("notes")]

    assert passes(day).forgotten == [day.code]

    names = (NAME, CONTACT, "Serinus Supporter", "Serinus Speaker", "Serinus Answerer")
    for one in (*names, "Serinus alone"):
        assert found(tmp_path, one) == []
    assert found(tmp_path, WORDS)
    kept = day.ledger.load(day.code)
    assert kept.info["responsible"] == {"controller": "Harbour NHS Trust"}
    assert [row["id"] for row in kept.rows("notes")] == rosas


def test_no_row_and_no_change_says_who(day: Day) -> None:
    passes(day)

    kept = day.ledger.load(day.code)
    assert not kept.rows("people")
    for table, declared in CATALOGUE.items():
        if declared.is_private:
            assert not kept.rows(table), table
    log = [change.as_dict() for change in day.ledger.since(day.code, 0)]
    written = json.dumps([list(map(dict, kept.rows(table))) for table in CATALOGUE] + log)
    assert re.findall(r'"p[0-9][0-9.]*"', written) == []
    assert_replay_equals_the_tables(day.ledger, day.code)
    with sqlite3.connect(day.ledger.path) as db:  # type: ignore[attr-defined]
        for table in ("receipts", "photo_senders", "generations"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_everybody_fetches_the_state_anew(day: Day) -> None:
    seq = day.host.state()["seq"]
    passes(day)
    path = f"/api/{day.code}/changes?since={seq - 1}"
    assert day.host.client.get(path, headers=day.host.headers).status_code == 409
    assert day.host.state()["gathering"]["phase"] == "closed"


def test_nobody_is_let_in_and_no_token_is_anybody(day: Day) -> None:
    passes(day)
    client = day.host.client
    assert client.post(f"/api/{day.code}/join", json={}).get_json()["error"]["code"] == (
        "closed_doors"
    )
    someone = day.rosa.tries("edit_me", listed=True)
    assert someone["error"]["code"] == "not_allowed"


def test_the_book_and_its_earlier_version_can_be_read(day: Day) -> None:
    version = day.host.does("publish_book")["version"]
    day.host.does("edit_book", closing="More.")
    day.host.does("publish_book")
    passes(day)
    for query in ("", f"?edition={version}"):
        answer = day.host.client.get(f"/{day.code}/proceedings.md{query}", headers=day.host.headers)
        assert answer.status_code == 200
        assert NAME not in answer.get_data(as_text=True)


def test_it_happens_once_and_again_if_the_gathering_is_reopened(day: Day) -> None:
    passes(day)
    assert passes(day, 300).forgotten == []

    day.host.does("set_phase", phase="sessions")
    assert day.host.client.post(f"/api/{day.code}/join", json={}).status_code == 201


@pytest.mark.parametrize(
    ("given", "people", "book"),
    [
        ({"people_kept_days": 7}, "7 April 2027", None),
        ({"people_kept_days": 7, "book_kept_days": 365}, "7 April 2027", "30 March 2028"),
        ({"book_kept_days": 10}, None, "10 April 2027"),
        ({"retention_days": 10}, None, "10 April 2027"),
        ({"people_kept_days": 0}, None, None),
    ],
)
def test_the_host_says_how_long(
    day: Day, given: dict[str, int], people: str | None, book: str | None
) -> None:
    day.host.does("edit_gathering", **given)
    assert promised(day.ledger, day.code) == {"people_gone_on": people, "purged_on": book}


@pytest.mark.parametrize("days", [None, 12])
def test_a_gathering_from_before_is_erased_when_its_people_were_told(
    day: Day, days: int | None
) -> None:
    """It had one number for all of it, 30 days if none was set."""
    with sqlite3.connect(day.ledger.path) as db:  # type: ignore[attr-defined]
        for table in ("gatherings", "streams"):
            db.execute(
                f"UPDATE {table} SET people_kept_days = NULL, book_kept_days = NULL, "
                "retention_days = ?",
                [days],
            )
    day.ledger.evict(day.code)
    end = days or 30
    assert people_overdue(day.ledger, after(9_000)) == []
    assert overdue(day.ledger, after(end - 1)) == []
    assert overdue(day.ledger, after(end)) == [day.code]

    day.host.does("edit_gathering", people_kept_days=5)
    assert overdue(day.ledger, after(end)) == [day.code]
    assert people_overdue(day.ledger, after(5)) == [day.code]


def test_the_host_is_warned_before(day: Day) -> None:
    people = retention_info(day.ledger, day.code, after(10))["people"]
    assert (people["soon"], people["are_gone"]) == (False, False)
    assert retention_info(day.ledger, day.code, after(17))["people"]["soon"]
    passes(day)
    people = retention_info(day.ledger, day.code, after(31))["people"]
    assert (people["soon"], people["are_gone"]) == (False, True)


def test_visits_go_after_30_days_also_where_people_are_kept(day: Day, tmp_path: Path) -> None:
    day.host.does("edit_gathering", was_here=True, people_kept_days=0)
    session = next(iter(day.ledger.load(day.code).rows("sessions")))["id"]
    day.rosa.does("was_here", session=session)
    assert len(day.ledger.load(day.code).rows("visits")) == 1
    noted = datetime.fromisoformat(next(iter(day.ledger.load(day.code).rows("visits")))["at"])
    services = day.app.extensions["openspace"]

    def passes(**later: int) -> int:
        run_once(services.ledger, services.snapshots, at(noted + timedelta(**later)))
        return len(day.ledger.load(day.code).rows("visits"))

    assert passes(days=29) == 1
    passes(days=30, minutes=1)
    assert passes(days=30, minutes=11) == 0
    assert session not in json.dumps(
        [c.as_dict()["puts"].get("visits") for c in day.ledger.since(day.code, 0)]
    )
    assert_replay_equals_the_tables(day.ledger, day.code)

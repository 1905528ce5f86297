"""Whose dots are where: in no export, on no screen but their owner's, and gone when they are closed."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace.exchange.export_file import anonymised_file, complete_file, read_from
from openspace.service.clock import SYSTEM
from openspace.service.maintenance import run_once
from tests.security.erased_day import Day, Someone, assert_replay_equals_the_tables

ISSUE = "Who answers the phone"
AN_ID = re.compile(r'"dots[0-9]')
"""The id of somebody's dots."""


@pytest.fixture
def day(app: Flask) -> Day:
    """Rosa has three dots on an issue that she named."""
    day = Day(app)
    day.host.does("edit_gathering", convergence="dots")
    day.host.does("set_phase", phase="sessions")
    day.host.does("open_convergence")
    issue = day.rosa.does("name_issue", text=ISSUE)["issue"]
    day.rosa.does("place_dots", issue=issue, dots=3)
    return day


def dots_of(someone: Someone, query: str = "") -> dict[str, Any]:
    answer = someone.client.get(f"/api/{someone.code}/dots{query}", headers=someone.headers)
    return dict(answer.get_json())


def test_owner_reads_their_dots_on_any_device(day: Day) -> None:
    assert list(dots_of(day.rosa)["dots"].values()) == [3]
    assert dots_of(day.rosa)["each"] == 5


def test_host_reads_only_what_they_typed_in_from_paper(day: Day) -> None:
    assert dots_of(day.host, "?as=host")["dots"] == {}


def test_no_export_has_dots(day: Day) -> None:
    whole = read_from(day.ledger, day.code)

    for file in (complete_file(whole), anonymised_file(whole)):
        assert not AN_ID.search(file.decode())


def test_a_lost_copy_does_not_tell_what_else_one_person_put_dots_on(
    day: Day, tmp_path: Path
) -> None:
    day.rosa.does("place_dots", session=day.session, dots=1)
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        rows = store.execute("SELECT placed FROM dots").fetchall()
        log = store.execute("SELECT puts FROM changes WHERE name = 'place_dots'").fetchall()
        log += store.execute("SELECT puts FROM changes WHERE puts LIKE '%dots%'").fetchall()
    assert rows
    assert not [
        one for one in (*rows, *log) if f'"{day.session}"' in str(one) or '": 3' in str(one)
    ]

    day.ledger.evict(day.code)
    assert dots_of(day.rosa)["dots"].get(day.session) == 1
    assert sorted(dots_of(day.rosa)["dots"].values()) == [1, 3]


def test_nobody_else_learns_of_dots(day: Day) -> None:
    for someone in (day.host, Someone(day.rosa.client, day.code, ""), day.rosa):
        headers = someone.headers if someone.token else {}
        for path in ("state", "changes?since=0"):
            text = someone.client.get(f"/api/{day.code}/{path}", headers=headers).text
            assert not AN_ID.search(text)


def test_closing_leaves_no_dots_in_the_log(day: Day) -> None:
    day.host.does("close_convergence")
    services = day.app.extensions["openspace"]
    run_once(services.ledger, services.snapshots, SYSTEM)

    assert dots_of(day.rosa)["dots"] == {}
    log = [change.as_dict() for change in day.ledger.since(day.code, 0)]
    assert not [change for change in log if change["puts"].get("dots")]
    assert_replay_equals_the_tables(day.ledger, day.code)


@pytest.mark.parametrize("words", [False, True])
def test_dots_and_issues_go_with_the_person(day: Day, words: bool) -> None:
    day.rosa.asks_to_be_forgotten(words=words)

    kept = day.ledger.load(day.code)
    assert not kept.rows("dots")
    assert [row["author"] for row in kept.rows("issues")] == ([] if words else [None])
    assert (ISSUE in str([change.as_dict() for change in day.ledger.since(day.code, 0)])) != words
    assert_replay_equals_the_tables(day.ledger, day.code)

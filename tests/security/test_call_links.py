"""The link to a call is on live pages alone: what is passed on would let strangers in."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from openspace.proceedings.formats import FORMATS
from tests.security.erased_day import Day

CALL, CAPTIONS = "https://call.example.org/xyzzy", "https://captions.example.org/xyzzy"
LIVE = ("", "/s/1A", "/wall", "/wall?at=home", "/rooms/A", "/announce", "/type")


@pytest.fixture(scope="module")
def day() -> Day:
    settings = Settings(async_mode="threading", limits=Limits.none())
    day = Day(create_app(settings, MemoryLedger()))
    day.host.does("edit_gathering", home_host="Ana", listed=True)
    for row in day.rosa.state()["tables"]["rooms"]:
        day.host.does("edit_room", room=row["id"], call_link=CALL, caption_link=CAPTIONS)
    day.host.does("publish_book")
    return day


def pages_of(app: Flask) -> list[str]:
    """The addresses of pages and files that need nothing but the gathering's code."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/<code>")
        and rule.rule.count("<") == 1
        and "GET" in (rule.methods or set())
    )


def text_of(client: FlaskClient, address: str, **more: Any) -> str:
    return client.get(address, **more).get_data().decode("utf-8", "replace")


@pytest.mark.parametrize("path", LIVE)
def test_live_pages_have_it_and_search_engines_are_asked_not_to_look(day: Day, path: str) -> None:
    text = text_of(day.app.test_client(), f"/{day.code}{path}")

    assert CALL in text
    assert '<meta name="robots" content="noindex">' in text


def test_no_other_page_and_no_file_has_it(day: Day) -> None:
    client = day.app.test_client()
    rules = pages_of(day.app)
    files = [f"/<code>/proceedings.{ending}" for ending in FORMATS]
    live = {f"/<code>{path}".rstrip("/") for path in LIVE} | {"/<code>/host"}
    assert len(rules) > 20
    with_it = {
        rule
        for rule in (*rules, *files, "/")
        if "xyzzy" in text_of(client, rule.replace("<code>", day.code))
    }
    assert with_it <= live, with_it - live


def test_it_is_gone_from_live_pages_without_a_host_for_those_at_home(day: Day) -> None:
    day.host.does("edit_gathering", home_host="")

    for path in LIVE:
        assert "xyzzy" not in text_of(day.app.test_client(), f"/{day.code}{path}")
    assert "xyzzy" in text_of(day.app.test_client(), f"/{day.code}/host", headers=day.host.headers)

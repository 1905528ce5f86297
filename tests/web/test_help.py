"""Whom people can turn to, on the pages without script."""

from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("page", ["statement", "agenda"])
def test_page_shows_help_only_if_the_host_set_some(
    client: FlaskClient, opened: dict[str, Any], page: str
) -> None:
    code = opened["code"]
    before = client.get(f"/{code}/{page}").get_data(as_text=True)
    helped = {"person": "Ana", "outside": "Call <b>116 123</b>"}
    message = {"id": "help", "name": "edit_gathering", "args": {"help": helped}}
    assert client.post(f"/api/{code}/commands?as=host", json=message).get_json()["ok"]

    shown = client.get(f"/{code}/{page}").get_data(as_text=True)

    assert "quiet space" not in before
    for text in ("Help and quiet space", "You owe nobody a reason.", "Ana", "&lt;b&gt;116 123"):
        assert text in shown


def test_gathering_is_opened_with_help(client: FlaskClient, opened: dict[str, Any]) -> None:
    spec = {"title": "A day", "help": {"quiet_room": "Library"}}
    made = client.post("/api/gatherings", json=spec).get_json()

    state = client.get(f"/api/{made['code']}/state").get_json()

    assert state["gathering"]["help"] == {"quiet_room": "Library"}

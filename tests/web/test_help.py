"""Whom people can turn to, on the pages without script."""

from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("page", ["statement", "agenda"])
def test_page_names_whom_the_host_set_or_else_the_facilitator(
    client: FlaskClient, opened: dict[str, Any], page: str
) -> None:
    code = opened["code"]
    before = client.get(f"/{code}/{page}").get_data(as_text=True)
    helped = {"person": "Ana", "outside": "Call <b>116 123</b>"}
    message = {"id": "help", "name": "edit_gathering", "args": {"help": helped}}
    assert client.post(f"/api/{code}/commands?as=host", json=message).get_json()["ok"]

    shown = client.get(f"/{code}/{page}").get_data(as_text=True)

    assert "You can talk to the facilitator at any time." in before
    assert "You can talk to the facilitator at any time." not in shown
    for text in ("You owe nobody a reason.", "Ana", "&lt;b&gt;116 123"):
        assert text in shown


def test_gathering_is_opened_with_help(client: FlaskClient, opened: dict[str, Any]) -> None:
    spec = {"title": "A day", "help": {"quiet_room": "Library"}}
    made = client.post("/api/gatherings", json=spec).get_json()

    state = client.get(f"/api/{made['code']}/state").get_json()

    assert state["gathering"]["help"] == {"quiet_room": "Library"}


def test_page_of_a_refusal_leads_back_to_its_gathering(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    refused = client.get(f"/{opened['code']}/plan?link=x")
    unknown = client.get("/NONE22")

    assert refused.status_code == 403
    assert f'<a class="button" href="/{opened["code"]}">To the gathering</a>' in refused.text
    assert "To the gathering" not in unknown.text

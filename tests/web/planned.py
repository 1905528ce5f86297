"""Who plans to come, by forms without script, and what the host is answered."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.support.samples import INVITED

ORIGIN = {"Origin": "http://localhost"}
LOOP = "I need the <hearing> loop."
PLANNED = {**INVITED, "planning": True}


@pytest.fixture
def code(client: FlaskClient) -> str:
    return opens(client)


def opens(client: FlaskClient, **spec: Any) -> str:
    return str(client.post("/api/gatherings", json={**PLANNED, **spec}).get_json()["code"])


def plans(browser: FlaskClient, code: str, link: str = "", **form: Any) -> Any:
    """What a form without script is answered."""
    return browser.post(link or f"/{code}/plan", data=form, headers=ORIGIN, follow_redirects=True)


def host(client: FlaskClient, code: str, name: str, **args: Any) -> dict[str, Any]:
    message = {"id": f"{name} {args}"[:100], "name": name, "args": args}
    answer: dict[str, Any] = client.post(f"/api/{code}/commands?as=host", json=message).get_json()
    return answer


def listed(client: FlaskClient, code: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/api/{code}/plans?as=host").get_json()
    return answer


def link_on(page: Any) -> str:
    [link] = re.findall(r'href="http://[^/]+(/\w+/plan\?link=[^"]+)"', page.get_data(as_text=True))
    return str(link)


def begins(client: FlaskClient, code: str) -> None:
    """The host may read everything, and nobody can plan any more."""
    assert host(client, code, "set_phase", phase="opening")["ok"]

"""A community and the gatherings of its series, through its pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def circle(client: FlaskClient) -> dict[str, Any]:
    """A community. The client's browser is signed in as its host."""
    spec = {"name": "Harbour circle", "about": "We *meet*.", "contact": "circle@example.org"}
    answer = client.post("/api/communities", json=spec)
    assert answer.status_code == 201
    return dict(answer.get_json())


def opens(client: FlaskClient, title: str, in_days: int = 7, **spec: Any) -> str:
    day = (datetime.now(UTC) + timedelta(days=in_days)).date().isoformat()
    slots = [{"starts_at": f"{day}T10:00", "ends_at": f"{day}T11:00"}]
    spec = {"community": "harbour-circle", "rooms": [{"name": "Oak"}], "slots": slots, **spec}
    return str(client.post("/api/gatherings", json={"title": title, **spec}).get_json()["code"])


def sends(client: FlaskClient, **form: str) -> Any:
    """The answer to a form of the host's page, as a browser sends it."""
    return client.post(
        "/c/harbour-circle/host", data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )


def accepts(client: FlaskClient, code: str, do: str = "accept") -> None:
    assert sends(client, do=do, code=code).status_code == 303


def page(client: FlaskClient, path: str = "") -> str:
    response = client.get(f"/c/harbour-circle{path}")
    assert response.status_code == 200
    return response.get_data(as_text=True)

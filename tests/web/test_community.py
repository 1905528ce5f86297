"""The pages of a community: opening it, and the forms of its host."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.community.stream import key_of
from openspace.web.prose import prose
from tests.security.scene import ELSEWHERE
from tests.web.series import circle as circle
from tests.web.series import page, sends

# --- opening


def test_links_of_a_new_community_work(client: FlaskClient, circle: dict[str, Any]) -> None:
    assert circle["slug"] == "harbour-circle"
    assert circle["url"].endswith("/c/harbour-circle")
    path, _, passed = circle["host_url"].partition("#pass=")
    assert path.endswith("/c/harbour-circle/host")
    there = client.application.test_client()
    redeemed = there.post("/api/c/harbour-circle/host", json={"pass": passed})
    assert redeemed.status_code == 200
    assert there.post("/api/c/harbour-circle/host", json={"pass": passed}).status_code == 403
    with_key = there.post("/api/c/harbour-circle/host", json={"host_key": circle["host_key"]})
    assert with_key.status_code == 200


def test_form_opens_one_and_shows_its_key_once(client: FlaskClient) -> None:
    response = client.post("/new-community", data={"name": "Circle", "listed": "on"})

    shown = response.get_data(as_text=True)
    key = re.search(r'<code dir="ltr">([^<]{20,})</code>', shown)
    assert key
    assert "no-store" in response.headers["Cache-Control"]
    assert "Save" in client.get("/c/circle/host").get_data(as_text=True)
    assert key[1] not in client.get("/c/circle/host").get_data(as_text=True)


def test_refused_form_keeps_what_was_typed(client: FlaskClient) -> None:
    response = client.post("/new-community", data={"name": "", "about": "Long <text>"})

    assert response.status_code == 400
    assert "Long &lt;text&gt;" in response.get_data(as_text=True)
    assert "A community needs a name." in response.get_data(as_text=True)


def test_another_machine_needs_the_server_key(client: FlaskClient) -> None:
    for path, sent in (
        ("/api/communities", {"json": {"name": "A"}}),
        ("/new-community", {"data": {"name": "A"}}),
    ):
        assert client.post(path, environ_base=ELSEWHERE, **sent).status_code in (400, 403)
    assert client.get("/c/a").status_code == 404


def test_taken_address_is_told(client: FlaskClient, circle: dict[str, Any]) -> None:
    answer = client.post("/api/communities", json={"name": "Harbour  circle!"})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "slug_taken")


# --- the host's forms


def test_host_signs_in_with_the_key_and_out(app: Flask, circle: dict[str, Any]) -> None:
    there = app.test_client()
    at = "/c/harbour-circle/host"

    wrong = sends(there, do="sign_in", host_key="wrong")
    assert (wrong.status_code, "Save" in wrong.get_data(as_text=True)) == (403, False)
    assert sends(there, do="edit", name="Ours").status_code == 403
    sends(there, do="sign_in", host_key=circle["host_key"])
    assert "Save" in there.get(at).get_data(as_text=True)
    sends(there, do="sign_out")
    assert "Save" not in there.get(at).get_data(as_text=True)


def test_host_edits_the_texts(app: Flask, client: FlaskClient, circle: dict[str, Any]) -> None:
    form = {"do": "edit", "name": "Harbour circle", "about": "New", "for_whom": "All"}

    assert sends(client, **form).status_code == 303

    info = app.extensions["openspace"].ledger.community(key_of("harbour-circle")).info
    assert (info["about"], info["for_whom"], info["listed"]) == ("New", "All", False)


def test_refused_text_is_shown_again(client: FlaskClient, circle: dict[str, Any]) -> None:
    form = {"do": "edit", "name": "", "about": "Much that I typed"}

    response = sends(client, **form)

    assert response.status_code == 400
    assert "Much that I typed" in response.get_data(as_text=True)
    assert "Harbour circle" in page(client)


def test_form_of_another_site_does_nothing(client: FlaskClient, circle: dict[str, Any]) -> None:
    response = client.post(
        "/c/harbour-circle/host",
        data={"do": "edit", "name": "Taken over"},
        headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert response.status_code == 403
    assert "Taken over" not in page(client)


# --- Markdown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "<javascript:alert(1)>",
        "![x](https://example.org/track.png)",
        '<img src=x onerror="alert(1)">',
        '[x](https://example.org "onmouseover=alert(1) y")',
        "[a]: javascript:alert(1)\n\n[a]",
        "<a href='//x' onclick=alert(1)>x</a>",
        "```html\n</code><script>1</script>\n```",
    ],
)
def test_hostile_markdown_shows_nothing_but_text_and_links(hostile: str) -> None:
    root = ET.fromstring(f"<div>{prose(hostile)}</div>".replace("&quot;", "&#34;"))

    for element in root.iter():
        assert element.tag in ("div", "p", "a", "pre", "code")
        assert set(element.attrib) <= {"href", "rel", "title", "class"}
        assert element.get("href", "https://").startswith("https://")


def test_headings_are_below_those_of_the_page() -> None:
    assert "<h3>A</h3>" in prose("# A")
    assert "<h6>F</h6>" in prose("###### F")

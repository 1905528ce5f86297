"""What answers say to browsers, search engines and people who found a weakness."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Settings

OF_A_GATHERING = (
    *("", "/s/1A", "/wall", "/rooms/A", "/host", "/agenda", "/proceedings", "/proceedings.md"),
    *("/proceedings.nothing", "/schedule.ics", "/schedule.xml", "/schedule.json", "/export.json"),
    *("/export.sqlite", "/paper/", "/paper/wall", "/photos/none.jpg", "/qr.svg", "/schedule/mine"),
)


@pytest.mark.parametrize("path", OF_A_GATHERING)
def test_nothing_of_a_gathering_is_for_search_engines(
    client: FlaskClient, opened: dict[str, Any], path: str
) -> None:
    assert client.get(f"/{opened['code']}{path}").headers["X-Robots-Tag"] == "noindex"
    assert client.get(f"/ZZZZZZ{path}").headers["X-Robots-Tag"] == "noindex"
    state = client.get(f"/api/{opened['code']}/state")
    assert state.headers["X-Robots-Tag"] == "noindex"


def test_the_front_page_may_be_found(client: FlaskClient) -> None:
    assert "X-Robots-Tag" not in client.get("/").headers


def test_scripts_may_not_turn_text_into_html(client: FlaskClient, opened: dict[str, Any]) -> None:
    policy = client.get(f"/{opened['code']}").headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in policy


OF_DOCUMENTS = ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy")


@pytest.mark.parametrize(
    ("path", "is_document"),
    [
        *(("js/phone/main.js", False), ("css/phone.css", False), ("vendor/socket.io.js", False)),
        *(("fonts/atkinson-hyperlegible-next-latin-normal.woff2", False), ("favicon.svg", True)),
    ],
)
def test_what_no_browser_shows_as_a_document_has_short_headers(
    client: FlaskClient, path: str, is_document: bool
) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code == 200
    assert [name in answer.headers for name in OF_DOCUMENTS] == [is_document] * 3
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()


# --- security.txt


def served(folder: Path, **flags: Any) -> FlaskClient:
    given = {"host": "127.0.0.1", "db": folder / "s.db", "async_mode": "threading", **flags}
    app: Flask = create_app(Settings.read(given, {}))
    return app.test_client()


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
        ("tel:+44-20-7946-0000", "tel:+44-20-7946-0000"),
    ],
)
def test_security_txt_names_the_contact(tmp_path: Path, contact: str, says: str) -> None:
    answer = served(tmp_path, security_contact=contact).get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    until = datetime.fromisoformat(fields["Expires"])
    assert (answer.mimetype, fields["Contact"]) == ("text/plain", says)
    assert timedelta(days=30) < until - datetime.now(UTC) < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt(tmp_path: Path) -> None:
    assert served(tmp_path).get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    "contact", ["nobody", "a@b\nExpires: never", "http://example.org", "javascript:1", "https://"]
)
def test_what_is_no_contact_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="--security-contact"):
        Settings.read({"security_contact": contact}, {})


def test_no_name_on_a_phone_says_which_gathering_it_is(
    client: FlaskClient, opened: dict[str, Any]
) -> None:
    title = client.get(f"/api/{opened['code']}/state").get_json()["gathering"]["title"]
    answer = client.get(f"/{opened['code']}/manifest.json")
    page = client.get(f"/{opened['code']}").text

    assert answer.get_json()["name"] == answer.get_json()["short_name"] == "Open Space"
    assert title not in answer.text
    assert '<meta name="apple-mobile-web-app-title" content="Open Space">' in page

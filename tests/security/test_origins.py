"""Another site's page, another name for our address, and headers that only a proxy may send."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace import create_app
from openspace.config import Settings
from openspace.web.middleware.origins import Origins

OTHERS = [
    "http://evil.example",
    "https://localhost",
    "http://localhost:81",
    "null",
    "evil",
    "http://[",
]


def served(folder: Path, **more: Any) -> Flask:
    settings = Settings(db=folder / "sessions.db", server_key="key", async_mode="threading", **more)
    return create_app(settings)


def opens(app: Flask, **headers: str) -> int:
    """The status of opening a gathering, from this machine, with these headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return (
        app.test_client().post("/api/gatherings", json={"title": "New"}, headers=named).status_code
    )


def handshakes(app: Flask, **headers: str) -> int:
    """The status of opening a socket with these headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    path = "/socket.io/?EIO=4&transport=polling"
    return app.test_client().get(path, headers=named).status_code


@pytest.mark.parametrize("origin", OTHERS)
def test_another_sites_page_is_refused(app: Flask, origin: str) -> None:
    assert opens(app, Origin=origin) == 403
    assert handshakes(app, Origin=origin) == 400


def test_our_own_page_and_scripts_are_let_in(app: Flask) -> None:
    assert opens(app) == 201
    assert opens(app, Origin="http://localhost") == 201
    assert opens(app, Origin="HTTP://LOCALHOST:80") == 201
    assert handshakes(app, Origin="http://localhost") == 200
    assert handshakes(app) == 200


def test_what_a_browser_says_instead_of_an_origin_counts(app: Flask) -> None:
    assert opens(app, Sec_Fetch_Site="cross-site") == 403
    assert opens(app, Sec_Fetch_Site="same-site") == 403
    assert opens(app, Sec_Fetch_Site="same-origin") == 201
    assert opens(app, Referer="http://evil.example/page") == 403
    assert opens(app, Referer="http://localhost/new") == 201


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "localhost.evil.example", "93.184.216.34", "[", "a b"],
)
def test_another_name_for_our_address_is_refused(app: Flask, host: str) -> None:
    assert app.test_client().get("/", headers={"Host": host}).status_code == 421
    assert opens(app, Host=host, Origin=f"http://{host}") == 421
    assert handshakes(app, Host=host, Origin=f"http://{host}") == 421


@pytest.mark.parametrize(
    "host",
    ["localhost:8000", "127.0.0.1", "[::1]:8000", "192.168.1.20", "10.0.0.7:8000", "LOCALHOST."],
)
def test_our_names_and_the_addresses_of_the_network_are_let_in(app: Flask, host: str) -> None:
    assert app.test_client().get("/", headers={"Host": host}).status_code == 200
    assert opens(app, Host=host, Origin=f"http://{host}") == 201
    assert handshakes(app, Host=host, Origin=f"http://{host}") == 200


def test_names_can_be_allowed(tmp_path: Path) -> None:
    app = served(tmp_path, allow_host=("open.example",), public_url="https://circle.example")
    for host in ("open.example", "circle.example:8000", "circle.example"):
        assert app.test_client().get("/", headers={"Host": host}).status_code == 200
    # A proxy that asks us by our own address, for a page of the public one.
    assert opens(app, Origin="https://circle.example") == 201
    assert handshakes(app, Origin="https://circle.example") == 200
    assert opens(app, Origin="https://open.example") == 403


def test_a_name_of_this_machine_that_comes_with_the_network_is_let_in() -> None:
    origins = Origins(Settings(), lambda: ["93.184.216.34"])
    assert origins.answers_to("93.184.216.34:8000")
    assert not origins.answers_to("93.184.216.35:8000")


def test_forwarded_headers_are_not_believed_without_a_proxy(app: Flask) -> None:
    spoofed = {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "https"}
    assert opens(app, Origin="https://evil.example", **spoofed) == 403
    assert handshakes(app, Origin="https://evil.example", **spoofed) == 400
    # Passed on by a proxy on this machine that we were not told of: whoever sent it is not here.
    assert opens(app, X_Forwarded_For="127.0.0.1") == 403
    assert opens(app, Forwarded="for=127.0.0.1") == 403
    assert opens(app, X_Real_IP="127.0.0.1") == 403
    assert opens(app, Via="1.1 proxy") == 403
    cookie = app.test_client().post("/api/gatherings", json={"title": "A"}).get_json()
    joined = app.test_client().post(
        f"/api/{cookie['code']}/join", json={}, headers={"X-Forwarded-Proto": "https"}
    )
    assert "Secure" not in joined.headers["Set-Cookie"]


def test_behind_a_proxy_its_headers_are_believed_and_nobody_is_at_the_server(
    tmp_path: Path,
) -> None:
    app = served(tmp_path, behind_proxy=True, public_url="https://circle.example")
    passed_on = {
        "X_Forwarded_For": "127.0.0.1",
        "X_Forwarded_Proto": "https",
        "X_Forwarded_Host": "circle.example",
    }
    assert opens(app, **passed_on) == 403
    assert opens(app) == 403
    key = {"Authorization": "Bearer key"}
    assert opens(app, Origin="https://circle.example", **key, **passed_on) == 201
    assert opens(app, Origin="http://circle.example", **key, **passed_on) == 403
    code = app.extensions["openspace"].ledger.codes()[0]
    headers = {name.replace("_", "-"): value for name, value in passed_on.items()}
    joined = app.test_client().post(f"/api/{code}/join", json={}, headers=headers)
    assert "; Secure;" in joined.headers["Set-Cookie"]
    assert joined.headers["Strict-Transport-Security"]
    spoofed = {**headers, "X-Forwarded-Host": "evil.example"}
    assert app.test_client().get("/", headers=spoofed).status_code == 421


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(
    app: Flask, opened: dict[str, str]
) -> None:
    joined = app.test_client().post(f"/api/{opened['code']}/join", json={})
    host = app.test_client().post(
        f"/api/{opened['code']}/host", json={"host_key": opened["host_key"]}
    )
    for response in (joined, host):
        assert "HttpOnly" in response.headers["Set-Cookie"]
        assert "SameSite=Lax" in response.headers["Set-Cookie"]


def effects(app: Flask) -> list[tuple[str, str]]:
    """(method, path) of every route that may have an effect, and of the socket."""
    code = app.extensions["openspace"].ledger.codes()[0]
    return [("POST", "/socket.io/?EIO=4&transport=polling&sid=x")] + [
        (method, rule.rule.replace("<code>", code))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
    ]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://evil.example", "Referer": "http://localhost/new"},
        {"Referer": "http://evil.example/localhost"},
        {"Referer": "http://localhost.evil.example/new"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_every_form_and_call_of_another_site_is_refused(
    app: Flask, opened: dict[str, str], headers: dict[str, str]
) -> None:
    browser, kinds = app.test_client(), ("text/plain", "application/x-www-form-urlencoded")
    browser.post(f"/api/{opened['code']}/join", json={})
    browser.post(f"/api/{opened['code']}/host", json={"host_key": opened["host_key"]})
    before = app.extensions["openspace"].ledger.load(opened["code"]).seq

    found = {
        (method, path, kind): browser.open(
            path, method=method, data="{}", content_type=kind, headers=headers
        ).status_code
        for method, path in effects(app)
        for kind in kinds
    }

    assert len(found) > 20
    assert set(found.values()) == {403}
    assert app.extensions["openspace"].ledger.load(opened["code"]).seq == before


def test_a_cookie_without_a_word_of_where_it_comes_from_speaks_for_nobody(
    app: Flask, opened: dict[str, str]
) -> None:
    browser, at = app.test_client(), f"/api/{opened['code']}"
    token = browser.post(f"{at}/join", json={"name": "Kim"}).get_json()["token"]
    browser.post(f"{at}/host", json={"host_key": opened["host_key"]})
    ask = {"id": "12345678", "name": "propose_topic", "args": {"title": "New"}}
    own, bearer = {"Origin": "http://localhost"}, {"Authorization": f"Bearer {token}"}

    for path, body in ((f"{at}/commands", ask), (f"{at}/host/rotate", {}), (f"{at}/erase", {})):
        for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
            sent = browser.post(path, data=json.dumps(body), content_type=kind)
            assert sent.status_code == 403
    assert browser.post(f"{at}/photos", data={}).status_code == 403
    assert browser.get(f"{at}/state").get_json()["tables"]["people"][0]["name"] == "Kim"
    assert browser.post(f"{at}/commands", json=ask).status_code == 200
    assert browser.post(f"{at}/commands", json=ask, headers=own).status_code == 200
    assert browser.post(f"{at}/commands", json=ask, headers=bearer).status_code == 200
    assert browser.post(f"{at}/host/rotate", json={}, headers=own).status_code == 200

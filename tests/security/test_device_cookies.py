"""The cookies of a device: signing out takes them off, and no other host can set them."""

from typing import Any

import pytest

from openspace import create_app
from openspace.config import Settings
from openspace.ledger.memory import MemoryLedger
from tests.security.scene import a_scene
from tests.support.samples import GATHERING

# --- signing out


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_signing_out_takes_the_cookie_off_this_browser(scheme: str) -> None:
    scene = a_scene()
    browser = scene.app.test_client()
    base = f"{scheme}://localhost"
    headers = {"Origin": base}
    code = scene.code
    browser.post(f"/api/{code}/join", json={}, base_url=base, headers=headers)
    key = {"host_key": scene.host_key}
    browser.post(f"/api/{code}/host", json=key, base_url=base, headers=headers)

    def who() -> tuple[bool, bool]:
        mine, hosts = (
            browser.get(f"/api/{code}/state{query}", base_url=base).get_json()
            for query in ("", "?as=host")
        )
        return (
            any(row.get("mine") for row in mine["tables"]["people"]),
            "book" in hosts["gathering"],
        )

    assert who() == (True, True)
    browser.post(f"/api/{code}/me/sign_out", base_url=base, headers=headers)
    assert who() == (False, True)
    browser.post(f"/api/{code}/host/sign_out", base_url=base, headers=headers)
    assert who() == (False, False)


# --- cookies


def cookies_of(app: Any, base: str, **environ: str) -> dict[str, str]:
    client = app.test_client()
    opened = client.post("/api/gatherings", json=GATHERING, base_url=base, headers=environ)
    joined = client.post(
        f"/api/{opened.get_json()['code']}/join", json={}, base_url=base, headers=environ
    )
    said = [*opened.headers.getlist("Set-Cookie"), *joined.headers.getlist("Set-Cookie")]
    return {one.partition("=")[0]: one for one in said}


def test_cookies_under_tls_have_the_prefix_that_no_other_host_can_set() -> None:
    scene = a_scene()
    for name, said in cookies_of(scene.app, "https://localhost").items():
        assert name.startswith("__Host-openspace_")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(said.split("; "))
        assert "Domain" not in said
    for name, said in cookies_of(scene.app, "http://localhost").items():
        assert name.startswith("openspace_")
        assert "Secure" not in said


def test_cookies_behind_an_https_proxy_have_the_prefix_too() -> None:
    settings = Settings(
        server_key="key",
        async_mode="threading",
        behind_proxy=True,
        public_url="https://open.example",
    )
    app = create_app(settings, MemoryLedger())
    forwarded = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Host": "open.example",
        "Authorization": "Bearer key",
    }
    found = cookies_of(app, "http://localhost", **forwarded)
    assert found
    assert all(name.startswith("__Host-openspace_") for name in found)


def test_a_plain_cookie_is_nobody_under_tls() -> None:
    scene = a_scene()
    browser = scene.app.test_client()
    browser.set_cookie(f"openspace_person_{scene.code}", scene.tokens["convener"])
    for base, known in (("http://localhost", True), ("https://localhost", False)):
        people = browser.get(f"/api/{scene.code}/state", base_url=base).get_json()["tables"][
            "people"
        ]
        assert any(row.get("mine") for row in people) is known

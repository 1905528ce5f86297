"""A host enrols a passkey, and a second device has to present it. Chromium plays the authenticator."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from openspace.config import Limits
from tests.browser.phones import PHONE
from tests.support.samples import GATHERING
from tests.support.server import KEY, LEAN, Server

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    environ = {**Limits.none().as_environ(), "OPENSPACE_HOST_SECOND_FACTOR": "1"}
    folder = tmp_path_factory.mktemp("strict")
    with Server(folder, "--server-key", KEY, program=LEAN, **environ) as server:
        yield server


def with_authenticator(browser: Browser) -> Page:
    page = browser.new_context(viewport=PHONE).new_page()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def types_key(page: Page, url: str, key: str) -> None:
    page.goto(url)
    page.get_by_label("Host key").fill(key)
    page.get_by_role("button", name="Open").click()


def test_a_passkey_is_made_and_then_presented(strict: Server, browser: Browser) -> None:
    opened, page = strict.post("/api/gatherings", GATHERING, KEY), with_authenticator(browser)
    # Passkeys are there at a name, and not at 127.0.0.1.
    url = f"{strict.url}/{opened['code']}/host".replace("127.0.0.1", "localhost")
    types_key(page, url, opened["host_key"])
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("listitem")).to_have_count(8)
    code = page.get_by_role("listitem").first.inner_text()
    page.get_by_role("link", name="Go to the host page").click()
    expect(page.get_by_role("navigation", name="Sections")).to_be_visible()

    page.context.clear_cookies()
    types_key(page, url, opened["host_key"])
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("navigation", name="Sections")).to_be_visible()

    elsewhere = browser.new_context(viewport=PHONE).new_page()
    types_key(elsewhere, url, opened["host_key"])
    elsewhere.get_by_label("Recovery code").fill(code)
    elsewhere.get_by_role("button", name="Continue").click()
    expect(elsewhere).to_have_url(re.compile(r"/host$"))
    expect(elsewhere.get_by_role("navigation", name="Sections")).to_be_visible()

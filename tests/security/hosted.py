"""A gathering on a server that requires a second factor of hosts."""

import re
from typing import Any

import pyotp
import pytest
from werkzeug.test import Client

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Ledger
from tests.clocks import Ahead

SETTINGS = Settings(
    server_key="key", async_mode="threading", limits=Limits.none(), host_second_factor=True
)
BELL = {"id": "bell", "name": "ring_bell", "args": {}}


class Hosted:
    """Has a clock that can be put forward, and browsers."""

    def __init__(self, settings: Settings = SETTINGS) -> None:
        self.clock = Ahead()
        self.ledger: Ledger = MemoryLedger()
        self.begins(create_app(settings, self.ledger, self.clock))

    def begins(self, app: Any) -> None:
        """Open a gathering on `app`, which is a Flask or answers like one."""
        self.app = app
        self.browser = self.app.test_client()
        key = {"Authorization": "Bearer key"}
        opened = self.browser.post("/api/gatherings", json={"title": "A day"}, headers=key)
        self.code, self.key = opened.get_json()["code"], opened.get_json()["host_key"]
        self.secret = ""

    def device(self) -> Client:
        """A browser in which somebody typed the host key."""
        browser = self.app.test_client()
        assert self.signs_in(browser)["second_factor"]
        return browser

    def signs_in(self, browser: Client, **more: Any) -> dict[str, Any]:
        answer = browser.post(f"/api/{self.code}/host", json={"host_key": self.key, **more})
        return dict(answer.get_json())

    def form(self, browser: Client, **fields: str) -> Any:
        return browser.post(
            f"/{self.code}/host/factor", data=fields, headers={"Origin": "http://localhost"}
        )

    def enrols(self, browser: Client) -> list[str]:
        """Enrol an app, and return the recovery codes."""
        page = browser.get(f"/{self.code}/host/factor").get_data(as_text=True)
        secret = re.search(r'<details>.*?<code dir="ltr">([A-Z2-7 ]+)<', page)
        setup = re.search(r'name="setup" value="([^"]+)"', page)
        assert secret, page
        assert setup
        self.secret = secret[1].replace(" ", "")
        shown = self.form(browser, do="enrol", setup=setup[1], code=self.now())
        assert shown.status_code == 200, shown.get_data(as_text=True)
        return re.findall(r"<code dir=\"ltr\">([A-Z2-7-]{19})<", shown.get_data(as_text=True))

    def now(self) -> str:
        return str(pyotp.TOTP(self.secret).at(self.clock.moment()))

    def is_host(self, browser: Client) -> bool:
        path, headers = f"/api/{self.code}/commands?as=host", {"Origin": "http://localhost"}
        return bool(browser.post(path, json=BELL, headers=headers).status_code == 200)

    def log(self) -> list[str]:
        return [action.name for action in self.ledger.host_actions(self.code)]


@pytest.fixture
def hosted() -> Hosted:
    return Hosted()

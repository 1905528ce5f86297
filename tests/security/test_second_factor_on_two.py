"""A second factor on a server with two processes: a browser's requests go to one after the other, and what
one of them accepted is worth nothing at the other one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from openspace import create_app
from openspace.config import Limits
from openspace.ledger.stores import open_store
from openspace.service.host_keys import rotate_host_key
from tests.clocks import Ahead
from tests.security.authenticator import Authenticator
from tests.security.hosted import SETTINGS, Hosted
from tests.support.buses import Wire

ORIGIN = {"Origin": "http://localhost"}


class Balanced:
    """Sends each request to the next of several processes."""

    def __init__(self, apps: list[Flask]) -> None:
        self._next = cycle(apps)
        self.extensions = apps[0].extensions

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ.setdefault("REMOTE_ADDR", "127.0.0.1")
        return next(self._next)(environ, start_response)

    def test_client(self) -> Client:
        return Client(self)


class OnTwo(Hosted):
    def __init__(self, db: Path, **limits: float) -> None:
        self.clock, self.wire = Ahead(), Wire()
        settings = replace(SETTINGS, db=db, limits=replace(Limits.none(), **limits))
        self.apps = [
            create_app(settings, open_store(db), self.clock, self.wire.bus()) for _ in range(2)
        ]
        self.ledger = self.apps[0].extensions["openspace"].ledger
        self.begins(Balanced(self.apps))

    def on(self, app: Flask) -> Client:
        """A browser in which somebody typed the host key, whose requests all go to one process."""
        browser = app.test_client()
        assert self.signs_in(browser)["second_factor"]
        return browser

    def asks_passkey(self, browser: Client, **body: Any) -> Any:
        return browser.post(f"/api/{self.code}/host/passkey", json=body, headers=ORIGIN)


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[OnTwo]:
    hosted = OnTwo(tmp_path / "sessions.db", host_factors_burst=3, host_factors_rate=0.001)
    yield hosted
    for app in hosted.apps:
        app.extensions["openspace"].ledger.close()


def test_a_host_enrols_and_signs_in_through_both(hosted: OnTwo) -> None:
    codes = hosted.enrols(hosted.browser)
    assert len(codes) == 8
    assert hosted.is_host(hosted.browser)
    later = hosted.device()
    with hosted.clock.later(timedelta(seconds=30)):
        assert hosted.form(later, do="present", code=hosted.now()).status_code == 303
        assert [hosted.is_host(later) for _ in hosted.apps] == [True, True]


def test_a_code_works_once_in_all(hosted: OnTwo) -> None:
    recovery = hosted.enrols(hosted.browser)[0]
    hosted.wire.is_cut = True
    for code in (None, recovery):
        browsers = [hosted.on(app) for app in hosted.apps]
        with hosted.clock.later(timedelta(seconds=30)):
            answers = [
                hosted.form(browser, do="present", code=code or hosted.now()).status_code
                for browser in browsers
            ]
        assert answers == [303, 403]


def test_guesses_are_limited_in_all(hosted: OnTwo) -> None:
    hosted.enrols(hosted.browser)
    guesser = hosted.device()
    wrong = "000000" if hosted.now() != "000000" else "111111"

    tried = []
    for _ in range(8):
        tried.append(hosted.form(guesser, do="present", code=wrong).status_code)
        for app in hosted.apps:
            app.extensions["openspace"].limiter.tell_due()

    assert tried == [403] * 3 + [429] * 5


def test_of_two_devices_that_enrol_first_one_is_refused(hosted: OnTwo) -> None:
    first, second = (hosted.on(app) for app in hosted.apps)
    hosted.enrols(first)

    page = second.get(f"/{hosted.code}/host/factor").get_data(as_text=True)

    assert 'value="enrol"' not in page
    assert hosted.asks_passkey(second, add=True).status_code == 403


def test_a_passkey_of_one_process_is_presented_to_the_other(hosted: OnTwo) -> None:
    passkey = Authenticator()
    asked = hosted.asks_passkey(hosted.browser, add=True).get_json()
    made = {"setup": asked["setup"], "credential": passkey.makes(asked["options"])}
    answer = hosted.asks_passkey(hosted.browser, add=True, **made).get_json()
    assert len(answer["recovery_codes"]) == 8
    later = hosted.device()
    asked = hosted.asks_passkey(later).get_json()
    presented = {"setup": asked["setup"], "credential": passkey.presents(asked["options"])}

    answers = [hosted.asks_passkey(later, **presented) for _ in hosted.apps]

    assert [answer.status_code for answer in answers] == [200, 403]
    assert hosted.log()[-2:] == ["second_factor_presented", "second_factor_refused"]
    assert hosted.is_host(later)


def test_a_new_host_key_ends_the_devices_of_both_at_once(hosted: OnTwo) -> None:
    hosted.enrols(hosted.browser)
    hosted.wire.is_cut = True
    assert [hosted.is_host(hosted.browser) for _ in hosted.apps] == [True, True]

    rotate_host_key(hosted.ledger, hosted.code)

    assert [hosted.is_host(hosted.browser) for _ in hosted.apps] == [False, False]

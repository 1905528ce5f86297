"""A server that requires a second factor: key, link and cookie alone give nothing."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from click.testing import CliRunner

from openspace import create_app
from openspace.cli.main import cli
from openspace.config import Limits
from openspace.ledger.port import Factor
from openspace.ledger.stores import open_store
from openspace.service.login_links import host_path
from tests.security.hosted import BELL, SETTINGS, Hosted
from tests.security.hosted import hosted as hosted
from tests.security.scene import asks


def test_key_link_and_cookie_alone_give_nothing(hosted: Hosted) -> None:
    link = hosted.app.extensions["openspace"].ledger
    assert not hosted.is_host(hosted.browser)  # it opened the gathering
    by_key, by_link = hosted.device(), hosted.app.test_client()
    given = host_path(link, hosted.code, hosted.clock).split("#pass=")[1]
    token = by_link.post(f"/api/{hosted.code}/host", json={"pass": given}).get_json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}

    for browser in (by_key, by_link):
        assert not hosted.is_host(browser)
        page = browser.get(f"/{hosted.code}/host")
        assert (page.status_code, page.location) == (303, f"/{hosted.code}/host/factor")
    client = hosted.app.test_client(use_cookies=False)
    for method, path in (("POST", "host/pass"), ("POST", "host/rotate"), ("GET", "host-actions")):
        refused = client.open(f"/api/{hosted.code}/{path}", method=method, headers=bearer)
        assert refused.status_code == 403, path
    assert client.get(f"/{hosted.code}/export.json", headers=bearer).status_code == 403
    socket = hosted.app.extensions["socketio"].test_client(
        hosted.app, auth={"gathering": hosted.code, "token": token}
    )
    assert not socket.is_connected()


def test_first_host_enrols_and_a_later_device_presents(hosted: Hosted) -> None:
    codes = hosted.enrols(hosted.browser)
    assert (len(codes), len(set(codes))) == (8, 8)
    assert hosted.is_host(hosted.browser)
    later = hosted.device()
    assert hosted.signs_in(later)["second_factor"] == "present"

    with hosted.clock.later(timedelta(seconds=30)):
        entered = hosted.form(later, do="present", code=hosted.now())
        assert (entered.status_code, entered.location) == (303, f"/{hosted.code}/host")
        assert hosted.is_host(later)


def test_who_has_the_key_does_not_enrol_beside_a_factor(hosted: Hosted) -> None:
    thief = hosted.device()
    page = thief.get(f"/{hosted.code}/host/factor").get_data(as_text=True)
    setup = re.search(r'name="setup" value="([^"]+)"', page)
    secret = re.search(r'<details>.*?<code dir="ltr">([A-Z2-7 ]+)<', page)
    assert setup
    assert secret
    hosted.enrols(hosted.browser)

    code = pyotp.TOTP(secret[1].replace(" ", "")).at(hosted.clock.moment())
    answer = hosted.form(thief, do="enrol", setup=setup[1], code=code)

    assert answer.status_code == 403
    assert not hosted.is_host(thief)
    assert len([one for one in hosted.ledger.host_factors(hosted.code) if one.kind == "totp"]) == 1


def test_a_code_works_once(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    one, two = hosted.device(), hosted.device()
    with hosted.clock.later(timedelta(seconds=30)):
        code = hosted.now()
        answers = [hosted.form(browser, do="present", code=code) for browser in (one, two)]

    assert [answer.status_code for answer in answers] == [303, 403]
    assert hosted.log()[-2:] == ["second_factor_presented", "second_factor_refused"]


def test_the_code_that_enrolled_does_not_sign_in(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)

    assert hosted.form(hosted.device(), do="present", code=hosted.now()).status_code == 403


def test_a_recovery_code_works_once_however_it_is_typed(hosted: Hosted) -> None:
    code = hosted.enrols(hosted.browser)[0]
    typed = code.lower().replace("-", " ")
    answers = [hosted.form(hosted.device(), do="present", code=typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 403]
    assert hosted.log()[-3] == "recovery_code_used"


def test_guesses_are_limited_and_recovery_codes_still_work() -> None:
    limits = replace(Limits.none(), host_factors_burst=3, host_factors_rate=0.001)
    hosted = Hosted(replace(SETTINGS, limits=limits))
    recovery = hosted.enrols(hosted.browser)[0]
    guesser = hosted.device()
    wrong = "000000" if hosted.now() != "000000" else "111111"

    tried = [hosted.form(guesser, do="present", code=wrong).status_code for _ in range(5)]

    assert tried == [403, 403, 403, 429, 429]
    assert hosted.log().count("second_factor_refused") == 3
    with hosted.clock.later(timedelta(seconds=60)):
        assert hosted.form(guesser, do="present", code=hosted.now()).status_code == 429
    assert hosted.form(guesser, do="present", code=recovery).status_code == 303


def test_right_codes_use_no_guesses_up() -> None:
    limits = replace(Limits.none(), host_factors_burst=1, host_factors_rate=0.0001)
    hosted = Hosted(replace(SETTINGS, limits=limits))
    hosted.enrols(hosted.browser)
    for minutes in range(1, 4):
        with hosted.clock.later(timedelta(minutes=minutes)):
            answer = hosted.form(hosted.device(), do="present", code=hosted.now())
            assert answer.status_code == 303


def test_a_device_presents_its_factor_again_after_twelve_hours(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    with hosted.clock.later(timedelta(hours=11, minutes=59)):
        assert hosted.is_host(hosted.browser)
    with hosted.clock.later(timedelta(hours=12, minutes=1)):
        assert not hosted.is_host(hosted.browser)
        hosted.form(hosted.browser, do="present", code=hosted.now())
        assert hosted.is_host(hosted.browser)


def test_an_open_socket_is_no_hosts_after_twelve_hours(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    socket = hosted.app.extensions["socketio"].test_client(
        hosted.app,
        auth={"gathering": hosted.code, "as": "host"},
        flask_test_client=hosted.browser,
        headers={"Origin": "http://localhost"},
    )
    assert socket.is_connected()
    with hosted.clock.later(timedelta(hours=12, minutes=1)):
        assert asks(socket, BELL)["error"]["code"] == "not_allowed"


def test_a_cookie_alone_changes_no_factor(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    factors = hosted.ledger.host_factors(hosted.code)
    with hosted.clock.later(timedelta(minutes=11)):
        answers = [
            hosted.form(hosted.browser, do="recovery"),
            hosted.form(hosted.browser, do="remove", factor=factors[0].id),
            hosted.browser.post(
                f"/api/{hosted.code}/host/passkey",
                json={"add": True},
                headers={"Origin": "http://localhost"},
            ),
        ]
        page = hosted.browser.get(f"/{hosted.code}/host/factor").get_data(as_text=True)

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert 'value="enrol"' not in page
    assert hosted.ledger.host_factors(hosted.code) == factors


def test_the_last_factor_stays(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    [app] = [one for one in hosted.ledger.host_factors(hosted.code) if one.kind == "totp"]

    assert hosted.form(hosted.browser, do="remove", factor=app.id).status_code == 403
    assert hosted.form(hosted.browser, do="recovery").status_code == 200
    kept = hosted.ledger.host_factors(hosted.code)
    assert [one.kind for one in kept].count("recovery") == 8


def test_a_new_key_keeps_the_device_host(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    path, headers = f"/api/{hosted.code}/host/rotate?as=host", {"Origin": "http://localhost"}
    assert hosted.browser.post(path, json={}, headers=headers).status_code == 200

    assert hosted.is_host(hosted.browser)


def test_a_program_logs_in_with_one_request(hosted: Hosted) -> None:
    hosted.enrols(hosted.browser)
    client = hosted.app.test_client(use_cookies=False)
    with hosted.clock.later(timedelta(seconds=30)):
        answer = hosted.signs_in(client, code=hosted.now())
        bearer = {"Authorization": f"Bearer {answer['token']}"}
        rung = client.post(f"/api/{hosted.code}/commands", json=BELL, headers=bearer)

    assert "second_factor" not in answer
    assert rung.status_code == 200


def test_a_community_has_factors_of_its_own(hosted: Hosted) -> None:
    browser = hosted.app.test_client()
    opened = browser.post("/api/communities", json={"name": "Circle"}).get_json()
    at = f"/c/{opened['slug']}/host"
    assert browser.get(at).location == f"{at}/factor"
    assert "Second factor" in browser.get(f"{at}/factor").get_data(as_text=True)


@pytest.mark.parametrize("setup", ["", "x.y.z", "W10.aaaa.bbbb"])
def test_what_was_not_signed_here_enrols_nothing(hosted: Hosted, setup: str) -> None:
    answer = hosted.form(hosted.browser, do="enrol", setup=setup, code="123456")
    assert answer.status_code == 403
    assert hosted.ledger.host_factors(hosted.code) == []


def test_without_the_setting_nothing_changes() -> None:
    hosted = Hosted(replace(SETTINGS, host_second_factor=False))
    assert hosted.is_host(hosted.browser)
    assert hosted.browser.get(f"/{hosted.code}/host/factor").location == f"/{hosted.code}/host"


def test_the_operator_resets_what_was_lost(tmp_path: Any) -> None:
    db = tmp_path / "sessions.db"
    ledger = open_store(db)
    app = create_app(replace(SETTINGS, db=db), ledger)
    opened = app.test_client().post("/api/gatherings", json={"title": "A day"}).get_json()
    ledger.add_host_factors(opened["code"], [Factor("a", "totp", "secret", 0, "now")])
    ledger.close()

    done = CliRunner().invoke(
        cli, ["host-link", opened["code"], "--reset-second-factor", "--db", str(db)]
    )

    assert done.exit_code == 0, done.output
    again = open_store(db)
    assert again.host_factors(opened["code"]) == []
    assert again.host_actions(opened["code"])[-1].name == "second_factor_reset"
    again.close()


@pytest.mark.parametrize("code", ["", "é12345", "١٢٣٤٥", "١٢٣٤٥٦٧", "²²²²²²", "12345" * 50, "\0"])
def test_what_no_app_shows_is_refused(hosted: Hosted, code: str) -> None:
    first, later = hosted.device(), hosted.device()
    page = first.get(f"/{hosted.code}/host/factor").get_data(as_text=True)
    setup = re.search(r'name="setup" value="([^"]+)"', page)
    assert setup
    assert hosted.form(first, do="enrol", setup=setup[1], code=code).status_code == 403
    hosted.enrols(first)

    assert hosted.form(later, do="present", code=code).status_code == 403
    assert not hosted.is_host(later)


@pytest.mark.parametrize("zero", ["٠", "۰", "०", "０"])
def test_digits_of_every_script_sign_in(hosted: Hosted, zero: str) -> None:
    hosted.enrols(hosted.browser)
    with hosted.clock.later(timedelta(seconds=30)):
        typed = "".join(chr(ord(zero) + int(digit)) for digit in hosted.now())
        assert hosted.form(hosted.device(), do="present", code=typed).status_code == 303


@pytest.mark.parametrize("do", ["recovery", "remove"])
def test_who_only_has_the_key_changes_nothing_before_the_first_factor(
    hosted: Hosted, do: str
) -> None:
    answer = hosted.form(hosted.device(), do=do)

    assert answer.status_code == 403
    assert "has to show its second factor first" in answer.get_data(as_text=True)
    assert hosted.ledger.host_factors(hosted.code) == []

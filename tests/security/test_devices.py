"""Whose a device is: links that work once, and devices that are ended."""

from datetime import timedelta
from typing import Any

import pytest

from openspace.ledger.port import Generation
from tests.security.scene import CLOCK, Scene, a_scene, asks, set_scene
from tests.support.samples import GATHERING


def a_link(scene: Scene, asker: str = "convener") -> str:
    made = scene.call(asker, "POST", f"/api/{scene.code}/me/pass", {})
    assert made.status_code == 201, made.get_json()
    assert made.get_json()["minutes"] == 15
    return str(made.get_json()["url"].split(f"/{scene.code}#pass=")[1])


def opens(scene: Scene, given: Any, as_: str = "nobody") -> Any:
    return scene.call(as_, "POST", f"/api/{scene.code}/join", {"pass": given})


def state(scene: Scene, token: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return scene.app.test_client().get(f"/api/{scene.code}/state", headers=headers)


def me(scene: Scene, asker: str) -> str:
    rows = state(scene, scene.tokens[asker]).get_json()["tables"]["people"]
    return next(row["id"] for row in rows if row.get("mine"))


# --- links


def test_a_link_makes_one_device_the_person_and_is_worth_nothing_then() -> None:
    scene = a_scene()
    given = a_link(scene)
    assert len(given) * 6 >= 128
    assert scene.tokens["convener"] not in given
    assert given not in str(vars(scene.app.extensions["openspace"].ledger))

    first, second = opens(scene, given), opens(scene, given)

    assert first.status_code == 200
    assert first.get_json()["person"] == me(scene, "convener")
    assert second.status_code == 403


def test_a_link_works_for_a_quarter_of_an_hour_and_in_its_gathering_only() -> None:
    for minutes, status in ((14, 200), (16, 403)):
        scene = a_scene()
        other = set_scene(scene.app)
        given = a_link(scene)
        assert opens(other, given).status_code == 403
        with CLOCK.later(timedelta(minutes=minutes)):
            assert opens(scene, given).status_code == status


def test_a_persons_link_does_not_open_the_hosts_page_nor_the_other_way_round() -> None:
    scene = a_scene()
    mine = a_link(scene)
    made = scene.call("host", "POST", f"/api/{scene.code}/host/pass").get_json()["host_url"]
    hosts = made.split("#pass=")[1]

    assert opens(scene, hosts).status_code == 403
    wrong = scene.call("nobody", "POST", f"/api/{scene.code}/host", {"pass": mine})
    assert wrong.status_code == 403
    # Neither was used up by the wrong door.
    assert opens(scene, mine).status_code == 200
    right = scene.call("nobody", "POST", f"/api/{scene.code}/host", {"pass": hosts})
    assert right.status_code == 200


def test_a_newer_link_ends_the_earlier_one_and_forgetting_ends_both() -> None:
    scene = a_scene()
    earlier, newer = a_link(scene), a_link(scene)
    assert opens(scene, earlier).status_code == 403
    person, ledger = me(scene, "convener"), scene.app.extensions["openspace"].ledger
    scene.call("convener", "POST", f"/api/{scene.code}/me/calendar", {})

    assert scene.call("convener", "POST", f"/api/{scene.code}/erase", {}).status_code == 200

    assert opens(scene, newer).status_code == 403
    assert ledger.generation(scene.code, person) == Generation()
    assert ledger.held(scene.code, person).passes == 0


@pytest.mark.parametrize("given", ["", " ", "\ud800", "x" * 9999])
def test_what_is_no_pass_makes_nobody_anybody(given: str) -> None:
    answer = opens(a_scene(), given)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "not_allowed")


def test_no_page_shows_the_token() -> None:
    scene = a_scene()
    for page in ("", "/me/data", "/s/1A"):
        response = scene.call("convener", "GET", f"/{scene.code}{page}")
        assert response.status_code == 200
        assert scene.tokens["convener"] not in response.get_data(as_text=True)


# --- ending devices


def a_socket(scene: Scene, token: str) -> Any:
    socketio = scene.app.extensions["socketio"]
    return socketio.test_client(scene.app, auth={"gathering": scene.code, "token": token})


def proposes(socket: Any, id: str) -> dict[str, Any]:
    return asks(socket, {"id": id, "name": "propose_topic", "args": {"title": "Mine"}})


def test_ending_other_devices_ends_tokens_cookies_links_and_sockets_at_once() -> None:
    scene = a_scene()
    stolen = scene.tokens["convener"]
    link, socket = a_link(scene), a_socket(scene, stolen)
    assert proposes(socket, "before")["ok"]

    ended = scene.call("convener", "POST", f"/api/{scene.code}/me/end_others", {})

    assert ended.status_code == 200
    assert not socket.is_connected()
    refused = state(scene, stolen)
    assert refused.status_code == 403
    assert refused.get_json()["error"]["ended"] is True
    assert opens(scene, link).status_code == 403
    back = scene.call("nobody", "POST", f"/api/{scene.code}/join", {"token": stolen})
    assert back.status_code == 403
    browser = scene.app.test_client()
    browser.set_cookie(f"openspace_person_{scene.code}", stolen)
    people = browser.get(f"/api/{scene.code}/state").get_json()["tables"]["people"]
    assert not any(row.get("mine") for row in people)
    fresh = ended.get_json()["token"]
    assert fresh in ended.headers["Set-Cookie"]
    assert any(row.get("mine") for row in state(scene, fresh).get_json()["tables"]["people"])


def test_ending_other_devices_is_seen_by_nobody_else() -> None:
    scene = a_scene()
    before = state(scene, scene.tokens["attendee"]).get_json()
    scene.call("convener", "POST", f"/api/{scene.code}/me/end_others", {})
    after = state(scene, scene.tokens["attendee"]).get_json()
    assert {**before, "now": 0} == {**after, "now": 0}


def test_a_socket_of_an_ended_device_does_nothing_when_another_process_ended_it() -> None:
    scene = a_scene()
    person, socket = me(scene, "convener"), a_socket(scene, scene.tokens["convener"])
    other = a_socket(scene, scene.tokens["attendee"])

    scene.app.extensions["openspace"].ledger.end_devices(scene.code, person)

    error = proposes(socket, "after")["error"]
    assert (error["code"], error["ended"]) == ("not_allowed", True)
    assert proposes(other, "another's")["ok"]


def test_a_token_of_an_earlier_version_goes_on_until_its_person_ends_it() -> None:
    scene = a_scene()
    person, services = me(scene, "convener"), scene.app.extensions["openspace"]
    old = str(services.identity._signer.dumps([scene.code, "person", person]))
    assert state(scene, old).status_code == 200
    services.ledger.end_devices(scene.code, person)
    assert state(scene, old).status_code == 403


# --- whom a page takes itself for


def test_a_page_of_one_person_does_nothing_by_the_cookie_of_another() -> None:
    scene = a_scene()
    victoria, mallory = me(scene, "convener"), me(scene, "attendee")
    browser = scene.app.test_client()
    browser.set_cookie(f"openspace_person_{scene.code}", scene.tokens["attendee"])

    def status(path: str) -> int:
        return int(browser.get(f"/api/{scene.code}/{path}").status_code)

    assert status(f"state?as={mallory}") == 200
    assert [status(f"{path}as={victoria}") for path in ("state?", "changes?since=0&")] == [403, 403]
    message = {"id": "0", "name": "propose_topic", "args": {"title": "Whose?"}}
    asked = browser.post(f"/api/{scene.code}/commands?as={victoria}", json=message)
    assert asked.status_code == 403
    socketio = scene.app.extensions["socketio"]
    for person, connects in ((mallory, True), (victoria, False)):
        auth = {"gathering": scene.code, "as": person}
        socket = socketio.test_client(scene.app, auth=auth, flask_test_client=browser)
        assert socket.is_connected() is connects


# --- the calendar


def test_a_renewed_calendar_ends_the_earlier_address_and_nothing_else() -> None:
    scene = a_scene()
    old = scene.call("convener", "GET", f"/{scene.code}/schedule/mine?as=link").get_json()["url"]

    def reads(url: str) -> int:
        path = url.partition("://")[2].partition("/")[2]
        return int(scene.app.test_client().get(f"/{path}").status_code)

    assert reads(old) == 200
    new = scene.call("convener", "POST", f"/api/{scene.code}/me/calendar", {}).get_json()
    assert new["url"] != old
    assert new["webcal"].startswith("webcal://")
    assert (reads(old), reads(new["url"])) == (403, 200)
    assert state(scene, scene.tokens["convener"]).status_code == 200

    scene.call("convener", "POST", f"/api/{scene.code}/me/end_others", {})
    assert reads(new["url"]) == 403


def test_guessing_links_makes_the_store_write_nothing(app: Any) -> None:
    client = app.test_client()
    code = client.post("/api/gatherings", json=GATHERING).get_json()["code"]
    ledger = app.extensions["openspace"].ledger
    # Whoever holds the write lock holds up nobody who guesses.
    with ledger.turn(code):
        for path, given in (("join", "guessed"), ("host", "guessed")):
            answer = client.post(f"/api/{code}/{path}", json={"pass": given})
            assert answer.status_code == 403

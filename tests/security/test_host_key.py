"""The host's key: shown once, replaced at any moment, and then worth nothing, on open sockets too."""

from datetime import timedelta
from typing import Any

import pytest

from openspace.service.host_keys import rotate_host_key
from tests.security.scene import CLOCK, Scene, a_scene, asks, set_scene


def host_socket(scene: Scene) -> Any:
    return scene.app.extensions["socketio"].test_client(
        scene.app, auth={"gathering": scene.code, "token": scene.tokens["host"]}
    )


def rings(socket: Any) -> dict[str, Any]:
    message = {"id": "ring-the-bell", "name": "ring_bell", "args": {"text": "Tea"}}
    return asks(socket, message)


def test_a_new_key_closes_the_sockets_of_the_old_one() -> None:
    scene = a_scene()
    socket = host_socket(scene)
    assert rings(socket)["ok"]
    assert scene.call("host", "POST", f"/api/{scene.code}/host/rotate").status_code == 200
    assert not socket.is_connected()


def test_a_socket_does_not_stay_the_hosts_when_another_process_replaced_the_key() -> None:
    scene = a_scene()
    socket = host_socket(scene)
    rotate_host_key(scene.app.extensions["openspace"].ledger, scene.code)
    assert rings(socket)["error"]["code"] == "not_allowed"


def test_an_old_key_and_its_cookie_open_nothing() -> None:
    scene = a_scene()
    rotated = scene.call("host", "POST", f"/api/{scene.code}/host/rotate").get_json()
    old = scene.call("nobody", "POST", f"/api/{scene.code}/host", {"host_key": scene.host_key})
    assert old.status_code == 403
    assert scene.call("host", "GET", f"/api/{scene.code}/state").status_code == 403
    new = scene.call("nobody", "POST", f"/api/{scene.code}/host", rotated)
    assert new.status_code == 200


def test_a_key_is_at_least_128_random_bits_and_kept_only_as_a_hash() -> None:
    scene = a_scene()
    ledger = scene.app.extensions["openspace"].ledger
    assert len(scene.host_key) * 6 >= 128
    assert scene.host_key not in str(vars(ledger))


def a_link(scene: Scene) -> str:
    made = scene.call("host", "POST", f"/api/{scene.code}/host/pass").get_json()
    return str(made["host_url"].split(f"/{scene.code}/host#pass=")[1])


def opens(scene: Scene, given: str) -> int:
    path = f"/api/{scene.code}/host"
    return int(scene.call("nobody", "POST", path, {"pass": given}).status_code)


def test_a_link_makes_one_device_the_hosts_and_is_worth_nothing_then() -> None:
    scene = a_scene()
    given = a_link(scene)
    assert len(given) * 6 >= 128
    assert scene.host_key not in given
    assert given not in str(vars(scene.app.extensions["openspace"].ledger))
    assert [opens(scene, given) for _ in range(2)] == [200, 403]


def test_a_link_is_good_for_a_quarter_of_an_hour_and_in_its_gathering_only() -> None:
    scene = a_scene()
    other = set_scene(scene.app)
    early, late, elsewhere = (a_link(scene) for _ in range(3))
    assert opens(other, elsewhere) == 403
    for minutes, given, status in ((14, early, 200), (16, late, 403)):
        with CLOCK.later(timedelta(minutes=minutes)):
            assert opens(scene, given) == status


def test_a_link_ends_with_the_key_it_was_made_under() -> None:
    scene = a_scene()
    given = a_link(scene)
    scene.call("host", "POST", f"/api/{scene.code}/host/rotate")
    assert opens(scene, given) == 403


@pytest.mark.parametrize("given", ["", " ", None, "\ud800", "x" * 9999])
def test_what_is_no_pass_opens_nothing(given: object) -> None:
    scene = a_scene()
    answer = scene.call("nobody", "POST", f"/api/{scene.code}/host", {"pass": given})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("page", ["", "/wall", "/rooms/A", "/host", "/paper/qr", "/qr.svg"])
def test_no_page_shows_the_key(page: str) -> None:
    scene = a_scene()
    response = scene.call("host", "GET", f"/{scene.code}{page}")
    assert scene.host_key not in response.get_data(as_text=True)
    assert scene.host_key not in str(response.headers)
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_wrong_server_keys_open_no_gathering() -> None:
    scene = a_scene()
    client = scene.app.test_client()
    elsewhere = {"REMOTE_ADDR": "192.168.1.77"}
    statuses = [
        client.post(
            "/api/gatherings",
            json={"title": "Mine"},
            headers={"Authorization": f"Bearer {key}"},
            environ_base=elsewhere,
        ).status_code
        for key in ("", "k", "keys", "clé", "key")
    ]
    assert statuses == [403, 403, 403, 403, 201]

"""What somebody tries who has noticed that a server has two processes: what one refuses, the other one does,
too, also while no message passes between them."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from openspace.service.clock import SYSTEM
from openspace.service.login_links import host_path
from tests.security.scene import asks
from tests.support.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "sessions.db") as found:
        found.wire.is_cut = True
        yield found


def command(name: str, **args: Any) -> dict[str, Any]:
    return {"id": token_hex(8), "name": name, "args": args}


def refusal(house: House, token: str, name: str, **args: Any) -> str:
    """Of a command that is sent to the other process over HTTP."""
    answer = house.http(house.two).post(
        f"{house.api}/commands",
        json=command(name, **args),
        headers={"Authorization": f"Bearer {token}"},
    )
    return str(answer.get_json()["error"]["code"])


def test_replaced_host_key_opens_nothing_at_the_other_process(house: House) -> None:
    old, tablet = house.host, house.connects(house.two, house.host)
    link = host_path(house.one.extensions["openspace"].ledger, house.code, SYSTEM).split("=")[1]

    house.post(house.one, old, "host/rotate")

    assert refusal(house, old, "ring_bell") == "not_allowed"
    for body in ({"host_key": house.opened["host_key"]}, {"pass": link}):
        answer = house.http(house.two).post(f"{house.api}/host", json=body)
        assert answer.status_code == 403, body
    assert asks(tablet, command("ring_bell"))["error"]["code"] == "not_allowed"


def test_link_that_was_used_at_one_process_is_worth_nothing_at_the_other(house: House) -> None:
    link = host_path(house.one.extensions["openspace"].ledger, house.code, SYSTEM).split("=")[1]

    answers = [
        house.http(app).post(f"{house.api}/host", json={"pass": link}).status_code
        for app in (house.one, house.two)
    ]

    assert answers == [200, 403]


def test_somebody_who_is_paused_writes_nothing_through_the_other_process(house: House) -> None:
    kim = house.joins(house.one)
    topic, _ = house.places(kim)
    phone = house.connects(house.two, kim)

    house.asks(house.one, house.host, "rest_author", topic=topic)

    assert refusal(house, kim, "propose_topic", title="Again") == "rested"
    assert asks(phone, command("propose_topic", title="Again"))["error"]["code"] == "rested"


def test_somebody_who_was_erased_does_nothing_through_the_other_process(house: House) -> None:
    kim = house.joins(house.one)
    phone = house.connects(house.two, kim)

    house.post(house.one, kim, "erase", {"words": True})

    assert refusal(house, kim, "propose_topic", title="Still here") == "not_allowed"
    answer = asks(phone, command("propose_topic", title="Still here"))
    assert answer["error"]["code"] == "not_allowed"
    assert "Still here" not in house.sees(house.two)


def test_device_that_was_signed_out_at_one_process_is_signed_out_at_the_other(
    house: House,
) -> None:
    kim = house.joins(house.one)

    house.post(house.one, kim, "me/end_others")

    assert refusal(house, kim, "propose_topic", title="Still here") == "not_allowed"
    auth = {"gathering": house.code, "token": kim}
    phone = house.two.extensions["socketio"].test_client(house.two, auth=auth)
    assert not phone.is_connected()

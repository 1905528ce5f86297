"""Made-up Host headers make no new books."""

from typing import Any

from flask import Flask

from openspace.config import Settings
from openspace.web.middleware.origins import Origins
from openspace.web.own_addresses import OwnAddresses


def known(port: int = 8000) -> OwnAddresses:
    settings = Settings(port=port, allow_host=("circle.example",))
    return OwnAddresses(settings, Origins(settings, lambda: ["192.168.1.7"]))


def test_own_names_and_addresses_are_always_taken() -> None:
    addresses = known()
    for nth in range(20):
        addresses.accepts("http", f"10.0.0.{nth}")
    for host in ("192.168.1.7:8000", "circle.example", "127.0.0.1:8000", "CIRCLE.example:443"):
        assert addresses.accepts("http", host), host


def test_of_others_the_first_few_are_taken() -> None:
    addresses = known()
    taken = [f"10.0.0.{nth}" for nth in range(200) if addresses.accepts("http", f"10.0.0.{nth}")]
    ports = [n for n in range(200) if addresses.accepts("http", f"192.168.1.7:{n + 9000}")]
    assert len(taken) + len(ports) <= 8
    assert addresses.accepts("http", taken[0])


def test_a_book_is_made_for_few_of_many_addresses(app: Flask, opened: dict[str, Any]) -> None:
    client, code = app.test_client(), opened["code"]
    tags = {
        client.get(f"/{code}/schedule.ics", headers={"Host": f"10.1.{n}.1"}).headers["ETag"]
        for n in range(30)
    }
    assert len(tags) <= 9

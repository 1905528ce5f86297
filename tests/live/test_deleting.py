"""A gathering is deleted while people look at it: each is told, and their sockets end."""

from collections.abc import Callable

import pytest
import requests

from openspace.ledger.stores import open_store
from tests.live.phone import Phone
from tests.support.http import bearer
from tests.support.server import Server, Venue

pytestmark = pytest.mark.live


@pytest.mark.parametrize("by", ["its host", "another process"])
def test_open_sockets_are_told_and_end(
    venue: Venue, server: Server, phone: Callable[..., Phone], by: str
) -> None:
    key = venue.host_token()
    phones = [phone(venue), phone(venue, venue.joins()["token"]), phone(venue, key)]

    if by == "its host":
        body = {"confirm": venue.code}
        answer = requests.post(f"{venue.api}/delete", json=body, headers=bearer(key), timeout=30)
        assert answer.json()["deleted"] is True
    else:
        ledger = open_store(server.folder / "sessions.db")
        ledger.purge(venue.code)
        ledger.close()

    for one in phones:
        assert one.hears("deleted") == {"code": venue.code}
        one.waits(lambda one=one: not one.connected)  # type: ignore[misc]
    assert venue.get("state").status_code == 410
    assert "could not be broadcast" not in server.log

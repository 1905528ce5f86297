"""When somebody pulls the plug: what was acknowledged is there, and people are who they were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.phone import Phone
from tests.support.server import served

pytestmark = pytest.mark.live


def test_server_killed_and_started_again_has_all_that_it_acknowledged(
    async_mode: str, tmp_path: Path, phone: Callable[..., Phone]
) -> None:
    with served(async_mode, tmp_path) as server:
        venue = server.opens()
        token, host = venue.joins("Kim")["token"], venue.host_token()
        kim = phone(venue, token)
        topics = [kim.proposes(f"Topic {nth}") for nth in range(20)]
        claimed = kim.asks("claim_cell", id="same-id-1", topic=topics[0], **venue.cell())
        before = venue.state(token)

        server.kill()
        kim.waits(lambda: not kim.connected)
        server.start()

        after = venue.state(token)
        assert (after["seq"], after["gathering"]) == (before["seq"], before["gathering"])
        for table, rows in before["tables"].items():
            assert {r["id"]: r for r in after["tables"][table]} == {r["id"]: r for r in rows}
        back = phone(venue, token, since=before["seq"])
        assert back.asks("claim_cell", id="same-id-1", topic=topics[0], **venue.cell()) == claimed
        assert back.asks("edit_topic", topic=topics[1], title="Carers")["ok"]
        assert venue.asks(host, "ring_bell").status_code == 200

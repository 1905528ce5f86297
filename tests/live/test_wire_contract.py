"""What other clients rely on, whatever becomes faster: a client that asks for nothing special gets every
change, also those that show it nothing, so that a gap in `seq` always means a lost change."""

from collections.abc import Callable

import pytest

from tests.live.phone import Phone
from tests.support.server import Venue

pytestmark = pytest.mark.live


def test_every_change_is_in_the_list_for_everybody(
    venue: Venue, phone: Callable[..., Phone]
) -> None:
    wall = phone(venue)
    begin = wall.copy.seq
    kim = phone(venue, venue.joins()["token"])
    kim.asks("mark_interest", topic=kim.proposes("Carers"))
    seq = venue.state()["seq"]
    wall.waits(lambda: wall.copy.seq == seq)

    told = [change["seq"] for message in wall.all("changes") for change in message["changes"]]
    fetched = venue.get(f"changes?since={begin}").json()["changes"]

    assert told == [change["seq"] for change in fetched] == list(range(begin + 1, seq + 1))

"""What the host says in the invitation, and who gives an item of the programme."""

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import HOST, PUBLIC, see_about, see_rows
from openspace.domain.editions import as_published
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import Day, a_gathering, refused
from tests.support.samples import INVITED


def given_by(day: Day, viewer: object = PUBLIC) -> list[str]:
    return [row["given_by"] for row in see_rows(day.gathering, "slots", viewer) if row["given_by"]]  # type: ignore[arg-type]


def test_invitation_is_seen_by_everybody_and_empty_texts_are_left_out() -> None:
    day = a_gathering(invitation={"address": "Quay Street\nHarbour", "support": " "})
    assert see_about(day.gathering, PUBLIC)["invitation"] == {"address": "Quay Street\nHarbour"}

    day.host.asks("edit_gathering", invitation={"invited": "Everybody.", "map_link": ""})

    assert see_about(day.gathering, PUBLIC)["invitation"] == {"invited": "Everybody."}


def test_invitation_that_cannot_be_is_refused() -> None:
    day = a_gathering()
    for link in ("http://example.org/map", "javascript:alert(1)", "example.org", "https:map"):
        with refused("bad_link"):
            day.host.asks("edit_gathering", invitation={"map_link": link})
    with refused("malformed", why="key", key="parking"):
        day.host.asks("edit_gathering", invitation={"parking": "x"})
    with refused("too_long", field="getting_there"):
        day.host.asks("edit_gathering", invitation={"getting_there": "x" * 1_001})


def test_who_gives_an_item_is_not_said_where_nobody_is_named() -> None:
    day = a_gathering(**INVITED)
    assert given_by(day) == ["Ana Reyes"]

    day.host.asks("edit_gathering", naming="none")

    assert given_by(day) == given_by(day, HOST) == []
    without, log = anonymised(day.gathering, day.log)
    assert "Ana Reyes" not in str([*without.rows("slots"), *(change.puts for change in log)])
    day.host.asks("edit_gathering", naming="choice")
    assert given_by(day) == ["Ana Reyes"]


def test_the_hosts_export_has_the_invitation_and_who_gives_what() -> None:
    day = a_gathering(**INVITED)

    without, _ = anonymised(day.gathering, day.log)

    assert without.info["invitation"] == INVITED["invitation"]
    assert [row["given_by"] for row in without.slots] == ["Ana Reyes", "", ""]


@pytest.mark.parametrize("how", ["taken off", "removed"])
def test_name_that_is_taken_off_is_in_no_log_and_in_no_earlier_edition(how: str) -> None:
    day = a_gathering(**INVITED)
    day.host.asks("publish_book")
    then, slot = day.gathering, day.gathering.slots[0]["id"]

    if how == "removed":
        day.host.asks("remove_slot", slot=slot)
    else:
        day.host.asks("edit_slot", slot=slot, given_by="")

    edition = as_published(then, day.gathering)
    log = [cleaned_change(change, day.gathering).puts for change in day.log]
    assert "Ana Reyes" not in str([edition.rows("slots"), log])
    assert [row["label"] for row in edition.slots] == ["Opening circle", "", ""]


def test_who_gives_an_item_can_be_changed() -> None:
    day = a_gathering(**INVITED)
    slot = day.gathering.slots[0]["id"]

    day.host.asks("edit_slot", slot=slot, label="Welcome")
    assert given_by(day) == ["Ana Reyes"]
    day.host.asks("edit_slot", slot=slot, given_by="")

    assert given_by(day) == []
    day.host.asks(
        "add_slot", starts_at="2027-03-31T12:00", ends_at="2027-03-31T13:00", given_by=" Joss "
    )
    assert given_by(day) == ["Joss"]

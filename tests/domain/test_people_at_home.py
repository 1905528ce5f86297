"""The links of rooms are hidden until one person is host for those at home."""

from typing import Any

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.catching_up import needs_fresh_state
from openspace.domain.duplicating import description_of
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from tests.domain.given import DAWN, Day, Someone, a_gathering, refused

CALL, CAPTIONS = "https://call.example.org/oak", "https://captions.example.org/oak"
ROOM = {"call_link": CALL, "caption_link": CAPTIONS, "induction_loop": True, "recorded": "no"}


@pytest.fixture
def day() -> Day:
    day = a_gathering()
    day.host.asks("edit_room", room=day.room("A"), **ROOM)
    return day


def seen_by(someone: Someone) -> dict[str, Any]:
    row = someone.sees_row("rooms", someone.day.room("A")) or {}
    return {column: row[column] for column in ROOM}


def test_links_are_the_hosts_alone_until_somebody_is_host_for_those_at_home(day: Day) -> None:
    hidden = {**ROOM, "call_link": "", "caption_link": ""}
    assert seen_by(day.host) == ROOM
    assert [seen_by(someone) for someone in (day.anyone, day.joins("Kim"))] == [hidden, hidden]

    day.host.asks("edit_gathering", home_host="  Ana ")
    assert day.gathering.info["home_host"] == "Ana"
    assert [seen_by(someone) for someone in (day.anyone, day.joins())] == [ROOM, ROOM]

    day.host.asks("edit_gathering", home_host="")
    assert [seen_by(someone) for someone in (day.anyone, day.host)] == [hidden, ROOM]


def test_pages_get_the_rooms_again_only_when_that_changes(day: Day) -> None:
    day.host.asks("edit_gathering", home_host="Ana")
    assert [row["id"] for row in day.log[-1].puts["rooms"]] == [day.room("A")]
    day.host.asks("edit_gathering", home_host="Ben")
    assert set(day.log[-1].puts) == {"gatherings"}


def test_naming_them_asks_nobody_to_fetch_the_state_again(day: Day) -> None:
    day.host.asks("edit_gathering", naming="none")
    day.host.asks("edit_gathering", home_host="Ana")

    assert not needs_fresh_state(day.gathering, day.log[-1])


@pytest.mark.parametrize("link", ["http://call.example.org", "javascript:alert(1)", "call me"])
def test_only_https_links_are_taken(day: Day, link: str) -> None:
    with refused("bad_link"):
        day.host.asks("edit_room", room=day.room("A"), call_link=link)


def test_recorded_is_one_of_three(day: Day) -> None:
    with refused("not_a_choice", field="recorded"):
        day.host.asks("edit_room", room=day.room("A"), recorded="maybe")


def test_a_room_from_before_can_be_edited(day: Day) -> None:
    room = {k: v for k, v in day.gathering.tables["rooms"][day.room("B")].items() if k not in ROOM}
    row = {**room, **dict.fromkeys(ROOM), "induction_loop": False}
    rooms = {**day.gathering.tables["rooms"], row["id"]: row}
    older = Gathering(day.gathering.seq, {**day.gathering.tables, "rooms": rooms})
    day.gathering = older
    day.is_checked = False

    day.host.asks("edit_room", room=row["id"], name="Birch")

    after = day.gathering.row("rooms", row["id"])
    assert after
    assert (after["name"], after["call_link"]) == ("Birch", "")


def test_the_same_again_has_the_links_and_names_nobody(day: Day) -> None:
    day.host.asks("edit_gathering", home_host="Ana")

    spec = description_of(day.gathering, "2027-10-06")

    again = Gathering().apply(open_gathering(spec, "NEWONE", DAWN.isoformat()))
    [room] = [room for room in again.rooms if room["letter"] == "A"]
    assert {column: room[column] for column in ROOM} == ROOM  # type: ignore[literal-required]
    assert again.info["home_host"] == ""


def test_the_name_and_all_links_go_with_the_people(day: Day) -> None:
    day.host.asks("edit_gathering", home_host="Ana")

    kept, log = anonymised(day.gathering, day.log, names_stay=False)

    text = str(kept.tables) + str([change.as_dict() for change in log])
    assert [word for word in (CALL, CAPTIONS, "Ana") if word in text] == []
    room = kept.row("rooms", day.room("A"))
    assert room
    assert (room["induction_loop"], room["recorded"]) == (True, "no")

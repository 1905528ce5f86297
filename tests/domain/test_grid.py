"""The first claim wins, always; who comes second is told who holds the cell, and where else."""

import pytest

from openspace.domain.rules.grid import without_cell
from tests.domain.given import a_gathering, refused
from tests.support.samples import ONE_MORNING


def test_claim_gives_the_cell_and_its_code() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")

    answer = kim.asks("claim_cell", topic=topic, **day.cell("2B"))

    assert answer["code"] == "2B"
    assert day.wall == {"2B": "Carers"}


def test_claim_of_a_taken_cell_tells_who_holds_it_and_the_nearest_free_cells() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins()
    carers, lists = kim.proposes("Carers", convener_name="Kim"), rosa.proposes("Waiting lists")
    session = kim.claims(carers, "1A")

    with refused("cell_taken") as error:
        rosa.claims(lists, "1A")

    assert error["held_by"] == {
        "topic": carers,
        "title": "Carers",
        "session": session,
        "code": "1A",
        "convener_name": "Kim",
    }
    cells = [day.cell(code) for code in ("1B", "2A", "2B")]
    assert error["free"] == [[cell["room"], cell["slot"]] for cell in cells]
    assert day.wall == {"1A": "Carers"}


def test_claim_offers_twelve_free_cells_at_most_and_no_folded_room() -> None:
    rooms = [{"name": str(n), "folded": n > 8} for n in range(12)]
    day = a_gathering(rooms=rooms)
    kim = day.joins()
    kim.claims(kim.proposes("Carers"), "1A")

    with refused("cell_taken") as error:
        kim.claims(kim.proposes("Waiting lists"), "1A")

    folded = {room["id"] for room in day.gathering.rooms if room["folded"]}
    assert len(error["free"]) == 12
    assert folded.isdisjoint(room for room, _ in error["free"])


def test_claim_of_a_second_cell_must_be_meant() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    first = kim.claims(topic, "1A")

    with refused("already_placed") as error:
        kim.claims(topic, "2A")
    second = kim.claims(topic, "2A", again=True)

    assert error["session"] == first
    assert first != second
    assert day.wall == {"1A": "Carers", "2A": "Carers"}


@pytest.mark.parametrize(("where", "code"), [("folded", "not_a_cell"), ("plenary", "not_a_cell")])
def test_claim_of_what_is_no_cell_is_refused(where: str, code: str) -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    cell = day.cell("1A")
    if where == "folded":
        cell["room"] = day.room("C")
    else:
        cell["slot"] = day.gathering.slots[0]["id"]

    with refused(code):
        kim.asks("claim_cell", topic=topic, **cell)


def test_claim_of_what_is_not_there_says_what() -> None:
    day = a_gathering()
    kim = day.joins()
    topic, cell = kim.proposes("Carers"), day.cell("1A")

    with refused("unknown_topic"):
        kim.asks("claim_cell", topic="t999", **cell)
    with refused("unknown_room"):
        kim.asks("claim_cell", topic=topic, **{**cell, "room": "r999"})
    with refused("unknown_slot"):
        kim.asks("claim_cell", topic=topic, **{**cell, "slot": "sl999"})
    with refused("unknown_session"):
        kim.asks("release_session", session="s999")


def test_claim_for_somebody_elses_topic_is_refused_and_the_host_may_help() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = kim.proposes("Carers")

    with refused("not_yours"):
        rosa.claims(topic, "1A")
    day.host.claims(topic, "1A")

    assert day.log[-1].by == "host"
    assert day.wall == {"1A": "Carers"}


def test_move_leaves_the_old_cell_free() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")

    assert kim.moves(session, "2B") == "2B"

    assert day.wall == {"2B": "Carers"}
    kim.claims(kim.proposes("Waiting lists"), "1A")
    assert day.wall == {"2B": "Carers", "1A": "Waiting lists"}


def test_move_to_where_it_is_makes_no_change() -> None:
    day = a_gathering()
    kim = day.joins()
    session = kim.claims(kim.proposes("Carers"), "1A")
    seq = day.gathering.seq

    assert kim.moves(session, "1A") == "1A"

    assert day.gathering.seq == seq


def test_move_to_a_taken_cell_changes_nothing() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    kim.claims(kim.proposes("Carers"), "1A")
    session = rosa.claims(rosa.proposes("Waiting lists"), "1B")

    with refused("cell_taken"):
        rosa.moves(session, "1A")
    with refused("not_yours"):
        kim.moves(session, "2A")

    assert day.wall == {"1A": "Carers", "1B": "Waiting lists"}


def test_release_returns_the_topic_and_its_notes_come_back_with_the_next_cell() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, "It takes time.")

    kim.asks("release_session", session=session)

    assert day.wall == {}
    assert day.anyone.sees_row("notes", note) is not None
    assert kim.claims(topic, "2B") == session


def test_released_session_keeps_its_row_and_nobody_sees_it() -> None:
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "1A")
    kim.asks("hand_over_notes", session=session)
    rosa.asks("take_notes", session=session, named=True)

    kim.asks("release_session", session=session)

    assert day.gathering.row("sessions", session) == {
        **dict.fromkeys(("room", "slot", "code"), ""),
        "id": session,
        "topic": topic,
        "notes_wanted": False,
        "place": "",
        **dict.fromkeys(("note_taker", "note_taker_shown_as", "people")),
        **dict.fromkeys(("starts_at", "ends_at", "claimed")),
        **dict.fromkeys(("joined", "joined_at", "cluster"), ""),
    }
    for viewer in (day.anyone, day.host, kim, rosa):
        assert viewer.sees("sessions") == []
        assert viewer.sees_last_change()["drops"] == {"sessions": [session]}
        assert viewer.sees_last_change()["puts"] == {}


def test_released_session_is_refused_as_one_that_never_was() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic, other = kim.proposes("Carers"), rosa.proposes("Waiting lists")
    session, theirs = kim.claims(topic, "1A"), rosa.claims(other, "1B")
    kim.asks("release_session", session=session)

    for who, name, args in (
        (kim, "move_session", {"session": session, **day.cell("2A")}),
        (kim, "release_session", {"session": session}),
        (kim, "hand_over_notes", {"session": session}),
        (kim, "take_notes", {"session": session}),
        (rosa, "ask_to_meet", {"session": session, "topic": other}),
        (rosa, "offer_swap", {"session": theirs, "wanted": session}),
    ):
        with refused("unknown_session") as error:
            who.asks(name, **args)
        with refused("unknown_session") as never:
            who.asks(name, **{k: "s999" if v == session else v for k, v in args.items()})
        assert error == never


def test_claim_after_releases_places_the_topics_first_session_again() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    first, second = kim.claims(topic, "1A"), kim.claims(topic, "2A", again=True)

    kim.asks("release_session", session=first)
    assert kim.claims(topic, "1B", again=True) == first
    kim.asks("release_session", session=second)
    kim.asks("release_session", session=first)
    assert kim.claims(topic, "1A") == first
    assert kim.claims(topic, "2A", again=True) == second
    assert kim.claims(topic, "2B", again=True) not in (first, second)


@pytest.mark.parametrize("name", ["withdraw_topic", "hide_topic", "remove_room", "remove_slot"])
def test_session_keeps_its_row_without_a_cell_however_it_left_the_wall(name: str) -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "1A")
    ids = {"topic": topic, "room": day.room("A"), "slot": day.slot("1")}
    noun = name.split("_")[1]

    day.host.asks(name, **{noun: ids[noun]})

    assert day.gathering.placed == []
    assert day.gathering.sessions_of(topic) == [without_cell({"id": session, "topic": topic})]
    assert day.anyone.sees_last_change()["drops"]["sessions"] == [session]


def test_wall_of_a_real_size_fills_cell_by_cell() -> None:
    rooms = [{"name": f"Room {n}"} for n in range(30)]
    day = a_gathering(rooms=rooms, slots=ONE_MORNING["slots"], cells_each=0, topics_each=0)
    kim = day.joins()

    for room in day.gathering.rooms:
        kim.claims(kim.proposes(f"In {room['letter']}"), f"1{room['letter']}")

    assert len(day.wall) == 30
    assert day.wall["1AD"] == "In AD"
    assert day.gathering.session_by_code("1ad") is not None

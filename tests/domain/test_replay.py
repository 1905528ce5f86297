"""How the grid filled: only with what everybody sees today, and without a time."""

from openspace.domain.replay import order_of_places
from openspace.domain.taken_back import cleaned_change
from tests.domain.given import Day, Someone


def order(day: Day) -> list[str]:
    """Titles in the order of the replay."""
    topics = {row["id"]: row["title"] for row in day.gathering.rows("topics")}
    sessions = {row["id"]: topics[row["topic"]] for row in day.gathering.rows("sessions")}
    return [sessions[id] for id in order_of_places(day.gathering, day.log)]


def test_sessions_come_in_the_order_of_their_places_of_today(day: Day, kim: Someone) -> None:
    carers = kim.claims(kim.proposes("Carers"), "2B")
    kim.claims(kim.proposes("Waiting lists"), "1A")
    assert order(day) == ["Carers", "Waiting lists"]

    kim.moves(carers, "2A")
    assert order(day) == ["Waiting lists", "Carers"]


def test_what_else_changes_in_a_session_does_not_move_it(day: Day, kim: Someone) -> None:
    carers = kim.claims(kim.proposes("Carers"), "1A")
    kim.claims(kim.proposes("Waiting lists"), "1B")

    kim.asks("hand_over_notes", session=carers)

    assert order(day) == ["Carers", "Waiting lists"]


def test_who_comes_back_to_a_cell_took_it_then(day: Day, kim: Someone) -> None:
    topic = kim.proposes("Carers")
    session = kim.claims(topic, "1A")
    kim.claims(kim.proposes("Waiting lists"), "1B")

    kim.asks("release_session", session=session)
    assert order(day) == ["Waiting lists"]
    kim.claims(topic, "1A")
    assert order(day) == ["Waiting lists", "Carers"]


def test_nothing_that_is_off_the_wall_is_in_it(day: Day, kim: Someone) -> None:
    topics = [kim.proposes(title) for title in ("Carers", "Waiting lists", "Endings")]
    for topic, cell in zip(topics, ("1A", "1B", "2A"), strict=True):
        kim.claims(topic, cell)

    kim.asks("withdraw_topic", topic=topics[0])
    day.host.asks("hide_topic", topic=topics[1])
    kim.asks("edit_topic", topic=topics[2], title="Good endings")

    assert order(day) == ["Good endings"]


def test_a_free_place_comes_when_it_was_chosen(day: Day, kim: Someone) -> None:
    bench = kim.proposes("Sitting together")
    kim.claims(kim.proposes("Carers"), "1A")

    kim.asks("claim_place", topic=bench, place="The bench", starts_at="2027-03-31T15:10")

    assert order(day) == ["Carers", "Sitting together"]


def test_places_that_were_exchanged_come_together_by_code(day: Day, kim: Someone) -> None:
    carers, lists = kim.proposes("Carers"), kim.proposes("Waiting lists")
    one, other = kim.claims(carers, "1A"), kim.claims(lists, "1B")
    kim.asks("offer_swap", session=one, wanted=other)
    [offer] = [row["id"] for row in kim.sees("notices") if row["swap"]]

    kim.asks("accept_swap", notice=offer)

    assert order(day) == ["Waiting lists", "Carers"]


def test_the_cleaned_log_gives_the_same_order(day: Day, kim: Someone) -> None:
    for title, cell in (("Carers", "2B"), ("Waiting lists", "1A"), ("Endings", "1B")):
        kim.claims(kim.proposes(title), cell)
    before = order(day)

    day.log[:] = [cleaned_change(change, day.gathering) for change in day.log]

    assert order(day) == before


def test_without_a_log_the_codes_tell_the_order(day: Day, kim: Someone) -> None:
    kim.claims(kim.proposes("Carers"), "2B")
    kim.claims(kim.proposes("Waiting lists"), "1A")

    assert order_of_places(day.gathering, ()) == [
        row["id"] for row in sorted(day.gathering.placed, key=lambda row: row["code"])
    ]

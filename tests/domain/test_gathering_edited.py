"""The texts of a gathering are edited: the rest stays, and what was replaced is kept nowhere."""

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import PUBLIC, see_about
from openspace.domain.taken_back import cleaned_change
from openspace.domain.vocabulary import WALL_VIEWS
from tests.domain.given import Day, a_gathering, refused
from tests.support.samples import ONE_MORNING


def test_gathering_texts_are_edited_and_the_rest_stays() -> None:
    day = a_gathering()

    day.host.asks("edit_gathering", theme="What helps?", principles=["Whoever comes.", " "])

    about = day.gathering.info
    assert (about["title"], about["theme"]) == ("Learning together", "What helps?")
    assert about["principles"] == ["Whoever comes."]
    with refused("missing", field="title"):
        day.host.asks("edit_gathering", title=" ")
    with refused("not_a_choice", field="naming", choices=["choice", "none"]):
        day.host.asks("edit_gathering", naming="all")


def test_the_host_chooses_what_walls_show_until_the_next_phase() -> None:
    day = a_gathering()

    day.host.asks("edit_gathering", wall_view="statement")
    assert day.gathering.info["wall_view"] == "statement"
    with refused("not_a_choice", field="wall_view", choices=list(WALL_VIEWS)):
        day.host.asks("edit_gathering", wall_view="votes")

    day.host.asks("set_phase", phase="opening")
    assert day.gathering.info["wall_view"] == ""


def test_edits_that_change_nothing_make_no_change() -> None:
    day = a_gathering()
    seq = day.gathering.seq

    day.host.asks("edit_gathering", title="Learning together")
    day.host.asks("edit_room", room=day.room("A"), name="Oak")
    day.host.asks("edit_slot", slot=day.slot("1"), starts_at=ONE_MORNING["slots"][1]["starts_at"])

    assert day.gathering.seq == seq


def seen_help(day: Day) -> dict[str, str]:
    return dict(see_about(day.gathering, PUBLIC)["help"])


def test_help_is_seen_by_everybody_and_empty_texts_are_left_out() -> None:
    day = a_gathering(help={"person": "Ana", "where": ""})
    assert seen_help(day) == {"person": "Ana"}

    day.host.asks("edit_gathering", help={"quiet_room": " Library ", "phone": "07700 900123"})

    assert seen_help(day) == {"quiet_room": "Library", "phone": "07700 900123"}
    with refused("malformed", why="key", key="doctor"):
        day.host.asks("edit_gathering", help={"doctor": "x"})
    with refused("too_long", field="outside"):
        day.host.asks("edit_gathering", help={"outside": "x" * 1_001})
    day.host.asks("edit_gathering", help={})
    assert seen_help(day) == {}


def test_who_is_responsible_is_seen_by_everybody() -> None:
    day = a_gathering(responsible={"controller": "A trust", "server": ""})

    day.host.asks("edit_gathering", responsible={"complaints": " A board "})

    assert see_about(day.gathering, PUBLIC)["responsible"] == {"complaints": "A board"}
    with refused("malformed", why="key", key="owner"):
        day.host.asks("edit_gathering", responsible={"owner": "x"})


def test_somebody_who_was_responsible_and_was_replaced_is_in_no_log_and_no_export() -> None:
    day = a_gathering(responsible={"data_contact": "Serinus Speaker"})
    day.host.asks("edit_gathering", responsible={"data_contact": "An office"})

    cleaned = [cleaned_change(change, day.gathering) for change in day.log]

    for log in (cleaned, *(anonymised(day.gathering, day.log, stay)[1] for stay in (True, False))):
        rows = [row for change in log for row in change.puts.get("gatherings", ())]
        assert [row["responsible"] for row in rows] == [{"data_contact": "An office"}] * 2

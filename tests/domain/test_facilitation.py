"""What the host does, and nobody else; no rule schedules, merges, ranks or approves."""

import pytest

from openspace.domain.commands import COMMANDS
from openspace.domain.rules import RULES
from openspace.domain.rules.facilitation import PHASES
from tests.domain.given import a_gathering, refused


@pytest.mark.parametrize("phase", PHASES)
def test_phase_can_be_any_of_the_day(phase: str) -> None:
    day = a_gathering()

    day.host.asks("set_phase", phase=phase)

    assert day.gathering.info["phase"] == phase


def test_phase_that_is_none_is_refused() -> None:
    with refused("not_a_choice", field="phase", choices=list(PHASES)):
        a_gathering().host.asks("set_phase", phase="coffee")


@pytest.mark.parametrize("name", [n for n, c in COMMANDS.items() if c.may == "host"])
def test_host_command_is_refused_to_everybody_else(name: str) -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    required = {
        "phase": "sessions", "text": "x", "news": "x", "topic": "x", "note": "x", "evidence": "x",
        "flag": "x", "issue": "x", "organisation": "x", "table": "x", "id": "x",
        "name": "x", "room": "x", "slot": "x", "starts_at": "2027-03-31T12:00", "ends_at": "2027-03-31T13:00",
        "at": "2027-03-31T12:00", "joining": "open", "writing": "host", "kind": "start", "minutes": 10,
        "slots": [],
    }  # fmt: skip
    fields = set(COMMANDS[name].__struct_fields__)
    args = {column: value for column, value in required.items() if column in fields}

    for someone in (kim, day.anyone):
        with refused("not_allowed"):
            someone.asks(name, **args)


def test_every_command_of_the_wire_has_a_rule() -> None:
    assert set(COMMANDS.values()) <= set(RULES)


def test_news_reaches_everybody_and_can_be_taken_back() -> None:
    day = a_gathering()

    news = day.host.asks("post_news", text="Tea is\nready")["news"]
    assert [row["text"] for row in day.anyone.sees("news")] == ["Tea is ready"]

    day.host.asks("retract_news", news=news)
    assert day.anyone.sees("news") == []
    with refused("missing", field="news"):
        day.host.asks("post_news", text=" ")
    with refused("unknown_news"):
        day.host.asks("retract_news", news=news)


def test_bell_is_in_the_log_each_time_and_a_row_only_where_it_says_something() -> None:
    day = a_gathering()

    day.host.asks("ring_bell")
    day.host.asks("ring_bell")
    day.host.asks("ring_bell", text="Back to the circle")

    assert [change.name for change in day.log[-3:]] == ["ring_bell"] * 3
    assert [(r["kind"], r["text"]) for r in day.anyone.sees("news")] == [
        ("bell", "Back to the circle")
    ]


def test_topic_hidden_is_off_every_wall_and_its_convener_is_told() -> None:
    day = a_gathering()
    kim = day.joins()
    topic = kim.proposes("Something that harms")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, "More of it")

    day.host.asks("hide_topic", topic=topic)

    assert day.wall == {}
    told = day.anyone.sees_last_change()
    assert told["puts"] == {}
    assert told["drops"] == {"topics": [topic], "notes": [note], "sessions": [session]}
    assert [row["hidden"] for row in (*kim.sees("topics"), *day.host.sees("topics"))] == [True] * 2
    assert "off the wall" in kim.told[0]

    day.host.asks("hide_topic", topic=topic, hidden=False)
    assert day.anyone.sees_row("notes", note) is not None
    assert "put your topic back" in kim.told[1]


def test_note_hidden_is_seen_by_its_author_and_the_host_only() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    note = rosa.notes(kim.claims(kim.proposes("Carers"), "1A"), "Something that harms")

    day.host.asks("hide_note", note=note)

    assert day.anyone.sees("notes") == kim.sees("notes") == []
    assert [row["hidden"] for row in rosa.sees("notes")] == [True]
    assert [row["hidden"] for row in day.host.sees("notes")] == [True]
    assert day.anyone.sees_last_change()["drops"] == {"notes": [note]}

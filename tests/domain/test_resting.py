"""Writing is paused for one author or for everybody, and the host does not learn who that is."""

import json
from typing import Any

import pytest

from tests.domain.given import Day, Someone, a_gathering, refused


def test_author_who_rests_can_read_and_take_back_and_not_write() -> None:
    day = a_gathering()
    rosa = day.joins("Rosa")
    topic = rosa.proposes("Rude", convener_name="Rosa")
    session = rosa.claims(topic, "1A")
    note = rosa.notes(session, "Ruder", named=True)

    day.host.asks("rest_author", note=note)

    for name, args in (
        ("propose_topic", {"title": "Again"}),
        ("edit_topic", {"topic": topic, "title": "Again"}),
        ("move_session", {"session": session, **day.cell("2A")}),
        ("post_note", {"session": session, "kind": "story", "text": "Again"}),
        ("edit_note", {"note": note, "text": "Again"}),
        ("edit_me", {"name": "Another"}),
    ):
        with refused("rested"):
            rosa.asks(name, **args)
    assert rosa.sees_row("topics", topic)
    rosa.asks("edit_note", note=note, named=False)
    rosa.asks("edit_topic", topic=topic, convener_name="")
    rosa.asks("edit_me", name="", listed=False)
    rosa.asks("mark_interest", topic=topic)
    rosa.asks("retract_note", note=note)
    rosa.asks("withdraw_topic", topic=topic)
    with refused("rested"):
        rosa.asks("restore_topic", topic=topic)


def test_others_are_not_concerned_by_a_rest() -> None:
    day = a_gathering()
    kim, rosa = day.joins(), day.joins()
    topic = rosa.proposes("Rude")

    day.host.asks("rest_author", topic=topic)

    kim.proposes("Carers")
    day.host.proposes("Waiting lists")
    for someone in (kim, day.anyone):
        assert someone.sees("rests") == []
        told = next(c for c in day.log if c.name == "rest_author")
        assert told.puts["rests"][0]["person"] == rosa.id
    assert [set(row) for row in rosa.sees("rests")] == [{"id", "at", "mine"}]


def test_author_writes_again_when_no_rest_is_left() -> None:
    day = a_gathering()
    rosa = day.joins()
    one, other = rosa.proposes("One"), rosa.proposes("Other")
    for topic in (one, other):
        day.host.asks("rest_author", topic=topic)

    day.host.asks("rest_author", topic=one, rested=False)
    with refused("rested"):
        rosa.proposes("Again")
    day.host.asks("rest_author", topic=other, rested=False)
    rosa.proposes("Again")

    assert day.host.sees("rests") == rosa.sees("rests") == []
    day.host.asks("rest_author", topic=one)
    with refused("rested"):
        rosa.proposes("Again")


def test_rest_ends_also_where_its_item_is_gone() -> None:
    day = a_gathering()
    rosa = day.joins()
    note = rosa.notes(rosa.claims(rosa.proposes("Carers"), "1A"), "Rude")
    day.host.asks("rest_author", note=note)
    rosa.asks("retract_note", note=note)

    [rest] = day.host.sees("rests")
    assert rest["note"] == note
    day.host.asks("rest_author", note=note, rested=False)

    rosa.proposes("Again")


class Two:
    """Two anonymous notes of one person, of two, or of one and somebody who was erased."""

    def __init__(self, authors: str) -> None:
        self.day = day = a_gathering()
        kim, rosa, amir = day.joins(), day.joins(), day.joins()
        session = kim.claims(kim.proposes("Carers"), "1A")
        other = {"one": rosa, "two": amir, "erased": amir}[authors]
        self.notes = [rosa.notes(session, "One"), other.notes(session, "Two")]
        self.rosa = rosa
        if authors == "erased":
            forget(day, amir)

    def told(self, *steps: dict[str, Any]) -> list[Any]:
        """All that the host is answered and sees while asking `steps`."""
        day, seen = self.day, []
        for args in steps:
            before = len(day.log)
            result = day.host.asks("rest_author", **args)
            changes = [day.host.sees_last_change()] if len(day.log) > before else []
            seen.append([result, len(day.log) - before, changes, day.host.sees("rests")])
        return json.loads(json.dumps(seen))


def forget(day: Day, someone: Someone) -> None:
    """As the ledger does: their rows name nobody any more."""
    tables = {name: dict(rows) for name, rows in day.gathering.tables.items()}
    for rows in tables.values():
        for id, row in rows.items():
            rows[id] = {
                column: None if value == someone.id and column != "id" else value
                for column, value in row.items()
            }
    tables["people"].pop(someone.id)
    day.gathering = type(day.gathering)(day.gathering.seq, tables, day.gathering.at)


@pytest.mark.parametrize("authors", ["two", "erased"])
def test_host_cannot_tell_by_resting_whether_two_notes_have_one_author(authors: str) -> None:
    one, other = Two("one"), Two(authors)

    def steps(notes: list[str]) -> list[dict[str, Any]]:
        first, second = ({"note": note} for note in notes)
        return [
            first,
            second,
            first,
            {**first, "rested": False},
            {**first, "rested": False},
            first,
            {**second, "rested": False},
        ]

    assert one.notes == other.notes
    assert one.told(*steps(one.notes)) == other.told(*steps(other.notes))


def test_host_is_refused_to_rest_themselves() -> None:
    day = a_gathering()
    session = day.host.claims(day.joins().proposes("Carers"), "1A")
    note = day.host.notes(session, "From paper")

    with refused("typed_by_host"):
        day.host.asks("rest_author", note=note)


def test_freeze_pauses_everybody_but_the_host_and_loses_nothing() -> None:
    day = a_gathering()
    kim = day.joins("Kim")
    topic = kim.proposes("Carers", convener_name="Kim")
    note = kim.notes(kim.once_placed(topic), "It takes time.")

    day.host.asks("set_writing", writing="host")

    with refused("frozen") as error:
        kim.proposes("Waiting lists")
    assert error["again_in"] > 0
    kim.asks("edit_topic", topic=topic, convener_name="")
    kim.asks("retract_note", note=note)
    kim.asks("withdraw_topic", topic=topic)
    day.joins("Rosa")
    day.host.proposes("Waiting lists")
    day.host.asks("set_writing", writing="open")
    kim.asks("restore_topic", topic=topic)
    with refused("not_a_choice", field="writing", choices=["open", "host"]):
        day.host.asks("set_writing", writing="nobody")

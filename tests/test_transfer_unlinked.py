"""The file for a host does not tell who wrote what without a name."""

import json

from openspace.domain.viewer import HOST
from openspace.exchange.export_file import anonymised_file, read_from
from openspace.exchange.import_file import read_file, restore
from openspace.ledger.memory import MemoryLedger
from openspace.proceedings.book import compile_book
from tests.proceedings.day import Day, full_day
from tests.transferred import kept


def test_unlinked_file_does_not_tell_who_wrote_what_without_a_name() -> None:
    day = Day.opens()
    rosa = day.joins("Rosa")
    session = day.places(rosa, day.calls(rosa, "Groups", convener_name="Rosa"), 0, 0)
    day.notes(rosa, session, "story", "told in confidence")
    named = day.notes(rosa, session, "summary", "told in the open", named=True)
    once = day.notes(rosa, session, "quote", "named once", named=True)
    day.ask(rosa, "edit_note", note=once, named=False)
    taken_back = day.notes(rosa, session, "tool", "taken back")
    day.ask(rosa, "retract_note", note=taken_back)

    file = json.loads(anonymised_file(read_from(kept(day), "K7MQ2X")))

    tables = [file["tables"], *(change["puts"] for change in file["changes"])]
    notes = [note for rows in tables for note in rows.get("notes", [])]
    told = {note["text"]: (note["author"], note["shown_as"]) for note in notes}
    assert told == {
        "told in confidence": ("somebody", None),
        "told in the open": ("somebody", "p1"),
        "named once": ("somebody", None),
    }
    assert {change["by"] for change in file["changes"]} <= {"host", "somebody"}
    assert "taken back" not in json.dumps(file)
    assert named


def test_unlinked_file_has_who_joined_an_action_with_a_name_and_nobody_else() -> None:
    day = Day.opens()
    day.ask(HOST, "set_phase", phase="sessions")
    rosa, kim = day.joins("Rosa"), day.joins("Kim")
    session = day.places(rosa, day.calls(rosa, "Groups"), 0, 0)
    action = day.notes(rosa, session, "action", "Start a group")
    for someone, args in ((rosa, {"name": "Red"}), (kim, {}), (day.joins(), {})):
        day.ask(someone, "join_action", note=action, **args)
    day.ask(kim, "join_action", note=action, named=True)

    file = json.loads(anonymised_file(read_from(kept(day), "K7MQ2X")))

    tables = [file["tables"], *(change["puts"] for change in file["changes"])]
    joins = [(row["person"], row["shown_as"]) for rows in tables for row in rows.get("joins", [])]
    names = {row["id"]: row["name"] for row in file["tables"]["people"]}
    assert sorted((who, names[shown]) for who, shown in joins) == [
        *[("somebody", "Kim")] * 2,
        *[("somebody", "Red")] * 2,
    ]
    changes = {
        change["seq"]: change["name"] for change in file["changes"] if "joins" in change["puts"]
    }
    assert set(changes.values()) == {"join_action"}
    there = MemoryLedger()
    restore(there, read_file(file))
    assert json.loads(anonymised_file(read_from(there, "K7MQ2X"))) == file


def test_unlinked_file_does_not_tell_who_typed_a_name() -> None:
    day = Day.opens()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    session = day.places(kim, day.calls(kim, "Groups", convener_name="Kim"), 0, 0)
    for who, name in ((kim, "Dr Bob"), (kim, "Dr Bob"), (rosa, "Dr Bob"), (kim, "Kim")):
        day.notes(who, session, "action", "Ask the ward", initiator_name=name)

    file = json.loads(anonymised_file(read_from(kept(day), "K7MQ2X")))

    names = {row["id"]: row["name"] for row in file["tables"]["people"]}
    assert sorted(names.values()) == ["Dr Bob", "Kim"]
    notes = file["tables"]["notes"]
    assert [names[note["initiator"]] for note in notes] == ["Dr Bob"] * 3 + ["Kim"]
    assert {note["author"] for note in notes} == {"somebody"}


def test_unlinked_file_keeps_the_editions_and_whom_the_book_credits() -> None:
    day = full_day()
    day.ask(HOST, "edit_book", credits=["Zoë"])
    day.ask(HOST, "publish_book")

    without = read_file(json.loads(anonymised_file(read_from(kept(day), "K7MQ2X"))))

    assert compile_book(without.gathering).words.credits == ("Zoë",)
    assert list(without.gathering.rows("editions")) == list(day.gathering.rows("editions"))


def test_unlinked_file_of_a_gathering_that_names_nobody_holds_no_name() -> None:
    day = full_day()
    day.ask(HOST, "edit_gathering", naming="none")

    text = anonymised_file(read_from(kept(day), "K7MQ2X")).decode()

    assert json.loads(text)["tables"]["people"] == []
    assert "amir@example.org" not in text

"""A covered item: others see where it is and none of its words; its author and the host see it whole."""

from typing import Any

import pytest

from openspace.domain.english import COVERED
from tests.domain.given import Day, Someone, a_gathering, refused

EVIDENCE = {"form": "evidence", "bearing": "both", "text": "My neighbour", "kind": "lived"}
PHOTO = {"kind": "photo", "alt": "My neighbour", "named": True}


def a_day() -> tuple[Day, Someone, Someone, dict[str, str]]:
    """A topic, a photo and an evidence item by Kim, each with her name and something about a neighbour."""
    day = a_gathering()
    kim, rosa = day.joins("Kim"), day.joins("Rosa")
    topic = kim.proposes("My neighbour", tags=["neighbour"], convener_name="Kim")
    session = kim.claims(topic, "1A")
    note = kim.notes(session, "My neighbour", photo=kim.sends("pic1"), **PHOTO)
    evidence = kim.asks("post_evidence", **EVIDENCE, named=True)["evidence"]
    return day, kim, rosa, {"topics": topic, "notes": note, "evidence": evidence}


@pytest.mark.parametrize("table", ["topics", "notes", "evidence"])
def test_others_see_that_it_is_covered_and_nothing_of_it(table: str) -> None:
    day, kim, rosa, items = a_day()

    day.host.asks("cover", table=table, id=items[table])

    for someone in (rosa, day.anyone):
        row = someone.sees_row(table, items[table])
        assert row is not None
        assert row["covered"] is True
        assert COVERED in row.values()
        assert not any(word in str(row).lower() for word in ("neighbour", "kim", "pic1"))
    for someone in (kim, day.host):
        row = someone.sees_row(table, items[table])
        assert row is not None
        assert row["covered"] is True
        assert "My neighbour" in row.values()
    assert "covered" in kim.told[0]


@pytest.mark.parametrize("table", ["topics", "notes", "evidence"])
def test_it_can_be_shown_again_and_the_author_is_told(table: str) -> None:
    day, kim, rosa, items = a_day()
    before = rosa.sees_row(table, items[table])
    day.host.asks("cover", table=table, id=items[table])

    day.host.asks("cover", table=table, id=items[table], covered=False)

    assert rosa.sees_row(table, items[table]) == before
    assert "again" in kim.told[-1]


def test_a_covered_topic_keeps_its_cell_and_its_title_is_not_in_a_refusal() -> None:
    day, _, rosa, items = a_day()
    day.host.asks("cover", table="topics", id=items["topics"])
    other = rosa.proposes("Mine")

    with refused("cell_taken", why="untitled") as error:
        rosa.claims(other, "1A")
    assert (error["held_by"]["title"], error["held_by"]["convener_name"]) == ("", None)


def test_what_is_not_an_item_cannot_be_covered() -> None:
    day, _, _, _ = a_day()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"table": "people", "id": "p1"}, "not_a_choice"),
        ({"table": "notes", "id": "n99"}, "unknown_note"),
        ({"table": "notes", "id": ""}, "malformed"),
    ]

    for args, code in wrong:
        with refused(code):
            day.host.asks("cover", **args)


@pytest.mark.parametrize("is_covered", [True, False])
def test_an_author_who_edits_does_not_show_it_again(is_covered: bool) -> None:
    day, kim, rosa, items = a_day()
    for table, id in items.items():
        noun = {"topics": "topic", "notes": "note"}.get(table, table)
        if is_covered:
            day.host.asks("cover", table=table, id=id)
        else:
            day.host.asks(f"hide_{noun}", **{noun: id})

    kim.asks("edit_topic", topic=items["topics"], title="My neighbour again", tags=["neighbour"])
    kim.asks("withdraw_topic", topic=items["topics"])
    kim.asks("restore_topic", topic=items["topics"])
    kim.asks("edit_note", note=items["notes"], text="My neighbour again", alt="Neighbour")
    kim.asks("edit_evidence", evidence=items["evidence"], text="My neighbour", kind="carer")

    shown = [rosa.sees(table) for table in items]
    assert not any(word in str(shown).lower() for word in ("neighbour", "pic1", "carer"))

"""A name that somebody else typed says so, and whoever it is can ask for it to be taken off."""

import pytest

from openspace.domain.change import Row
from tests.domain.given import Day, Someone, a_gathering, refused


class Named:
    """Kim signs her own topic; Mallory signs with Rosa's name, and names Rosa as an initiator."""

    def __init__(self) -> None:
        self.day: Day = a_gathering()
        self.kim, self.rosa = self.day.joins("Kim"), self.day.joins("Rosa")
        self.mallory = self.day.joins("Mallory")
        self.own = self.kim.proposes("Carers", convener_name="Kim")
        self.typed = self.mallory.proposes("I hate these patients", convener_name="Rosa")
        session = self.kim.claims(self.own, "1A")
        self.note = self.mallory.notes(session, "Leave", "action", initiator_name="Rosa")

    def seen(self, someone: Someone, table: str, id: str) -> Row:
        row = someone.sees_row(table, id)
        assert row
        return row


def test_name_typed_by_somebody_else_is_marked() -> None:
    given = Named()

    for someone in (given.day.anyone, given.rosa, given.day.host):
        assert "convener_typed" not in given.seen(someone, "topics", given.own)
        assert given.seen(someone, "topics", given.typed)["convener_typed"] is True
        assert given.seen(someone, "notes", given.note)["initiator_typed"] is True
    given.day.host.asks("edit_gathering", naming="none")
    assert "convener_typed" not in given.seen(given.rosa, "topics", given.typed)


@pytest.mark.parametrize("what", ["topic", "note"])
def test_name_that_is_reported_can_be_taken_off_by_the_host(what: str) -> None:
    given = Named()
    item = {what: given.typed if what == "topic" else given.note}

    given.rosa.asks("report_name", **item)
    given.rosa.asks("report_name", **item)

    [report] = given.day.host.sees("reports")
    assert set(report) == {"id", "topic", "note", "evidence", "at"}
    assert report[what] == item[what]
    assert len(given.rosa.sees("reports")) == 1
    for someone in (given.mallory, given.kim, given.day.anyone):
        assert someone.sees("reports") == []

    given.day.host.asks("remove_name", **item)

    row = given.seen(given.rosa, f"{what}s", item[what])
    assert row["convener_name" if what == "topic" else "initiator_name"] is None
    assert given.day.host.sees("reports") == given.rosa.sees("reports") == []
    assert [n["kind"] for n in given.mallory.sees("notices")] == ["name_removed"]


def test_host_is_not_told_that_an_anonymous_item_was_named_once() -> None:
    told = []
    for once in (True, False):
        day = a_gathering()
        kim = day.joins("Kim")
        topic = kim.proposes("Carers", convener_name="Kim" if once else None)
        kim.asks("edit_me", name="")
        kim.asks("mark_interest", topic=topic)

        result, before = day.host.asks("remove_name", topic=topic), day.gathering.seq
        told.append((result, before, day.gathering.seq))
    assert told[0] == told[1]


def test_report_can_be_settled_without_taking_the_name_off() -> None:
    given = Named()
    given.rosa.asks("report_name", topic=given.typed)

    given.day.host.asks("remove_name", topic=given.typed, removed=False)

    assert given.seen(given.rosa, "topics", given.typed)["convener_name"] == "Rosa"
    assert given.day.host.sees("reports") == []
    given.rosa.asks("report_name", topic=given.typed)
    assert len(given.day.host.sees("reports")) == 1


def test_nothing_can_be_reported_where_no_name_is_shown() -> None:
    given = Named()
    quiet = given.kim.proposes("Waiting lists")

    with refused("no_name_shown"):
        given.rosa.asks("report_name", topic=quiet)
    given.day.host.asks("hide_topic", topic=given.typed)
    with refused("unknown_topic"):
        given.rosa.asks("report_name", topic=given.typed)
    given.day.host.asks("hide_note", note=given.note)
    with refused("unknown_note"):
        given.rosa.asks("report_name", note=given.note)

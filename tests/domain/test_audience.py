"""What each audience sees, column by column: nobody learns who it was that did not wish to be known."""

import json
from functools import cache
from typing import Any

import pytest

from openspace.domain.audience import PUBLIC, Viewer, concerned, see, see_change
from openspace.domain.tables import CATALOGUE, TABLES
from tests.domain.copies import played
from tests.domain.given import Day, Someone, a_gathering, refused

PRIVATE = {
    "gatherings": {
        *(
            "rooms_made",
            "slots_made",
            "elsewhere_made",
            "web_of_topics",
            "told",
            "book",
            "retention_days",
            "size",
            "joining_word",
        ),
    },
    "people": {"listed", "contact_listed", "was_listed", "kept_by", "at"},
    "topics": {"convener", "shown_as", "second", "second_shown_as", "second_wrote"},
    "sessions": {"note_taker", "note_taker_shown_as", "joined_at"},
    "notes": {"author", "shown_as", "initiator"},
    "interests": {"person"},
    "notices": {"person", "sender", "dismissed", "closed", "second", "second_dismissed"},
    "mutes": {"person", "sender"},
    "rests": {"person", "closed"},
    "reports": {"person", "closed"},
}
"""Columns that never leave the server as they are, for anybody but the person concerned."""


class Morning:
    """Kim signs everything, Rosa nothing; the host helps Amir, who has no phone."""

    def __init__(self, **spec: Any) -> None:
        self.day: Day = a_gathering(**spec)
        self.kim, self.rosa = self.day.joins("Kim"), self.day.joins("Rosa")
        self.host, self.wall = self.day.host, self.day.anyone
        kim, rosa, host = self.kim, self.rosa, self.host
        self.signed = kim.proposes("Carers", convener_name="Kim")
        self.quiet = rosa.proposes("Waiting lists")
        self.helped = host.proposes("Peer support", convener_name="Amir")
        self.session = kim.claims(self.signed, "1A")
        self.rosas = rosa.claims(self.quiet, "1B")
        kim.asks("hand_over_notes", session=self.session)
        rosa.asks("take_notes", session=self.session)
        self.note = kim.notes(self.session, "Meet", "action", named=True, initiator_name="Amir")
        self.one = rosa.notes(self.session, "One")
        self.two = rosa.notes(self.rosas, "Two")
        rosa.asks("mark_interest", topic=self.signed)
        rosa.asks("ask_to_meet", session=self.session, topic=self.quiet)
        kim.asks("edit_me", listed=True, contact="by post")
        host.asks("post_news", text="Tea is ready")

    @property
    def people(self) -> list[Someone]:
        return [self.wall, self.host, self.kim, self.rosa]


def all_that_reaches(someone: Someone) -> str:
    """The state and every change, live, as JSON."""
    day, seen = someone.day, []
    for gathering, change in zip(played(day.log), day.log, strict=True):
        seen.append(see_change(gathering, change, someone.who))
    return json.dumps([see(day.gathering, someone.who), seen], ensure_ascii=False)


@cache
def a_morning() -> Morning:
    """One for all who only look."""
    return Morning()


@pytest.mark.parametrize("table", TABLES)
def test_every_stored_column_is_either_shown_or_known_to_be_private(table: str) -> None:
    day = a_morning().day
    [row, *_] = [*day.gathering.rows(table), None]

    assert set(CATALOGUE[table].columns) >= PRIVATE.get(table, set())
    if row is not None:
        assert set(row) == set(CATALOGUE[table].columns)


@pytest.mark.parametrize("table", [table for table in TABLES if table != "gatherings"])
def test_rows_of_others_carry_no_private_column(table: str) -> None:
    morning = a_morning()

    for someone in morning.people:
        for row in someone.sees(table):
            if not row.get("mine"):
                assert PRIVATE.get(table, set()).isdisjoint(row), (someone.who, row)
                assert {"mine", "named"}.isdisjoint(row)


def test_gathering_shows_everybody_what_is_public_of_it() -> None:
    morning = Morning()

    for someone in (morning.wall, morning.kim):
        about = see(morning.day.gathering, someone.who)["gathering"]
        assert set(about) == set(CATALOGUE["gatherings"].columns) - PRIVATE["gatherings"]


@pytest.mark.parametrize("naming", ["choice", "none"])
def test_ids_of_people_reach_nobody_but_themselves_and_who_reads_the_list(naming: str) -> None:
    morning = Morning(naming=naming)
    listed = {morning.kim.id} if naming == "choice" else set()

    for someone in morning.people:
        told = all_that_reaches(someone)
        for person in morning.day.gathering.rows("people"):
            # Who chose to be listed is known by that; in a gathering without names it is dropped.
            if person["id"] not in {someone.id, *listed} and not person["was_listed"]:
                assert f'"{person["id"]}"' not in told, someone.who


def test_names_of_who_stayed_anonymous_reach_nobody() -> None:
    morning = Morning()

    for someone in (morning.wall, morning.host, morning.kim):
        assert "Rosa" not in all_that_reaches(someone)


def test_no_name_reaches_anybody_where_the_gathering_names_nobody() -> None:
    morning = Morning(naming="none")

    for someone in (morning.wall, morning.host):
        told = all_that_reaches(someone)
        assert not [name for name in ("Kim", "Rosa", "Amir", "by post") if name in told]
    assert "Kim" not in all_that_reaches(morning.rosa)
    with refused("cell_taken") as error:
        morning.rosa.moves(morning.rosas, "1A")
    assert "Kim" not in str(error)


def test_names_go_from_every_screen_when_the_gathering_stops_naming() -> None:
    morning = Morning()
    assert "Kim" in json.dumps([morning.wall.sees(table) for table in TABLES[1:]])

    morning.host.asks("edit_gathering", naming="none")

    told = morning.wall.sees_last_change()
    assert told["drops"] == {"people": [morning.kim.id]}
    assert {row["convener_name"] for row in told["puts"]["topics"]} == {None}
    assert {row["by_name"] for row in told["puts"]["notes"]} == {None}
    assert "Kim" not in json.dumps([morning.wall.sees(table) for table in TABLES[1:]])
    assert morning.kim.sees("people")[0]["name"] == "Kim"


def test_two_anonymous_notes_of_one_person_cannot_be_linked() -> None:
    """As far as the public rows tell, they may as well be two people's."""
    morning = Morning()
    other = morning.day.joins()
    theirs = other.notes(morning.session, "Two")
    about_itself = {"id", "text", "session", "topic", "at"}

    def the_rest(note: str, someone: Someone) -> dict[str, Any]:
        row = someone.sees_row("notes", note)
        assert row is not None
        return {column: value for column, value in row.items() if column not in about_itself}

    for someone in (morning.wall, morning.host, morning.kim):
        assert the_rest(morning.one, someone) == the_rest(morning.two, someone)
        assert the_rest(morning.one, someone) == the_rest(theirs, someone)


def test_changes_tell_who_made_them_to_nobody_but_themselves() -> None:
    morning = Morning()

    morning.rosa.notes(morning.session, "Three")

    assert morning.rosa.sees_last_change()["by"] == morning.rosa.id
    for someone in (morning.wall, morning.host, morning.kim):
        assert someone.sees_last_change()["by"] is None


def test_changes_tell_nobody_but_hosts_what_was_typed_in_from_paper() -> None:
    """The only person without a phone would have written all of it."""
    morning = Morning()

    morning.host.notes(morning.session, "From a card")

    assert morning.host.sees_last_change()["by"] == "host"
    for someone in (morning.wall, morning.kim):
        assert someone.sees_last_change()["by"] is None


def test_own_rows_are_marked_as_mine() -> None:
    morning = Morning()

    def mine(someone: Someone, table: str) -> list[str]:
        return [row["id"] for row in someone.sees(table) if row.get("mine")]

    rosa = morning.rosa
    assert mine(rosa, "topics") == [morning.quiet]
    assert mine(rosa, "notes") == [morning.one, morning.two]
    assert mine(rosa, "people") == [rosa.id]
    assert len(mine(rosa, "interests")) == 1
    assert len(mine(morning.kim, "notices")) == 1
    assert [row["id"] for row in rosa.sees("sessions") if row.get("note_taking")] == [
        morning.session
    ]
    for table in TABLES[1:]:
        assert mine(morning.wall, table) == []


def test_own_person_carries_ones_consents_and_a_listed_one_only_the_name() -> None:
    morning = Morning()

    [seen] = morning.wall.sees("people")
    [own] = [row for row in morning.kim.sees("people") if row.get("mine")]

    assert seen == {"id": morning.kim.id, "name": "Kim", "contact": None}
    assert own == {
        "id": morning.kim.id,
        "name": "Kim",
        "listed": True,
        "contact": "by post",
        "contact_listed": False,
        "mine": True,
    }


def test_interests_and_notices_are_their_own_persons_only() -> None:
    morning = Morning()

    for someone in (morning.wall, morning.host):
        assert someone.sees("interests") == []
        assert "Could you meet at the wall" not in all_that_reaches(someone)
    assert morning.wall.sees("notices") == []


def test_host_sees_how_many_notices_a_topic_got_and_not_from_whom() -> None:
    morning = Morning()

    [notice] = morning.host.sees("notices")

    assert set(notice) == {"id", "kind", "topic", "at", "times"}
    assert (notice["kind"], notice["topic"], notice["times"]) == ("meet", morning.signed, 1)


def test_row_that_stops_being_visible_reaches_others_as_a_drop_and_its_owner_as_a_put() -> None:
    morning = Morning()

    morning.host.asks("hide_note", note=morning.one)

    for someone in (morning.wall, morning.kim):
        told = someone.sees_last_change()
        assert (told["puts"], told["drops"]) == ({}, {"notes": [morning.one]})
    for someone in (morning.rosa, morning.host):
        told = someone.sees_last_change()
        assert [row["hidden"] for row in told["puts"]["notes"]] == [True]


def test_change_concerns_whoever_sees_more_of_it_than_the_public_does() -> None:
    """Whoever is left out gets the public's view: for each of them the two must be the same."""
    day = Morning().day
    for gathering, change in zip(played(day.log), day.log, strict=True):
        public = see_change(gathering, change, PUBLIC)
        for row in gathering.rows("people"):
            own = see_change(gathering, change, Viewer("person", row["id"]))
            assert own == public or row["id"] in concerned(change), change.name

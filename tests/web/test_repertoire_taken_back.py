"""What is taken back of the repertoire is gone everywhere, and the rest outlives people and gatherings."""

from pathlib import Path
from typing import Any

import pytest

from openspace.domain.community.stream import key_of
from openspace.service.erasure import forget_people
from openspace.service.maintenance import run_once
from tests.web.circles import NAME, PROBLEM, TITLE, Circle, note_of

# --- taking back


def test_what_is_taken_back_leaves_the_repertoire_after_a_restart_as_well(circle: Circle) -> None:
    link = circle.offers(circle.joins())
    circle.agrees(link)
    [before] = circle.parts()
    for key in (key_of("circle"), circle.code):
        circle.services.ledger.evict(
            key
        )  # so that the rows of the file are read, as after a restart

    assert circle.parts() == [before]
    run_once(circle.services.ledger, None, circle.clock)
    assert len(circle.parts()) == 1
    assert circle.answers(link, "take_back") == 200

    assert circle.parts() == []
    assert TITLE not in circle.page()


def test_taking_back_by_the_link_is_final(circle: Circle) -> None:
    link = circle.offers(circle.joins())
    circle.agrees(link)

    assert circle.answers(link, "take_back") == 200

    assert TITLE not in circle.page()
    assert circle.app.test_client().get(link).status_code == 403
    assert circle.parts() == []


@pytest.mark.parametrize(
    "acts",
    [
        lambda circle, kim: circle.does(kim, "retract_note", note=note_of(circle, kim)),
        lambda circle, kim: circle.does(
            circle.host, "hide_note", as_="host", note=note_of(circle, kim), hidden=True
        ),
        lambda circle, kim: circle.does(
            circle.host, "cover", as_="host", table="notes", id=note_of(circle, kim)
        ),
        lambda circle, kim: kim.post(f"/api/{circle.code}/erase", json={"words": True}),
    ],
    ids=["retracted", "hidden", "covered", "erased"],
)
def test_what_becomes_of_the_note_becomes_of_the_entry(circle: Circle, acts: Any) -> None:
    kim = circle.joins()
    circle.agrees(circle.offers(kim))

    acts(circle, kim)

    assert TITLE not in circle.page()
    assert circle.parts() == []


def test_nothing_taken_back_is_left_in_the_files(circle: Circle, tmp_path: Path) -> None:
    kim = circle.joins()
    link = circle.offers(kim, shown_as=NAME)
    circle.agrees(link)
    circle.answers(link, "take_back")

    run_once(circle.services.ledger, None, circle.clock)

    for file in tmp_path.iterdir():
        if file.is_file():
            data = file.read_bytes()
            assert not any(text.encode() in data for text in (TITLE, PROBLEM, NAME)), file.name


def test_erasing_oneself_without_ones_texts_keeps_the_entry_and_the_link(circle: Circle) -> None:
    kim = circle.joins()
    link = circle.offers(kim)
    circle.agrees(link)

    kim.post(f"/api/{circle.code}/erase", json={})

    assert TITLE in circle.page()
    assert circle.answers(link, "take_back") == 200
    assert TITLE not in circle.page()


def test_own_name_goes_with_the_person_and_another_name_stays(
    circle: Circle, tmp_path: Path
) -> None:
    """Another name would tell whose entry it is by disappearing."""
    kim, namesake = circle.joins(), circle.joins()
    for somebody in (kim, namesake):
        circle.does(somebody, "edit_me", name=NAME)
    for somebody, name in ((kim, NAME), (kim, "Red"), (namesake, NAME)):
        circle.agrees(circle.offers(somebody, shown_as=name))

    kim.post(f"/api/{circle.code}/erase", json={})
    assert [part["shown_as"] for part in circle.parts()] == ["", "Red", NAME]

    namesake.post(f"/api/{circle.code}/erase", json={})
    assert [part["shown_as"] for part in circle.parts()] == ["", "Red", ""]
    run_once(circle.services.ledger, None, circle.clock)
    for file in tmp_path.iterdir():
        assert file.is_dir() or NAME.encode() not in file.read_bytes(), file.name


def test_erased_slowly_each_entry_goes_with_its_note(circle: Circle) -> None:
    """Two that went at one moment would be recognisable as one person's."""
    kim = circle.joins()
    for title in ("First of two", "Second of two"):
        circle.agrees(circle.offers(kim, title=title))

    kim.post(f"/api/{circle.code}/erase", json={"words": True, "pace": "slowly"})

    assert "First of two" in circle.page()
    assert "Second of two" in circle.page()


def test_maintenance_does_what_was_interrupted_and_loads_only_what_changed(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim, seen = circle.joins(), {}
    with monkeypatch.context() as interrupted:
        interrupted.setattr("openspace.service.repertoire.bring_up_to_date", lambda *_: None)
        circle.agrees(circle.offers(kim))
        assert circle.parts() == []

    ledger = circle.services.ledger
    run_once(ledger, None, circle.clock, seen)
    assert TITLE in circle.page()

    run_once(ledger, None, circle.clock, seen)
    with monkeypatch.context() as watched:
        watched.setattr("openspace.service.repertoire.bring_up_to_date", pytest.fail)
        run_once(ledger, None, circle.clock, seen)


# --- when people and gatherings go


def test_entry_and_link_outlive_the_people_of_the_gathering(circle: Circle) -> None:
    link = circle.offers(circle.joins())
    circle.agrees(link)

    forget_people(circle.services.ledger, circle.code, circle.clock)
    run_once(circle.services.ledger, None, circle.clock)

    assert TITLE in circle.page()
    assert circle.answers(link, "save", title="Renamed afterwards") == 303
    assert "Renamed afterwards" in circle.page()
    assert circle.answers(link, "take_back") == 200
    assert circle.parts() == []


def test_entry_and_link_outlive_the_gathering(circle: Circle) -> None:
    link = circle.offers(circle.joins())
    circle.agrees(link)

    circle.services.ledger.purge(circle.code)
    run_once(circle.services.ledger, None, circle.clock)

    assert TITLE in circle.page()
    assert circle.answers(link, "take_back") == 200
    assert circle.parts() == []


def test_offer_that_nobody_agreed_to_goes_with_the_people(circle: Circle) -> None:
    link = circle.offers(circle.joins())

    forget_people(circle.services.ledger, circle.code, circle.clock)

    assert circle.app.test_client().get(link).status_code == 403

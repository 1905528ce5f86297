"""Keeping in touch with a community: contacts that are linked to nobody, and are seen after both agreed."""

import json
from pathlib import Path

import pytest

from openspace import create_app
from openspace.config import Settings
from openspace.domain.change import Change
from openspace.domain.community.stream import key_of
from openspace.service.maintenance import run_once
from tests.clocks import Ahead
from tests.web.circles import FORM, Circle

KIM, ROSA, TOM = "kim@example.org 41c2", "rosa@example.org 77aa", "tom@example.org 09fe"


def leaves(circle: Circle, contact: str, entry: str = "") -> str:
    """The link that somebody gets who leaves a contact."""
    at = f"/c/circle/repertoire/{entry}/together" if entry else "/c/circle/write-to-me"
    response = circle.app.test_client().post(at, data={"contact": contact}, headers=FORM)
    assert response.status_code == 303
    return str(response.location)


def reads(circle: Circle, link: str) -> str:
    return circle.app.test_client().get(link).text


def entry_of(circle: Circle) -> str:
    circle.agrees(circle.offers(circle.joins()))
    return str(circle.parts()[0]["entry"])


def test_hosts_alone_see_whom_they_may_write_to(circle: Circle) -> None:
    leaves(circle, KIM)

    assert KIM in circle.host.get("/c/circle/host").text
    for path in ("/c/circle", "/api/c/circle/state", "/api/c/circle/changes?since=0"):
        assert KIM not in circle.app.test_client().get(path).text
    assert KIM not in circle.joins().get(f"/api/{circle.code}/state").text
    assert KIM not in circle.host.get(f"/api/{circle.code}/state?as=host").text


def test_contact_is_changed_and_removed_by_its_link(circle: Circle) -> None:
    link = leaves(circle, KIM)

    assert circle.answers(link, "save", contact=ROSA) == 303
    assert ROSA in circle.host.get("/c/circle/host").text
    assert circle.answers(link, "remove") == 200
    assert ROSA not in circle.host.get("/c/circle/host").text
    assert circle.app.test_client().get(link).status_code == 403


def test_host_can_remove_a_contact(circle: Circle) -> None:
    link = leaves(circle, KIM)
    [row] = circle.services.ledger.community(key_of("circle")).rows("contacts")

    form = {"do": "remove_contact", "contact": row["id"]}
    assert circle.host.post("/c/circle/host", data=form, headers=FORM).status_code == 303

    assert circle.app.test_client().get(link).status_code == 403


@pytest.mark.parametrize("contact", ["", "   ", "\u200b"])
def test_empty_contact_is_refused(circle: Circle, contact: str) -> None:
    response = circle.app.test_client().post(
        "/c/circle/write-to-me", data={"contact": contact}, headers=FORM
    )

    assert response.status_code == 400
    assert "Type where you can be reached." in response.text


def test_two_see_each_other_after_both_agreed_and_nobody_else(circle: Circle) -> None:
    entry = entry_of(circle)
    kim, rosa = leaves(circle, KIM, entry), leaves(circle, ROSA, entry)

    assert "wants to work on this, too" in reads(circle, kim)
    assert circle.answers(kim, "agree") == 303
    for link in (kim, rosa):
        assert not (KIM in reads(circle, link) and ROSA in reads(circle, link))
    assert circle.answers(rosa, "agree") == 303

    assert ROSA in reads(circle, kim)
    assert KIM in reads(circle, rosa)
    for path, browser in (
        (f"/c/circle/repertoire/{entry}", circle.app.test_client()),
        ("/c/circle/host", circle.host),
        ("/api/c/circle/state?as=host", circle.host),
        ("/api/c/circle/changes?since=0&as=host", circle.host),
    ):
        shown = browser.get(path).text
        assert KIM not in shown
        assert ROSA not in shown


def test_whoever_comes_later_is_asked_about_separately(circle: Circle) -> None:
    entry = entry_of(circle)
    kim, rosa = leaves(circle, KIM, entry), leaves(circle, ROSA, entry)
    for link in (kim, rosa):
        circle.answers(link, "agree")

    tom = leaves(circle, TOM, entry)
    circle.answers(tom, "agree")

    assert KIM not in reads(circle, tom)
    assert TOM not in reads(circle, kim)
    assert "Somebody else" in reads(circle, kim)
    circle.answers(kim, "agree")
    assert TOM in reads(circle, kim)
    assert ROSA in reads(circle, kim)
    assert ROSA not in reads(circle, tom)


def test_contact_that_is_removed_is_gone_for_the_other(circle: Circle) -> None:
    entry = entry_of(circle)
    kim, rosa = leaves(circle, KIM, entry), leaves(circle, ROSA, entry)
    for link in (kim, rosa):
        circle.answers(link, "agree")

    circle.answers(kim, "remove")

    assert KIM not in reads(circle, rosa)


def test_contacts_go_with_their_entry(circle: Circle) -> None:
    author = circle.joins()
    circle.agrees(link := circle.offers(author))
    kim = leaves(circle, KIM, str(circle.parts()[0]["entry"]))

    circle.answers(link, "take_back")

    assert circle.app.test_client().get(kim).status_code == 403


def test_nothing_removed_is_left_in_the_files(circle: Circle, tmp_path: Path) -> None:
    entry = entry_of(circle)
    for link in (leaves(circle, KIM), leaves(circle, ROSA, entry)):
        circle.answers(link, "remove")

    run_once(circle.services.ledger, None, circle.clock)

    for file in tmp_path.iterdir():
        if file.is_file():
            data = file.read_bytes()
            assert KIM.encode() not in data
            assert ROSA.encode() not in data


def test_link_of_one_row_does_not_open_a_later_one_with_its_id(circle: Circle) -> None:
    link = leaves(circle, KIM)
    ledger = circle.services.ledger
    [row] = ledger.community(key_of("circle")).rows("contacts")

    with ledger.turn(key_of("circle")) as turn:
        other = {**row, "contact": ROSA, "key": "another"}
        seq, puts = turn.stream.seq + 1, {"contacts": [other]}
        turn.append(Change(seq, "put_contact", circle.clock.now(), "host", puts))

    assert circle.app.test_client().get(link).status_code == 403


def test_flood_of_forms_is_stopped_and_stops_no_link(tmp_path: Path) -> None:
    settings = Settings(db=tmp_path / "flood.db", async_mode="threading")
    clock = Ahead()
    circle = Circle(create_app(settings, clock=clock), clock)
    link = leaves(circle, KIM)

    browser, form = circle.app.test_client(), {"contact": "spam"}
    found = [
        browser.post("/c/circle/write-to-me", data=form, headers=FORM).status_code
        for _ in range(60)
    ]

    assert 429 in found
    assert circle.answers(link, "save", contact=ROSA) == 303
    circle.services.ledger.close()


def test_changes_do_not_tell_that_a_contact_was_left_or_removed(circle: Circle) -> None:
    entry = entry_of(circle)
    before = len(circle.services.ledger.since(key_of("circle"), 0))
    kim, rosa = leaves(circle, KIM, entry), leaves(circle, ROSA)
    leaves(circle, TOM, entry)
    circle.answers(kim, "agree")
    for link in (kim, rosa):
        circle.answers(link, "remove")
    real = circle.opens("Autumn")

    told = circle.app.test_client().get(f"/api/c/circle/changes?since={before}").get_json()
    shown = [{n: v for n, v in one.items() if n != "seq"} for one in told["changes"]]

    assert real not in json.dumps(shown)
    assert all(one == shown[-1] for one in shown), shown
    assert len(shown) == 7


def test_code_that_the_host_removes_from_the_series_is_not_told(circle: Circle) -> None:
    form = {"do": "remove", "code": circle.code}
    assert circle.host.post("/c/circle/host", data=form, headers=FORM).status_code == 303

    shown = circle.app.test_client().get("/api/c/circle/changes?since=0").text
    assert circle.code not in shown
    assert circle.code in circle.host.get("/api/c/circle/changes?since=0&as=host").text

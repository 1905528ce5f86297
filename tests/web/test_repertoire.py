"""The repertoire: a note is offered, its author is asked again, and nobody is linked."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from openspace.domain.community.stream import key_of
from openspace.service.maintenance import run_once
from tests.web.circles import A_WEEK, FORM, NAME, PROBLEM, TITLE, Circle, note_of

# --- offering and agreeing


def test_nothing_is_published_before_its_author_agrees_a_week_later(circle: Circle) -> None:
    kim = circle.joins()
    link = circle.offers(kim)

    assert circle.answers(link, "agree") == 409
    [offer] = circle.state(kim)["offers"]
    refused = kim.post(
        f"/api/{circle.code}/commands",
        json={"id": "early", "name": "agree_to_offer", "args": {"offer": offer["id"]}},
    ).get_json()
    assert (refused["error"]["code"], refused["error"]["why"]) == ("not_now", "asked_again")
    with circle.clock.later(A_WEEK):
        run_once(circle.services.ledger, None, circle.clock)
        assert TITLE not in circle.page()
        assert circle.answers(link, "agree") == 303
    assert TITLE in circle.page()


def test_nobody_but_its_author_sees_an_offer(circle: Circle) -> None:
    kim, rosa = circle.joins(), circle.joins()
    circle.offers(kim)

    assert circle.state(kim)["offers"][0]["title"] == TITLE
    for browser, path in (
        (rosa, f"/api/{circle.code}/state"),
        (circle.host, f"/api/{circle.code}/state?as=host"),
        (circle.host, f"/api/{circle.code}/changes?since=0&as=host"),
        (rosa, f"/api/{circle.code}/changes?since=0"),
        (circle.host, f"/{circle.code}/export.json"),
        (circle.host, "/api/c/circle/state?as=host"),
        (circle.host, "/c/circle/host"),
        (rosa, f"/{circle.code}/proceedings.json"),
    ):
        shown = browser.get(path)
        assert shown.status_code == 200
        assert TITLE not in shown.text, path
        assert '"name":"offer_entry"' not in shown.text, path


def test_nobody_is_told_the_time_of_day_at_which_an_author_agreed(circle: Circle) -> None:
    """Two entries that are agreed to within a minute are probably one author's."""
    link = circle.offers(circle.joins())
    circle.agrees(link)
    circle.answers(link, "take_back")

    for browser, as_ in ((circle.app.test_client(), ""), (circle.host, "&as=host")):
        answer = browser.get(f"/api/c/circle/changes?since=0{as_}").get_json()
        told = [change for change in answer["changes"] if change["name"].endswith("_part")]
        assert len(told) == 2
        assert not any("at" in change for change in told)


def test_only_the_author_of_a_note_can_offer_it(circle: Circle) -> None:
    kim, rosa = circle.joins(), circle.joins()
    circle.offers(kim)
    note = note_of(circle, kim)

    for browser in (rosa, circle.host, circle.app.test_client()):
        assert browser.get(f"/{circle.code}/keep/{note}").status_code == 403
        form = {"title": "Mine", "kind": "tool"}
        sent = browser.post(f"/{circle.code}/keep/{note}", data=form, headers=FORM)
        assert sent.status_code == 403


def test_refused_form_keeps_what_was_typed(circle: Circle) -> None:
    kim = circle.joins()
    circle.offers(kim)

    form = {"title": "", "kind": "tool", "practice": "Much that I typed"}
    response = kim.post(f"/{circle.code}/keep/{note_of(circle, kim)}", data=form, headers=FORM)

    assert response.status_code == 400
    assert "Much that I typed" in response.text
    assert "An entry needs a title." in response.text


def test_gathering_in_no_community_offers_nothing(circle: Circle) -> None:
    kim = circle.joins()
    circle.offers(kim)
    circle.does(circle.host, "edit_gathering", as_="host", community="")

    assert kim.get(f"/{circle.code}/keep/{note_of(circle, kim)}").status_code == 409


def test_link_works_from_any_browser_and_changes_the_texts(circle: Circle) -> None:
    link = circle.offers(circle.joins())

    assert circle.answers(link, "save", title="Another title") == 303
    circle.agrees(link)
    assert "Another title" in circle.page()
    assert circle.answers(link, "save", practice="<b>New</b> text") == 303
    [part] = circle.parts()
    entry = circle.app.test_client().get(f"/c/circle/repertoire/{part['entry']}").text
    assert "&lt;b&gt;New&lt;/b&gt; text" in entry
    assert part["edited_day"]


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:-9] + ("A" if t[-9] != "A" else "B") + t[-8:],
        lambda t: "",
        lambda t: t + "x",
        str.lower,
    ],
)
def test_forged_link_opens_nothing(circle: Circle, change: Any) -> None:
    link = circle.offers(circle.joins())
    at, token = link.rsplit("/", 1)

    assert circle.app.test_client().get(f"{at}/{change(token)}").status_code in (403, 404)
    assert circle.app.test_client().get(link).status_code == 200


def test_link_does_not_open_another_community(circle: Circle) -> None:
    link = circle.offers(circle.joins())
    circle.host.post("/api/communities", json={"name": "Other"})

    assert circle.app.test_client().get(link.replace("/c/circle/", "/c/other/")).status_code == 403


def test_later_gathering_adds_to_an_entry(circle: Circle) -> None:
    circle.agrees(circle.offers(circle.joins()))
    [part] = circle.parts()
    circle.code = circle.opens("Autumn")
    kim = circle.joins()
    rooms, slots = (circle.state(kim)[table] for table in ("rooms", "slots"))
    topic = circle.does(kim, "propose_topic", title="Letters again")["topic"]
    cell = {"room": rooms[0]["id"], "slot": slots[0]["id"]}
    circle.session = circle.does(kim, "claim_cell", topic=topic, **cell)["session"]

    circle.agrees(circle.offers(kim, title="Ours", practice="We add", entry=part["entry"]))

    shown = circle.app.test_client().get(f"/c/circle/repertoire/{part['entry']}").text
    assert "Spring" in shown
    assert "Autumn" in shown
    assert shown.index(PROBLEM) < shown.index("We add")
    assert "From 2 people" in circle.page()


# --- nobody is linked


def test_community_has_no_person_and_no_time_of_day_of_an_author(
    circle: Circle, tmp_path: Path
) -> None:
    kim = circle.joins()
    person = circle.state(kim)["people"][0]["id"]
    circle.agrees(circle.offers(kim))

    public = circle.app.test_client().get("/api/c/circle/state").get_json()["tables"]
    assert set(public["parts"][0]) >= {"day", "shown_as"}
    assert "offer" not in public["parts"][0]
    host = circle.host.get("/api/c/circle/state?as=host").get_json()["tables"]
    assert {"offer", "title", "kind"}.isdisjoint(host["parts"][0])
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as db:
        stored = db.execute("SELECT * FROM parts").fetchall()
        logged = db.execute("SELECT \"by\", puts FROM changes WHERE name = 'put_part'").fetchall()
    assert f'"{person}"' not in json.dumps([stored, logged])
    assert len(public["parts"][0]["day"]) == 10


def test_two_offers_of_one_author_have_nothing_in_common(circle: Circle) -> None:
    kim = circle.joins()
    links = [circle.offers(kim, title=title) for title in ("One", "Two")]
    for link in links:
        circle.agrees(link)

    for link, other in (links, links[::-1]):
        page = circle.app.test_client().get(link).text
        assert other not in page
    one, two = circle.parts()
    same = {name for name in one if one[name] == two[name] and name not in ("title", "entry")}
    assert same <= {
        *("kind", "problem", "practice", "helps_when", "not_when", "shown_as", "day", "hidden"),
        *("gathering", "gathering_title", "session", "session_title", "edited_day"),
        "hidden_reason",
    }


def test_nobody_is_named_unless_the_author_types_a_name(circle: Circle) -> None:
    kim = circle.joins()
    circle.does(kim, "edit_me", name=NAME)
    circle.agrees(circle.offers(kim))
    [part] = circle.parts()
    at = f"/c/circle/repertoire/{part['entry']}"

    assert NAME not in circle.app.test_client().get(at).text
    circle.agrees(circle.offers(kim, title="Named", shown_as=NAME))
    assert (
        NAME
        in circle.app.test_client().get(f"/c/circle/repertoire/{circle.parts()[1]['entry']}").text
    )


# --- the community's host


def test_host_hides_a_part_and_its_author_reads_why(circle: Circle) -> None:
    link = circle.offers(circle.joins())
    circle.agrees(link)
    [part] = circle.parts()

    form = {"do": "hide", "part": part["id"], "reason": "It names a neighbour."}
    assert circle.host.post("/c/circle/host", data=form, headers=FORM).status_code == 303

    assert TITLE not in circle.page()
    assert circle.app.test_client().get(f"/c/circle/repertoire/{part['entry']}").status_code == 404
    assert "It names a neighbour." in circle.app.test_client().get(link).text
    assert "It names a neighbour." not in circle.app.test_client().get("/api/c/circle/state").text
    form = {"do": "show", "part": part["id"]}
    assert circle.host.post("/c/circle/host", data=form, headers=FORM).status_code == 303
    assert TITLE in circle.page()


def test_damaged_community_stops_no_gathering(circle: Circle, tmp_path: Path) -> None:
    kim = circle.joins()
    link = circle.offers(kim)
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as db, db:
        db.execute("DROP TABLE parts")
    circle.services.ledger.evict(key_of("circle"))

    with circle.clock.later(A_WEEK):
        circle.answers(link, "agree")

    circle.does(kim, "propose_topic", title="Goes on")

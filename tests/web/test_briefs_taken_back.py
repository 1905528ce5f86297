"""What a brief does not have: what its book does not show, or does not show any more, and who wrote it."""

import re
from typing import Any

import pytest

from openspace.domain.community.stream import key_of
from openspace.service.maintenance import run_once
from tests.web.briefs import ADVICE, ASKED, FORM, FORMATS, FOUND, NAME, OTHER, Circle
from tests.web.briefs import circle as circle


@pytest.mark.parametrize(
    "gone",
    [
        lambda c: c.does(c.kim, "retract_note", note=c.items[ADVICE].rpartition("/")[2]),
        lambda c: c.does(
            c.host, "hide_note", as_="host", note=c.items[ADVICE].rpartition("/")[2], hidden=True
        ),
        lambda c: c.does(
            c.host, "cover", as_="host", table="notes", id=c.items[ADVICE].rpartition("/")[2]
        ),
        lambda c: c.kim.post(f"/api/{c.code}/erase", json={"words": True}),
        lambda c: c.does(
            c.kim, "edit_note", note=c.items[ADVICE].rpartition("/")[2], text="Changed"
        ),
    ],
    ids=["retracted", "hidden", "covered", "erased", "edited"],
)
@pytest.mark.slow
def test_what_is_gone_from_the_book_is_gone_from_every_format(circle: Circle, gone: Any) -> None:
    assert all(ADVICE in " ".join(held.split()) for held in circle.in_every_format().values())

    gone(circle)

    for ending, held in circle.in_every_format().items():
        assert ADVICE not in " ".join(held.split()), ending
        assert FOUND in " ".join(held.split()), ending
    edit = circle.host.get(f"{circle.path}/edit?from={circle.code}").text
    assert ADVICE not in edit


@pytest.mark.parametrize(
    "leaves",
    [
        lambda c: c.asks("remove_gathering", code=c.code),
        lambda c: c.does(c.host, "edit_gathering", as_="host", community=""),
        lambda c: c.app.extensions["openspace"].ledger.purge(c.code),
    ],
    ids=["removed", "left", "purged"],
)
def test_items_go_with_their_gathering(circle: Circle, leaves: Any) -> None:
    leaves(circle)

    for ending, held in circle.in_every_format().items():
        for words in (ADVICE, ASKED, FOUND, "Spring 51ab", circle.code):
            assert words not in held, ending


def test_search_engines_index_neither_the_book_nor_a_brief_with_its_items(circle: Circle) -> None:
    for path in (f"/{circle.code}/proceedings", *(f"{circle.path}{ending}" for ending in FORMATS)):
        assert circle.reader.get(path).headers["X-Robots-Tag"] == "noindex", path


def test_no_rendered_file_has_what_a_deleted_gathering_had(circle: Circle) -> None:
    etag = circle.reader.get(f"{circle.path}.md").headers["ETag"].removeprefix("W/").strip('"')
    cache = circle.app.extensions["openspace"].render_cache
    assert cache.holds(key_of("circle"), etag)

    deleted = circle.host.post(f"/api/{circle.code}/delete?as=host", json={"confirm": circle.code})

    assert deleted.status_code == 200
    assert not cache.holds(key_of("circle"), etag)


def test_what_no_published_book_has_is_in_no_brief(circle: Circle) -> None:
    later = circle.notes(circle.joins(), "recommendation", OTHER)
    summary = circle.notes(circle.joins(), "summary", "A summary 5e5e")
    circle.edits(items=[*circle.items.values(), later, summary])

    assert OTHER not in circle.reads(".md")
    circle.publishes()
    assert OTHER in circle.reads(".md")
    assert "A summary 5e5e" not in circle.reads(".md")


def test_nobody_else_finds_an_unpublished_brief(circle: Circle) -> None:
    circle.edits(published=False)

    for browser in (circle.reader, circle.kim):
        for ending in FORMATS:
            assert browser.get(f"{circle.path}{ending}").status_code == 404
        assert browser.get(f"{circle.path}/edit").status_code == 404
        for at in ("/c/circle", "/api/c/circle/state", "/api/c/circle/changes?since=0"):
            assert "1d1d" not in browser.get(at).text, at
    assert "Draft" in circle.reads(browser=circle.host)


def test_only_the_host_opens_the_forms(circle: Circle) -> None:
    assert circle.reader.get(f"{circle.path}/edit").status_code == 403
    form = {"do": "unpublish"}
    sent = circle.reader.post(f"{circle.path}/edit", data=form, headers=FORM)
    assert sent.status_code == 403
    assert circle.reader.get(circle.path).status_code == 200


@pytest.mark.slow
def test_nobody_is_named_whom_the_book_does_not_name(circle: Circle) -> None:
    circle.does(circle.kim, "edit_me", name=NAME, contact="kim@example.org")
    person = circle.kim.get(f"/api/{circle.code}/state").get_json()["tables"]["people"][0]["id"]
    named = circle.notes(circle.kim, "recommendation", OTHER, named=True)
    circle.publishes()

    for ending, held in circle.in_every_format().items():
        assert NAME not in held, ending
        assert "example.org" not in held, ending
    circle.edits(items=[*circle.items.values(), named])
    for ending, held in circle.in_every_format().items():
        assert " ".join(held.split()).count(NAME) == 1, ending
        assert not re.search(rf"\b{person}\b", held) or ending not in ("", ".html", ".json", ".md")
    circle.does(circle.kim, "edit_me", name="")
    assert not any(NAME in held for held in circle.in_every_format().values())


def test_kind_of_evidence_is_shown_only_where_the_book_shows_it(circle: Circle) -> None:
    """Beside a session it could reveal who brought it (`domain/evidence.py`)."""
    lived = {"": "What I lived", ".md": "What I lived", ".json": '"lived"'}
    for ending, words in lived.items():
        assert words not in circle.reads(ending)

    for n in range(4):
        circle.brings(circle.joins(), f"Another {n}")
    circle.publishes()

    for ending, words in lived.items():
        assert words in circle.reads(ending)


def test_no_format_has_a_reference(circle: Circle) -> None:
    """An id contains the change that made it, and so the order in which people wrote."""
    ids = [item.rpartition("/")[2] for item in circle.items.values()]
    for ending in ("", ".html", ".md", ".json", ".epub"):
        held = circle.reads(ending)
        assert not any(re.search(rf'["/>\s]{id}["/<\s]', held) for id in ids), ending
    book = circle.reader.get(f"/{circle.code}/proceedings.json").text
    assert not any(f'"{id}"' in book for id in ids)


def test_purged_gathering_leaves_no_reference(circle: Circle) -> None:
    ledger = circle.app.extensions["openspace"].ledger
    ledger.purge(circle.code)

    run_once(ledger, None, circle.clock)

    assert next(iter(ledger.community(key_of("circle")).briefs))["items"] == []


def test_what_was_erased_leaves_no_reference(circle: Circle) -> None:
    advice = circle.items[ADVICE]
    circle.kim.post(f"/api/{circle.code}/erase", json={"words": True})

    ledger = circle.app.extensions["openspace"].ledger
    run_once(ledger, None, circle.clock)

    community = ledger.community(key_of("circle"))
    assert next(iter(community.briefs))["items"] == [circle.items[ASKED], circle.items[FOUND]]
    files = [file.read_bytes() for file in circle.db.parent.iterdir() if file.is_file()]
    assert not any(advice.encode() in data for data in files)

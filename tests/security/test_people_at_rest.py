"""A copy of the store, without its secret, does not tell who wrote an item."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from openspace import create_app
from openspace.config import Settings
from openspace.domain.tables import CATALOGUE
from openspace.ledger.erasing import item_subjects_of
from openspace.ledger.files import secret_file
from openspace.ledger.forgotten import mark_subject, unkeyed_mark
from openspace.ledger.handles import SEALED, Handles
from openspace.ledger.sqlite.backup import back_up
from tests.security.erased_day import CONTACT, NAME, WORDS, Day, Someone, found


@pytest.fixture
def day(app: Flask) -> Day:
    return Day(app)


def values_of(path: Path) -> Iterator[tuple[str, str, object]]:
    """(table, column, value) of all that is stored, the rows in the log one by one."""
    with closing(sqlite3.connect(path)) as store:
        for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            found = store.execute(f"SELECT * FROM {table}")
            columns = [column for column, *_ in found.description]
            for row in found.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if (table, column) != ("changes", "puts"):
                        yield table, column, value
                        continue
                    for of, rows in json.loads(value).items():
                        for logged in rows:
                            yield from ((of, name, one) for name, one in logged.items())


ID = re.compile(r"(?<![\w+/])p\d+(?:\.\d+)?(?![\w+/=])")
OF_NO_ITEM = {("people", "id"), ("passes", "person"), ("generations", "person")}
"""Where a person's id may stand: it tells that somebody is there, and not what they did."""


def test_a_copy_of_the_store_says_of_no_item_whose_it_is(day: Day, tmp_path: Path) -> None:
    back_up(tmp_path / "sessions.db", tmp_path / "backup.db")
    people = {str(row["id"]) for row in day.ledger.load(day.code).rows("people")}
    assert len(people) >= 3

    for table, column, value in values_of(tmp_path / "backup.db"):
        if (table, column) in OF_NO_ITEM or not isinstance(value, str):
            continue
        assert not people & set(ID.findall(value)), (table, column, value)
        assert value != "host", (table, column)
    assert found(tmp_path, NAME) == found(tmp_path, CONTACT) == []
    assert found(tmp_path, WORDS)


def test_every_column_that_says_whose_a_row_is_stands_for_itself() -> None:
    for table, declared in CATALOGUE.items():
        for owner in declared.owners:
            assert owner in SEALED[table] or (table, owner) == ("people", "id")


def test_two_items_of_one_person_have_nothing_in_common(day: Day, tmp_path: Path) -> None:
    back_up(tmp_path / "sessions.db", tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as copy:
        handles = [
            handle
            for column, table in (
                ("author", "notes"),
                ("convener", "topics"),
                ("person", "interests"),
                ("person", "receipts"),
                ("id", "receipts"),
                ("person", "photo_senders"),
                ('"by"', "changes"),
            )
            for (handle,) in copy.execute(f"SELECT {column} FROM {table}")
        ]

    assert len(handles) > 40
    assert len(set(handles)) == len(handles)


def test_nobody_and_the_host_look_like_anybody(day: Day, tmp_path: Path) -> None:
    session = {"session": day.session, "kind": "quote"}
    day.host.does("post_note", text="By the host", **session)
    day.rosa.does("post_note", text="By Rosa", **session)
    day.canary.does("post_note", text="By who is forgotten", **session)
    day.canary.asks_to_be_forgotten(False)

    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        rows = store.execute("SELECT author, shown_as, initiator FROM notes").fetchall()

    authors = [note["author"] for note in day.ledger.load(day.code).rows("notes")]
    assert {"host", None} < set(authors)
    assert {len(handle) for handle, *_ in rows} == {88}
    assert {tuple(others) for _, *others in rows} == {(None, None)}


def test_a_handle_moved_to_another_note_says_nobody(day: Day, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store, store:
        (theirs,) = store.execute("SELECT author FROM notes WHERE id = ?", [day.note]).fetchone()
        store.execute("UPDATE notes SET author = ? WHERE id = ?", [theirs, day.rosas_note])
    day.ledger.evict(day.code)

    moved, own = (day.ledger.load(day.code).row("notes", id) for id in (day.rosas_note, day.note))

    assert moved
    assert own
    assert (moved["author"], own["author"]) == (None, "p2")


def test_without_its_secret_a_store_is_nobodys_and_goes_on(
    app: Flask, day: Day, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = day.rosa.state()["tables"]
    secret_file(tmp_path / "sessions.db").unlink()

    settings = Settings(db=tmp_path / "sessions.db", server_key="key", async_mode="threading")
    again = create_app(settings)

    assert "does not belong to sessions.db" in caplog.text
    client = again.test_client(use_cookies=False)
    state = client.get(f"/api/{day.code}/state").get_json()["tables"]
    assert [note["text"] for note in state["notes"]] == [note["text"] for note in before["notes"]]
    assert {topic["convener_name"] for topic in state["topics"]} == {None}
    assert day.rosa.headers
    assert client.get(f"/api/{day.code}/state", headers=day.rosa.headers).status_code == 403
    host = client.post(f"/api/{day.code}/host", json={"host_key": day.host_key}).get_json()
    host_again = Someone(client, day.code, host["token"])
    host_again.does("hide_note", note=day.note)
    assert client.get(f"/{day.code}/proceedings.md").status_code == 200
    joined = client.post(f"/api/{day.code}/join", json={"name": "New"}).get_json()
    mine = Someone(client, day.code, joined["token"])
    topic = mine.does("propose_topic", title="And on")["topic"]
    assert [row["id"] for row in mine.state()["tables"]["topics"] if row.get("mine")] == [topic]


def test_what_disappears_slowly_is_not_named_in_the_store(day: Day, tmp_path: Path) -> None:
    erase = {"words": True, "pace": "slowly"}
    path = f"/api/{day.code}/erase"
    assert day.canary.client.post(path, json=erase, headers=day.canary.headers).status_code == 200

    items = day.ledger.leaving(day.code, "9999-12-31")
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        stored = {item for (item,) in store.execute("SELECT item FROM leaving")}

    assert len(items) == len(stored) > 1
    assert not stored & {id for _, id in items}


def test_mark_of_who_was_forgotten_cannot_be_turned_back(day: Day, tmp_path: Path) -> None:
    of_items = marks_in(tmp_path)
    day.canary.asks_to_be_forgotten(False)

    marks = marks_in(tmp_path)
    assert of_items
    assert len(marks - of_items) == 1
    joined = [(f"p{change.seq}", change.at) for change in day.ledger.since(day.code, 0)]
    items = [
        one
        for change in day.ledger.since(day.code, 0)
        for one in item_subjects_of(change.seq, change.at)
    ]
    people = [*(person for person, _ in joined), *(mark_subject(*one) for one in joined)]
    guesses = ["", *people, *items]
    assert not marks & {unkeyed_mark(day.code, person) for person in guesses}
    assert not marks & {Handles(b"another secret " * 2).mark(day.code, p) for p in guesses}


def marks_in(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "sessions.db")) as store:
        return {mark for (mark,) in store.execute("SELECT hash FROM forgotten")}


@pytest.mark.parametrize("words", [False, True])
def test_handles_of_who_is_forgotten_are_in_no_file(
    app: Flask, day: Day, tmp_path: Path, words: bool
) -> None:
    them = str(day.ledger.load(day.code).row("topics", day.topic)["convener"])  # type: ignore[index]
    handles = Handles(day.ledger.secret())
    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        columns = {"people": "name", "topics": "convener", "notes": "author", "interests": "person"}
        theirs = {
            stored
            for table, column in columns.items()
            for id, stored in store.execute(f"SELECT id, {column} FROM {table}")
            if them in (id, *handles.open_row(day.code, table, {"id": id, column: stored}).values())
        }
        answers = {
            key
            for person, key in store.execute("SELECT person, id FROM receipts")
            if person == handles.asker(day.code, them, key)
        }
    assert len(theirs) > 5
    assert answers
    assert app.extensions["openspace"].snapshots.take()

    assert day.canary.asks_to_be_forgotten(words).get_json() == {"erased": True, "wiped": True}

    for one in theirs | answers:
        assert found(tmp_path, one) == []


def test_no_receipt_says_which_cells_one_person_holds_or_how_to_become_convener(
    day: Day, tmp_path: Path
) -> None:
    day.host.does("edit_gathering", cells_each=1)
    tables = day.canary.state()["tables"]
    free = [slot["id"] for slot in tables["slots"] if slot["kind"] == "session"][-1]
    cell = {"room": tables["rooms"][0]["id"], "slot": free}
    sent = [
        ("claim_cell", {"topic": day.alone, **cell}),
        ("invite_convener", {"topic": day.topic, "code": "GRASSHOPPER"}),
    ]
    answers: list[dict[str, Any]] = [day.canary.tries(name, **args) for name, args in sent]
    [held] = answers[0]["error"]["held"]
    assert answers[1]["result"] == {"code": "GRASSHOPPER"}

    with closing(sqlite3.connect(tmp_path / "sessions.db")) as store:
        stored = [answer for (answer,) in store.execute("SELECT answer FROM receipts")]
    assert not [one for one in stored if "GRASSHOPPER" in one or f'"held":["{held}"]' in one]
    assert [one for one in stored if '"session"' in one]
    day.canary.asked -= len(sent)
    assert [day.canary.tries(name, **args) for name, args in sent] == answers

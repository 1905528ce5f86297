"""The host erases the words of something hidden for good, and learns nothing about who wrote what."""

from typing import Any

import pytest

from openspace.domain.erasing import Erasure
from openspace.domain.erasure_plan import erasure_of_hidden
from tests.domain.act import as_kept
from tests.domain.given import Day, Someone, a_gathering, refused

WORD = "xylophone"


def erased(day: Day, table: str, id: str) -> Erasure:
    """Hides and erases the item, with what the ledger does."""
    noun = {"topics": "topic", "notes": "note", "evidence": "evidence", "issues": "issue"}[table]
    day.host.asks(f"hide_{noun}", **{noun: id}, reason=f"It says {WORD}.")
    day.host.asks("erase_hidden", table=table, id=id)
    plan = erasure_of_hidden(day.gathering, day.log, (table, id))
    day.log[:] = plan.of_log(day.log)
    day.gathering = plan.of_stream(day.gathering)
    return plan


class Worded:
    """Kim's topic with a note of hers; WORD is in everything that she wrote."""

    def __init__(self) -> None:
        self.day = a_gathering(statement="Teams learn slowly.")
        self.kim, self.rosa, self.host = self.day.joins("Kim"), self.day.joins(), self.day.host
        self.topic = self.kim.proposes(WORD, description=f"{WORD}!", convener_name=f"Dr {WORD}")
        self.session = self.kim.claims(self.topic, "1A")

    def has_the_word(self) -> bool:
        return WORD in f"{as_kept(self.day.log)} {self.day.gathering.tables}"

    def an_item(self, table: str, by: Someone) -> str:
        match table:
            case "notes":
                return by.notes(self.session, WORD, "action", initiator_name=f"Ms {WORD}")
            case "evidence":
                return str(by.asks("post_evidence", form="thought", text=WORD)["evidence"])
            case "issues":
                self.host.asks("set_phase", phase="sessions")
                self.host.asks("edit_gathering", convergence="dots")
                self.host.asks("open_convergence")
                return str(by.asks("name_issue", text=WORD)["issue"])
        return self.topic


@pytest.mark.parametrize("table", ["topics", "notes", "evidence", "issues"])
@pytest.mark.parametrize("is_typed_by_host", [False, True])
def test_words_are_nowhere_afterwards(table: str, is_typed_by_host: bool) -> None:
    given = Worded()
    if table != "topics":
        erased(given.day, "topics", given.topic)
        given.topic = given.kim.proposes("Carers")
        given.session = given.kim.claims(given.topic, "1A")
    elif is_typed_by_host:
        erased(given.day, "topics", given.topic)
        given.topic = given.host.proposes(WORD, convener_name=WORD)
    item = given.an_item(table, given.host if is_typed_by_host else given.rosa)
    given.kim.asks(
        "flag", table=table, id=item, words=f"Not {WORD}!"
    ) if table != "issues" else None

    erased(given.day, table, item)

    assert not given.has_the_word()
    assert given.host.sees_row(table, item) is None


def test_only_what_is_hidden_is_erased() -> None:
    given = Worded()
    with refused("not_now", why="not_hidden"):
        given.host.asks("erase_hidden", table="topics", id=given.topic)
    given.host.asks("hide_topic", topic=given.topic)
    given.host.asks("hide_topic", topic=given.topic, hidden=False)
    with refused("not_now", why="not_hidden"):
        given.host.asks("erase_hidden", table="topics", id=given.topic)
    with refused("unknown_note"):
        given.host.asks("erase_hidden", table="notes", id="n999")
    with refused("not_a_choice", field="table"):
        given.host.asks("erase_hidden", table="news", id="news1")


@pytest.mark.parametrize("by_its_convener", [False, True])
def test_topic_with_notes_is_untitled_whoever_wrote_them(by_its_convener: bool) -> None:
    """Otherwise the host would learn whether all of them are its convener's."""
    given = Worded()
    note = (given.kim if by_its_convener else given.rosa).notes(given.session, "Tea")

    erased(given.day, "topics", given.topic)

    assert not given.has_the_word()
    row = given.host.sees_row("topics", given.topic) or {}
    assert (row["title"], row["description"], row["convener_name"]) == ("Untitled", "", None)
    assert (row["hidden"], row["hidden_reason"]) == (True, "")
    given.host.asks("hide_topic", topic=given.topic, hidden=False)
    assert given.rosa.sees_row("notes", note)
    given.kim.asks("edit_topic", topic=given.topic, title="Carers")


@pytest.mark.parametrize("are_two", [False, True])
def test_topic_without_notes_is_gone_however_many_convene_it(are_two: bool) -> None:
    given = Worded()
    code = given.kim.asks("invite_convener", topic=given.topic)["code"]
    if are_two:
        given.rosa.asks("accept_convening", code=code)

    erased(given.day, "topics", given.topic)

    assert given.day.gathering.row("topics", given.topic) is None
    assert [row for row in given.day.gathering.rows("invites") if not row["closed"]] == []
    told = [row["kind"] for row in given.rosa.sees("notices")]
    assert told == (["hidden", "erased"] if are_two else [])


@pytest.mark.parametrize("table", ["topics", "notes", "evidence", "issues"])
def test_its_author_is_told_and_nobody_else(table: str) -> None:
    given = Worded()
    item = given.an_item(table, given.kim)

    erased(given.day, table, item)

    assert [row["kind"] for row in given.kim.sees("notices")][-1] == "erased"
    assert given.rosa.sees("notices") == given.host.sees("notices") == []


def test_every_screen_fetches_the_state() -> None:
    """A copy of the item of a page that is not told would stay; a list would say what it was."""
    given = Worded()
    reflection: dict[str, Any] = {"text": WORD}
    given.host.asks("edit_gathering", reflections=True)
    given.host.asks("set_phase", phase="closing")
    item = given.kim.asks("post_reflection", **reflection)["evidence"]

    erased(given.day, "evidence", item)

    assert given.day.log[-1].name == "erase_hidden"
    assert given.kim.sees_row("evidence", item) is None

"""The catalogue of tables and columns, and what follows from a mark, or from none."""

import json
from dataclasses import replace
from typing import Annotated, TypedDict

import pytest

from openspace.domain.anonymise import anonymised
from openspace.domain.audience import see, see_change
from openspace.domain.change import Change
from openspace.domain.columns import KEPT, OWNER, PUBLIC, WHOSE, WORDS, Column, Default, read_table
from openspace.domain.erasure_plan import erasure
from openspace.domain.gathering import Gathering
from openspace.domain.my_data import my_data
from openspace.domain.private_tables import Interest, Notice
from openspace.domain.rows import completed, new
from openspace.domain.tables import CATALOGUE, News, Note
from openspace.domain.taken_back import without_what_was_taken_back
from tests.domain.copies import everybody, played
from tests.domain.given import Day
from tests.domain.test_audience import Morning

SECRET = "xyzzy"
UNMARKED = "not_thought_of"


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> Morning:
    """A gathering whose rows have one column more, which nobody has marked, and which holds something."""
    for name, table in CATALOGUE.items():
        more = Column(UNMARKED, str, True, frozenset())
        monkeypatch.setitem(
            CATALOGUE, name, replace(table, columns={**table.columns, UNMARKED: more})
        )
    morning = Morning()
    fill(morning.day)
    return morning


def fill(day: Day, value: object = SECRET) -> None:
    for change in day.log:
        for rows in change.puts.values():
            for row in rows:
                assert UNMARKED in row
                row[UNMARKED] = value


def everything(gathering: Gathering, log: list[Change] | None = None) -> str:
    changes = [change.as_dict() for change in log or ()]
    return json.dumps([gathering.tables, changes], ensure_ascii=False)


def test_column_without_a_mark_is_seen_by_nobody(morning: Morning) -> None:
    day = morning.day

    for viewer in everybody(day.gathering):
        seen = see(day.gathering, viewer)
        changes = [
            see_change(step, change, viewer)
            for step, change in zip(played(day.log), day.log, strict=True)
        ]
        assert UNMARKED not in (told := json.dumps([seen, changes]))
        assert SECRET not in told


def test_column_without_a_mark_is_erased_with_its_person(morning: Morning) -> None:
    day, rosa = morning.day, morning.rosa.id
    others = [row["id"] for row in day.gathering.rows("notes") if row["author"] != rosa]

    for words in (False, True):
        erased = erasure(day.gathering, day.log, rosa, words)
        kept = erased.of_stream(day.gathering)
        for name, table in CATALOGUE.items():
            for row in day.gathering.rows(name):
                now = kept.row(name, row["id"])
                if now and rosa in [row.get(owner) for owner in table.owners]:
                    assert now[UNMARKED] is None, name
        assert others
        for note in others:
            assert (kept.row("notes", note) or {})[UNMARKED] == SECRET
        for change in erased.of_log(day.log):
            for row in change.puts.get("notes", ()):
                assert row[UNMARKED] == (SECRET if row["id"] in others else None)


@pytest.mark.parametrize("where", ["{}", ["{}"], {"who": ["{}"]}, {"{}": 1}])
def test_column_without_a_mark_is_erased_where_it_says_who_they_are(
    morning: Morning, where: object
) -> None:
    day, rosa = morning.day, morning.rosa.id
    value = json.loads(json.dumps(where).replace("{}", rosa))
    fill(day, value)

    erased = erasure(day.gathering, day.log, rosa, words=False)

    assert rosa not in json.dumps(erased.of_stream(day.gathering).tables)


def test_column_without_a_mark_is_in_no_export(morning: Morning) -> None:
    assert SECRET not in everything(*anonymised(morning.day.gathering, morning.day.log))


def test_column_without_a_mark_is_not_in_what_a_person_is_told_of_themselves(
    morning: Morning,
) -> None:
    assert UNMARKED not in json.dumps(my_data(morning.day.gathering, morning.rosa.id))


def test_column_without_a_mark_has_no_past(morning: Morning) -> None:
    today = morning.day.gathering
    [row, *_] = today.rows("notes")

    kept = without_what_was_taken_back("notes", {**row, UNMARKED: "earlier"}, today)

    assert kept is not None
    assert kept[UNMARKED] == SECRET


def test_table_that_no_rule_of_erasing_mentions_goes_with_its_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Dot(TypedDict):
        id: Annotated[str, PUBLIC]
        person: Annotated[str, WHOSE]
        text: Annotated[str, OWNER, WORDS]

    monkeypatch.setitem(CATALOGUE, "dots", read_table("dots", Dot))
    rows = [{"id": f"d{n}", "person": f"p{n}", "text": "mine"} for n in (1, 2)]
    day = Morning().day
    erased = erasure(day.gathering, day.log, "p1", words=False)

    assert [erased.row("dots", row) for row in rows] == [None, rows[1]]


# --- the declarations


def test_every_column_that_is_stored_says_where_it_may_go() -> None:
    assert [name for name, table in CATALOGUE.items() if table.unmarked] == []


def test_words_alone_do_not_say_where_a_column_may_go() -> None:
    assert not Column("story", str, False, frozenset({WORDS})).is_marked


def test_every_table_has_an_id_and_at_most_two_owners() -> None:
    for name, table in CATALOGUE.items():
        assert next(iter(table.columns)) == "id", name
        assert len(table.marked(WHOSE)) <= 2, name


def test_ids_of_people_are_shown_to_nobody() -> None:
    """Only of who chose to be listed the id is known, and to each their own."""
    for name, table in CATALOGUE.items():
        if name != "people":
            seen = {*table.public, *table.for_owner, *table.for_host}
            assert seen.isdisjoint(table.names), name


def test_column_says_its_type_whether_it_may_be_none_and_its_default() -> None:
    class Dot(TypedDict):
        id: Annotated[str, PUBLIC]
        tags: Annotated[list[str] | None, KEPT]
        weight: Annotated[int, PUBLIC, Default(1)]
        secret: dict[str, int]

    columns = read_table("dots", Dot).columns

    assert [(c.kind, c.optional, c.default, c.is_required) for c in columns.values()] == [
        (str, False, "", True),
        (list, True, None, False),
        (int, False, 1, False),
        (dict, False, {}, False),
    ]
    assert columns["weight"].accepts(2)
    assert not columns["weight"].accepts(True)
    assert not columns["weight"].accepts(None)
    assert columns["tags"].accepts(None)


# --- rows


def test_new_row_has_every_column_of_its_table() -> None:
    row = new(Interest, id="i1", topic="t1", person="p1")

    assert row == {"id": "i1", "topic": "t1", "person": "p1"}


def test_new_rows_do_not_share_their_defaults() -> None:
    spec = {"id": "n1", "person": "p1", "kind": "meet", "at": "now"}
    one, other = new(Notice, **spec), new(Notice, **spec)
    one["codes"].append("1A")

    assert other["codes"] == []


def test_new_row_refuses_a_column_that_the_table_has_not() -> None:
    with pytest.raises(TypeError, match="interests has no column topik"):
        new(Interest, id="i1", topik="t1", topic="t1", person="p1")


def test_new_row_refuses_to_leave_out_what_has_no_default() -> None:
    with pytest.raises(TypeError, match="a new row of news needs text"):
        new(News, id="news1", kind="news", at="now")


def test_older_row_is_completed_as_its_store_reads_it() -> None:
    row = completed("notes", {"id": "n1", "text": "Meet"})

    assert (row["text"], row["hidden"], row["hidden_reason"]) == ("Meet", False, None)
    assert Note.__annotations__.keys() == row.keys()

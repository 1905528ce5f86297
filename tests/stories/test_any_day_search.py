"""Any day at all: a search finds what the book shows, and nothing else."""

import sqlite3
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from openspace.domain.editions import as_published
from openspace.domain.gathering import Gathering
from openspace.domain.rules.book import newest_edition
from openspace.domain.searchable import published_by
from openspace.ledger.sql import searchable
from openspace.ledger.sqlite import search
from openspace.proceedings.book import compile_book
from tests.domain.copies import played
from tests.security.exchanged import APPS, CODES, PEOPLE, a_day
from tests.stories.test_any_day import TAKEN
from tests.support.examples import examples

NAMES = """
propose_topic edit_topic withdraw_topic restore_topic hide_topic claim_cell move_session release_session
post_note describe_photo edit_note retract_note hide_note cover publish_book edit_gathering approve_topic
post_evidence edit_evidence retract_evidence hide_evidence hide_all_by hide_since
"""
STEPS = st.one_of([steps for name, steps in TAKEN if name in NAMES.split()])
WHO = st.sampled_from([0, 1, PEOPLE, PEOPLE])
"""Half of the steps are the host's."""
DAYS = st.lists(st.tuples(WHO, STEPS), min_size=5, max_size=30)
PUBLISHES = (PEOPLE, ("publish_book", {}))


@settings(
    max_examples=examples(100),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(DAYS, DAYS)
def test_any_day_is_found_as_its_book_shows_it(
    before: list[tuple[int, Any]], afterwards: list[tuple[int, Any]]
) -> None:
    day = a_day(APPS[0], next(CODES), [*before, PUBLISHES, *afterwards])
    log, today = day.ledger.since(day.code, 0), day.gathering
    newest = newest_edition(today)
    assume(newest)
    assert newest

    index = search.in_memory()
    states = [Gathering(), *played(list(log))]
    for change, earlier, later in zip(log, states, states[1:], strict=False):
        searchable.keep(index, later, [change], published_by(change, earlier, later))

    then = day.ledger.at(day.code, newest["seq"])
    book = compile_book(as_published(then, today))
    shown = [f"{note.text}\n{note.alt}".strip() for r in book.everything for note in r.notes]
    shown += [f"{item.text}\n{item.citation}".strip() for item in book.evidence]
    assert sorted(_texts(index, "title = '' AND kind <> ''")) == sorted(filter(None, shown))
    headings = {report.heading for report in book.everything if report.heading}
    assert set(_texts(index, "title <> ''", "title")) <= headings

    anew = search.in_memory()
    searchable.write(anew, today, then)
    assert _texts(index, "kind <> ''", "*") == _texts(anew, "kind <> ''", "*")


def _texts(index: sqlite3.Connection, where: str, column: str = "text") -> list[Any]:
    rows = index.execute(f"SELECT {column} FROM searchable WHERE {where} ORDER BY id").fetchall()
    return rows if column == "*" else [text for (text,) in rows]

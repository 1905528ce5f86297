"""Anonymous means anonymous: had two people written each other's anonymous items, nobody else could tell.

Random days are played twice. The second time, the authors of two anonymous items have changed places: each
does to the other's item whatever was done to it as its author. For everybody but those two, every view is
the same to the letter: state, changes, pages, export, books, feeds; also after one of the two was erased.
"""

import itertools
import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openspace.domain.commands import parse
from openspace.domain.viewer import HOST, PUBLIC, Viewer
from tests.security.exchanged import (
    APPS,
    CODES,
    NOUNS,
    PEOPLE,
    TABLES,
    Played,
    a_day,
    assert_same,
    days,
    exchanged,
)
from tests.stories.crowd import NTH
from tests.stories.test_any_day import STEPS

DAYS = st.lists(st.tuples(NTH, STEPS), min_size=15, max_size=45)


@days(40)
@given(DAYS, st.integers(0, 1_000), st.booleans())
def test_exchanging_the_authors_of_two_anonymous_items_changes_nobody_elses_view(
    steps: list[tuple[int, tuple[str, dict[str, Any]]]], chance: int, erased: bool
) -> None:
    code = next(CODES)
    day = a_day(APPS[0], code, steps)
    pairs = [
        pair
        for pair in itertools.combinations(sorted(day.made_by), 2)
        if day.made_by[pair[0]] != day.made_by[pair[1]]
    ]
    assume(pairs)
    pair = random.Random(chance).choice(pairs)
    twin = exchanged(APPS[1], day, pair)
    assume(twin)
    authors = {day.made_by[item] for item in pair}
    others = [person for n, person in enumerate(day.people) if n not in authors]

    if erased:
        for one in (day, twin):
            one.erase(min(authors))

    viewers = [PUBLIC, HOST, *others]
    assert_same(day.views(viewers), twin.views(viewers))
    for asker, probe in probes(day, pair, others):
        assert day.take(asker, probe) == twin.take(asker, probe), probe
    assert_same(day.views(viewers), twin.views(viewers))


def probes(day: Played, items: tuple[str, str], others: list[Viewer]) -> list[tuple[Viewer, Any]]:
    """What the host and a third person could ask to find something out about the items' authors."""
    found: list[tuple[Viewer, Any]] = []
    sessions = {
        row["id"] for item in items if item[0] == "t" for row in day.gathering.sessions_of(item)
    }
    everywhere = [row["id"] for row in day.gathering.rows("sessions")]
    topics = [row["id"] for row in day.gathering.rows("topics")]
    for asker in (HOST, *others[:1]):
        for session in sorted(sessions):
            found += [
                (asker, ("offer_swap", {"session": s, "wanted": session})) for s in everywhere
            ]
            found += [(asker, ("ask_to_meet", {"session": session, "topic": t})) for t in topics]
        for item in items:
            table = NOUNS[item[0]]
            found.append((asker, (f"hide_{table}", {table: item})))
            found.append((asker, (f"hide_{table}", {table: item, "hidden": False})))
            found += [(asker, (name, {table: item})) for name in ("report_name", "remove_name")]
            found.append((asker, ("describe_photo", {"note": item, "alt": "A chart"})))
            found.append((asker, ("flag", {"table": TABLES[table], "id": item})))
            found += [
                (asker, ("cover", {"table": TABLES[table], "id": item, "covered": covered}))
                for covered in (True, False)
            ]
            if table == "topic":
                found.append((asker, ("confirm_report", {"topic": item})))
                found.append((asker, ("dismiss_notices", {"topic": item})))
        # Every item, twice: that somebody is paused already must not show.
        for rested in (True, True, False):
            for item in sorted(day.made_by, reverse=not rested):
                table = NOUNS[item[0]]
                found.append((asker, ("rest_author", {table: item, "rested": rested})))
    for item in items:
        table = NOUNS[item[0]]
        found.append((HOST, (f"hide_{table}", {table: item, "hidden": True})))
        found.append((HOST, ("erase_hidden", {"table": TABLES[table], "id": item})))
    return [(asker, parse(name, args)) for asker, (name, args) in found]


@pytest.mark.slow
def test_exchanging_authors_changes_no_book_in_any_format() -> None:
    day, pair = a_plain_day()

    twin = exchanged(APPS[1], day, pair)

    assert twin
    assert_same(day.views([PUBLIC], all_formats=True), twin.views([PUBLIC], all_formats=True))


def test_authors_themselves_see_what_is_theirs() -> None:
    """So that the silence of the others means something."""
    day, pair = a_plain_day()

    twin = exchanged(APPS[1], day, pair)

    assert twin
    author = day.people[day.made_by[pair[0]]]
    with pytest.raises(AssertionError):
        assert_same(day.views([author]), twin.views([author]))


def a_plain_day() -> tuple[Played, tuple[str, str]]:
    """Two placed topics, eight notes by chance, the end; and two notes by two people."""
    day, chance = Played(APPS[0], next(CODES)), random.Random(7)
    room_a, room_b = (room["id"] for room in day.gathering.rooms[:2])
    slot = day.gathering.slots[1]["id"]
    one, other = (day.does((n, "propose_topic", {"title": "Carers"})) for n in (0, 1))
    topics = [answer["result"]["topic"] for answer in (one, other)]
    for who, topic, room in ((0, topics[0], room_a), (1, topics[1], room_b)):
        day.does((who, "claim_cell", {"topic": topic, "room": room, "slot": slot}))
    for nth in range(8):
        session = "s" + chance.choice(topics)[1:]
        note = {"session": session, "kind": chance.choice(["quote", "story"]), "text": f"No {nth}"}
        day.does((chance.randrange(PEOPLE), "post_note", note))
    day.does((PEOPLE, "publish_book", {}))
    day.does((PEOPLE, "set_phase", {"phase": "closed"}))
    notes = sorted(item for item in day.made_by if item[0] == "n")
    return day, next(
        pair
        for pair in itertools.combinations(notes, 2)
        if day.made_by[pair[0]] != day.made_by[pair[1]]
    )

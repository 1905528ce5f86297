"""The map of topics with shared interest: what many shared is drawn, what few did is in no file.

Who they are is nowhere.
"""

import io
import zipfile
from collections.abc import Iterable
from functools import partial

import pytest

from openspace.domain.viewer import HOST, Viewer
from openspace.proceedings.book import compile_book
from openspace.proceedings.charts import charts
from openspace.proceedings.contents import Book
from tests.proceedings.day import Day, full_day
from tests.proceedings.opened import held_in, made
from tests.proceedings.test_editions import edition
from tests.support.each_format import EACH_FORMAT

WEB = "Map of topics with shared interest"
READ = ["html", "epub", "pdf"]


def marked(both: Iterable[int], only: Iterable[int] = (), closed: bool = True) -> Day:
    """Of eight conveners, `both` are interested in 1A and 1B, `only` in 1A and 2A."""
    day = full_day()
    people = conveners(day, 8)
    for n in both:
        mark(day, people[n], "1A", "1B")
    for n in only:
        mark(day, people[n], "1A", "2A")
    if closed:
        day.ask(HOST, "set_phase", phase="closed")
    return day


def conveners(day: Day, count: int) -> list[Viewer]:
    """People with a session each, in rooms of their own."""
    people = [day.joins(f"Vera {n}") for n in range(count)]
    for who in people:
        room = day.ask(HOST, "add_room", name="Another room")["room"]
        [*_, slot] = [row["id"] for row in day.gathering.slots if row["kind"] == "session"]
        topic = day.calls(who, "One more")
        day.ask(who, "claim_cell", topic=topic, room=room, slot=slot)
    return people


def mark(day: Day, who: Viewer, *codes: str) -> None:
    for code in codes:
        session = next(row for row in day.gathering.rows("sessions") if row["code"] == code)
        day.ask(who, "mark_interest", topic=session["topic"], interested=True)


def pairs(book: Book) -> list[tuple[str, str]]:
    return [(one.code, other.code) for one, other in book.shared]


def test_topics_that_five_people_shared_are_joined_in_the_order_of_the_agenda() -> None:
    day = marked(both=range(5), only=range(7))

    assert pairs(compile_book(day.gathering)) == [("1A", "1B"), ("1A", "2A"), ("1B", "2A")]


def test_picture_says_in_words_what_it_shows_and_no_number() -> None:
    told, more = (charts(compile_book(marked(range(n)).gathering))[-1] for n in (5, 8))

    assert (told.name, told.svg.count("<line")) == (WEB, 1)
    assert told.words == (
        "A line joins two topics that 5 conveners or more were both interested in.\n"
        "1A Reflective groups: 1B.\n1B Carers in the room: 1A."
    )
    assert told == more


@pytest.mark.parametrize("one", EACH_FORMAT)
def test_four_people_leave_nothing_in_any_file(one: object) -> None:
    ending = one.ending  # type: ignore[attr-defined]
    four, apart = marked(range(4), [4, 5, 6, 7]), marked([1, 3, 5, 7], [0, 2, 4, 6])
    none = marked([], range(4), closed=False)
    [another] = conveners(none, 1)
    mark(none, another, "1B", "2A")
    none.ask(HOST, "set_phase", phase="closed")

    written = [made(ending, compile_book(day.gathering)) for day in (four, apart)]

    assert written[0] == written[1]
    assert all(WEB not in held_in(data, ending) for data in written)
    assert compile_book(none.gathering).shared == ()


@pytest.mark.parametrize("one", EACH_FORMAT)
def test_who_is_interested_cannot_be_read(one: object) -> None:
    write = partial(made, one.ending)  # type: ignore[attr-defined]
    some, others = marked(range(5), [5, 6, 7]), marked([3, 4, 5, 6, 7], [0, 1, 2])

    written = [write(compile_book(day.gathering)) for day in (some, others)]

    assert compile_book(some.gathering).shared
    assert written[0] == written[1]
    assert "Vera" not in held_in(written[0], one.ending)  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", READ)
def test_it_stands_in_what_people_look_at(ending: str) -> None:
    written = made(ending, compile_book(marked(range(5)).gathering))

    assert WEB in held_in(written, ending)
    assert "1A Reflective groups: 1B." in " ".join(held_in(written, ending).split())


@pytest.mark.parametrize("change", [{"naming": "none"}, {"left_out": ["web"]}])
def test_it_is_left_out_where_nobody_is_named_and_where_the_host_says_so(
    change: dict[str, object],
) -> None:
    day = marked(range(5))
    day.ask(HOST, "edit_gathering" if "naming" in change else "edit_book", **change)

    book = compile_book(day.gathering)

    assert book.shared == ()
    archive = zipfile.ZipFile(io.BytesIO(made("zip", book)))
    assert all(WEB not in held_in(archive.read(name), name) for name in archive.namelist())


def test_hosts_cannot_count_anew_without_one_convener() -> None:
    """What goes with a convener's topic are its own lines: whether they hold another topic, or marked
    something, cannot be told from the lines that stay."""
    day = marked(range(5), only=range(7))
    before = pairs(compile_book(day.gathering))
    hers = next(row for row in day.gathering.rows("topics") if row["title"] == "One more")

    day.ask(HOST, "hide_topic", topic=hers["id"], hidden=True)
    day.ask(HOST, "set_phase", phase="sessions")
    assert compile_book(day.gathering).shared == ()
    day.ask(HOST, "set_phase", phase="closed")

    assert pairs(compile_book(day.gathering)) == before


def test_hidden_topics_and_topics_without_a_cell_are_not_on_it() -> None:
    day = marked(range(5))
    session = next(row for row in day.gathering.rows("sessions") if row["code"] == "1B")
    day.ask(HOST, "hide_topic", topic=session["topic"], hidden=True)

    assert compile_book(day.gathering).shared == ()


def test_nothing_is_told_before_the_gathering_is_closed() -> None:
    """While marks can be set, whoever sets them could see from the differences what others marked."""
    assert compile_book(marked(range(8), closed=False).gathering).shared == ()


def test_people_without_a_session_on_the_wall_do_not_count() -> None:
    """Identities are free: four that mark everything would show what a fifth person marked."""
    day = marked(range(1), closed=False)
    for _ in range(9):
        mark(day, day.joins(), "1A", "1B")
    day.ask(HOST, "set_phase", phase="closed")

    assert compile_book(day.gathering).shared == ()


def test_a_large_web_is_drawn() -> None:
    day = Day.opens(rooms=[{"name": f"Room {n}"} for n in range(20)])
    people = [day.joins() for _ in range(40)]
    for n, convener in enumerate(people):
        topic = day.calls(convener, f"Topic {n} <b>&")
        day.places(convener, topic, n % 20, n // 20)
        for who in people[:5]:
            day.ask(who, "mark_interest", topic=topic, interested=True)
    day.ask(HOST, "set_phase", phase="closed")
    book = compile_book(day.gathering)

    assert len(book.shared) == 40 * 39 / 2
    assert charts(book)[-1].svg.count("<circle") == 40
    assert made("pdf", book).startswith(b"%PDF")


def test_who_is_no_longer_interested_leaves_the_published_version_too() -> None:
    day = marked(range(5))
    day.ask(HOST, "publish_book")
    assert edition(day).shared

    day.ask(HOST, "set_phase", phase="sessions")
    mark, *_ = day.gathering.rows("interests")
    day.ask(
        Viewer("person", mark["person"]), "mark_interest", topic=mark["topic"], interested=False
    )

    assert edition(day).shared == ()

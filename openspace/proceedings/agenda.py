"""The agenda of a book: days with their time slots, and the sessions elsewhere, which have times of their
own. Plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from openspace.domain.cells import KINDS_WITH_CELLS
from openspace.languages.formats import sort_key, with_commas
from openspace.languages.text import _
from openspace.proceedings import timetable
from openspace.proceedings.report import ELSEWHERE, Report, Room


@dataclass(frozen=True)
class Cell:
    """A room at a time; `report` is None if it is free. Its code is the code of a session there."""

    code: str
    room: Room
    report: Report | None


@dataclass(frozen=True)
class Slot:
    """A row of the grid. Plenary items and breaks have no cells."""

    code: str
    kind: str
    label: str
    about: str
    day: str
    time: str
    starts_at: str
    ends_at: str
    colour: int
    cells: tuple[Cell, ...]
    anchor: str = ""

    @property
    def holds_cells(self) -> bool:
        """Return whether sessions are in it. In the others everybody is together."""
        return self.kind in KINDS_WITH_CELLS

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(cell.report for cell in self.cells if cell.report)

    @property
    def free(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if not cell.report)


@dataclass(frozen=True)
class Day:
    """`elsewhere`: the sessions at free places, by time."""

    date: str
    label: str
    slots: tuple[Slot, ...]
    elsewhere: tuple[Report, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """Return the day's sessions by time, those in rooms first."""
        return tuple(report for chapter in self.chapters for report in chapter.reports)

    @property
    def chapters(self) -> tuple["Chapter", ...]:
        """Return a chapter for each time slot with sessions, and for each time at which some begin
        elsewhere."""
        in_rooms = [
            (timetable.order(slot.starts_at), 0, _of_slot(slot))
            for slot in self.slots
            if slot.reports
        ]
        found = [*in_rooms, *_elsewhere(self.elsewhere)]
        return tuple(chapter for *_, chapter in sorted(found, key=lambda one: one[:2]))


@dataclass(frozen=True)
class Chapter:
    """Consecutive reports, under `heading` if it is not empty.

    Ordered by time, there is a chapter for each time slot. Ordered by title, all reports are in one chapter
    without a heading.
    """

    heading: str
    colour: int
    reports: tuple[Report, ...]


def by_title(reports: Iterable[Report]) -> tuple[Chapter, ...]:
    ordered = sorted(reports, key=lambda report: (sort_key(report.heading), report.code))
    return (Chapter("", 0, tuple(ordered)),) if ordered else ()


def _of_slot(slot: Slot) -> Chapter:
    return Chapter(_heading(slot.day, slot.time, slot.label), slot.colour, slot.reports)


def _elsewhere(reports: Iterable[Report]) -> Iterator[tuple[float, int, Chapter]]:
    for starts_at, group in groupby(reports, key=lambda report: report.starts_at):
        together = tuple(group)
        first = together[0]
        times = {report.time for report in together}
        time = first.time if len(times) == 1 else first.time.partition("–")[0]
        chapter = Chapter(_heading(first.day, time, _(ELSEWHERE)), first.colour, together)
        yield timetable.order(starts_at), 1, chapter


def _heading(*parts: str) -> str:
    return with_commas(*parts)

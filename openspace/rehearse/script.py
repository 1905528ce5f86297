"""Distributes the topics of a gathering file over the people of a rehearsal. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openspace.exchange.gathering_file import GatheringFileError, find_cell
from openspace.exchange.planned import PlannedCell, PlannedEvidence, PlannedNote, PlannedTopic

Cell = tuple[str, str]

FreePlace = tuple[str, str, str]
"""(place, begin, end or "")."""

UNBOUNDED = {"cells_each": 0, "topics_each": 0, "opens_early": True}
"""Settings of a rehearsed gathering: one simulated person convenes what several real people did, and nobody
waits for the marketplace."""


@dataclass
class Part:
    """One topic: its convener (number of a person), the cells and the free places to claim, and the authors
    of its notes.

    During the rehearsal these are filled in: the topic's `id`, its `sessions`, and `free` cells offered to
    it.
    """

    topic: PlannedTopic
    convener: int
    cells: list[Cell]
    places: list[FreePlace]
    notes: list[tuple[int, PlannedNote]]
    id: str = ""
    sessions: list[str] = field(default_factory=list)
    free: list[Cell] = field(default_factory=list)

    @property
    def is_continued(self) -> bool:
        """Return whether the topic has several sessions."""
        return len(self.cells) + len(self.places) > 1


@dataclass(frozen=True)
class Script:
    """`names` of the people by number, "" for anonymous ones. `contested` cells are wanted by several
    topics. `evidence`: (number of a person, item) of what people bring."""

    names: list[str]
    parts: list[Part]
    contested: set[Cell]
    unnamed_notes: int
    evidence: list[tuple[int, PlannedEvidence]]

    def session_of(self, item: PlannedEvidence) -> str:
        """Return the id of the session that the item comes from, "" if it names none or its topic got no
        cell."""
        parts = (part for part in self.parts if part.topic.title == item.topic and part.sessions)
        return next((part.sessions[0] for part in parts), "")

    @property
    def joins(self) -> list[tuple[Part, Part]]:
        """Return (the topic that joins, the one whose session it joins)."""
        by_title = {part.topic.title: part for part in self.parts if not part.topic.joined_with}
        return [(p, by_title[p.topic.joined_with]) for p in self.parts if p.topic.joined_with]

    def rivals(self, cell: Cell) -> list[Part]:
        return [part for part in self.parts if cell in part.cells]


def share_out(
    topics: Sequence[PlannedTopic],
    people: int,
    rooms: Sequence[dict[str, Any]],
    slots: Sequence[dict[str, Any]],
    evidence: Sequence[PlannedEvidence] = (),
) -> Script:
    """Return the script for `people` people in a gathering with these rows. Raises GatheringFileError."""
    brought = [item for item in evidence if not item.seeded]
    signatures = [note.by for topic in topics for note in topic.notes]
    signatures += [item.by for item in brought]
    authors = list(dict.fromkeys(name for name in signatures if name))
    conveners = dict.fromkeys(topic.convener_name for topic in topics if topic.convener_name)
    voices = [*authors, *(name for name in conveners if name not in set(authors))]
    names = (voices + [""] * people)[:people]
    number_of = {name: number for number, name in enumerate(names) if name}
    parts = []
    for nth, topic in enumerate(topics):
        convener = number_of.get(topic.convener_name, nth % people)
        writers = [
            number_of.get(note.by, (convener + step) % people)
            for step, note in enumerate(topic.notes)
        ]
        cells = [_cell(topic, one, rooms, slots) for one in topic.cells if not one.is_free_place]
        places = [(c.place, c.starts_at, c.ends_at) for c in topic.cells if c.is_free_place]
        notes = list(zip(writers, topic.notes, strict=True))
        parts.append(Part(topic, convener, list(dict.fromkeys(cells)), places, notes))
    wanted = Counter(cell for part in parts for cell in part.cells)
    return Script(
        names=names,
        parts=parts,
        contested={cell for cell, times in wanted.items() if times > 1},
        unnamed_notes=sum(note.by not in number_of for t in topics for note in t.notes if note.by),
        evidence=[(number_of.get(item.by, nth % people), item) for nth, item in enumerate(brought)],
    )


def _cell(
    topic: PlannedTopic,
    planned: PlannedCell,
    rooms: Sequence[dict[str, Any]],
    slots: Sequence[dict[str, Any]],
) -> Cell:
    cell = find_cell(planned, rooms, slots)
    if cell is None:
        raise GatheringFileError(
            f"“{topic.title}” wants room “{planned.room}” and time slot “{planned.slot}”, "
            "which this gathering does not have."
        )
    return cell

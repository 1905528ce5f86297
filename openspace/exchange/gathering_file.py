"""Parses a gathering file, TOML or JSON (docs/gathering-file.md): what to create, and what to rehearse.

The whole file is checked before any server is contacted. An error is one sentence with the line or the field.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.opening import Break, Opening, Plan, Room, Slot, open_gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.evidence import evidence_columns
from openspace.domain.rules.harvest import KINDS
from openspace.domain.rules.places import place_in
from openspace.domain.wifi import Wifi
from openspace.exchange.parsed import Wrong, _plain, parse
from openspace.exchange.planned import (
    PlannedCell,
    PlannedEvidence,
    PlannedNote,
    PlannedTopic,
)

T = TypeVar("T")


class GatheringFileError(Exception):
    """An error in the file, as one sentence that starts with the file's name."""


@dataclass(frozen=True)
class GatheringFile:
    """`spec` is the JSON of `POST /api/gatherings`, without evidence; `topics` are for rehearsals only."""

    path: Path
    spec: dict[str, Any]
    topics: list[PlannedTopic]
    evidence: list[PlannedEvidence]

    @property
    def spec_for_new(self) -> dict[str, Any]:
        """Return `spec` with the evidence that `openspace new` posts."""
        return self._with(item for item in self.evidence if item.is_for_new)

    @property
    def spec_for_rehearsal(self) -> dict[str, Any]:
        """Return `spec` with the evidence of the organisers. Simulated people bring everything else."""
        return self._with(item for item in self.evidence if item.seeded)

    def _with(self, evidence: Iterable[PlannedEvidence]) -> dict[str, Any]:
        return {**self.spec, "evidence": [item.typed() for item in evidence]}


_SHAPE: dict[str, Any] = {
    "": {*Opening.__struct_fields__, "topics"},
    "rooms": set(Room.__struct_fields__),
    "slots": set(Slot.__struct_fields__),
    "plan": set(Plan.__struct_fields__),
    "wifi": set(Wifi.__struct_fields__),
    "plan.breaks": set(Break.__struct_fields__),
    "topics": set(PlannedTopic.__struct_fields__),
    "topics.cells": set(PlannedCell.__struct_fields__),
    "topics.notes": set(PlannedNote.__struct_fields__),
    "evidence": set(PlannedEvidence.__struct_fields__),
}


def read(path: Path) -> GatheringFile:
    """Read and check the file. Raises GatheringFileError."""
    try:
        return from_data(parse(path), path)
    except Wrong as wrong:
        raise GatheringFileError(f"{path}: {wrong}") from None


def from_data(data: object, path: Path = Path("gathering")) -> GatheringFile:
    """Check parsed TOML or JSON. Raises GatheringFileError."""
    try:
        return _check(_plain(data), path)
    except Wrong as wrong:
        raise GatheringFileError(f"{path}: {wrong}") from None


def find_cell(
    cell: PlannedCell, rooms: Sequence[Row], slots: Sequence[Row]
) -> tuple[str, str] | None:
    """Return (room id, slot id) of `cell` among the rows of a gathering, or None if there is no such cell."""
    wanted = cell.room.casefold()
    room = next((r for r in rooms if r["letter"].casefold() == wanted), None)
    room = next((r for r in rooms if r["name"].casefold() == wanted), room)
    slot = next((s for s in slots if s["kind"] == "session" and _is(s, cell.slot)), None)
    return (room["id"], slot["id"]) if room and slot else None


def _check(data: Any, path: Path) -> GatheringFile:
    if not isinstance(data, dict):
        raise Wrong("this is not a gathering: it has no title.")
    _refuse_unknown_keys(data, "")
    spec = {key: value for key, value in data.items() if key not in ("topics", "evidence")}
    spec = _with_days(spec)
    topics = _convert({"topics": data.get("topics", [])}, dict[str, list[PlannedTopic]])["topics"]
    brought = {"evidence": data.get("evidence", [])}
    evidence = _convert(brought, dict[str, list[PlannedEvidence]])["evidence"]
    _convert(spec, Opening)
    try:
        opened = open_gathering(spec, "CHECKS", "2000-01-01T00:00:00+00:00")
    except Refused as refused:
        raise Wrong(refused.message) from None
    gathering = Gathering().apply(opened)
    for nth, topic in enumerate(topics, 1):
        _check_topic(topic, nth, gathering)
        _check_joined(topic, nth, topics)
    if evidence and not spec.get("statement"):
        raise Wrong("evidence: there is no “statement” that it could be about.")
    for nth, item in enumerate(evidence, 1):
        _check_evidence(item, nth, topics)
    return GatheringFile(path, spec, topics, evidence)


def _refuse_unknown_keys(value: Any, where: str, shown: str = "") -> None:
    if isinstance(value, list):
        for nth, item in enumerate(value, 1):
            _refuse_unknown_keys(item, where, f"{shown} {nth}")
    known = _SHAPE.get(where)
    if not isinstance(value, dict) or known is None:
        return
    for key, item in value.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = (
                f"did you mean “{near[0]}”?" if near else f"known are {', '.join(sorted(known))}."
            )
            raise Wrong(f"{shown + ': ' if shown else ''}“{key}” is not known here; {hint}")
        inner = f"{where}.{key}" if where else key
        _refuse_unknown_keys(item, inner, f"{shown}, {key}" if shown else key)


def _with_days(spec: dict[str, Any]) -> dict[str, Any]:
    """Add the days from starts_on to ends_on to a plan without days."""
    plan = spec.get("plan")
    if not isinstance(plan, dict) or "days" in plan:
        return spec
    try:
        first = date.fromisoformat(spec["starts_on"])
        last = date.fromisoformat(spec.get("ends_on") or spec["starts_on"])
    except (KeyError, TypeError, ValueError):
        raise Wrong(
            "plan: say on which days, with “days” here or “starts_on” at the top."
        ) from None
    count = min((last - first).days, 31) + 1
    days = [(first + timedelta(days=n)).isoformat() for n in range(count)]
    return {**spec, "plan": {**plan, "days": days}}


def _convert(value: Any, shape: type[T]) -> T:
    try:
        return msgspec.convert(value, shape)
    except (msgspec.ValidationError, UnicodeError) as error:
        raise Wrong(_sentence(str(error))) from None


def _sentence(message: str) -> str:
    """Convert msgspec's "Expected `str`, got `int` - at `$.rooms[0].name`" to plain English."""
    message = message.rstrip(".")
    what, _, where = message.partition(" - at ")
    for types, word in (
        ("int | null", "a whole number"),
        ("str", "text"),
        ("int", "a whole number"),
    ):
        what = what.replace(f"`{types}`", word)
    for types, word in (("array", "a list"), ("object", "a table"), ("bool", "true or false")):
        what = what.replace(f"`{types}`", word)
    what = what.replace("Object missing required field ", "missing is ").replace("`", "")
    what = what.replace("Expected", "expected")
    where = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", where.strip("`"))
    where = where.removeprefix("$").removeprefix(".").replace(".", ", ")
    return f"{where}: {what}." if where else f"{what}."


def _check_topic(topic: PlannedTopic, nth: int, opened: Gathering) -> None:
    rooms = [room for room in opened.rooms if not room["folded"]]
    slots = opened.slots
    if not topic.title.strip():
        raise Wrong(f"topics {nth}, title: a topic needs a title.")
    for number, cell in enumerate(topic.cells, 1):
        if cell.is_free_place:
            _check_free_place(cell, f"topics {nth}, cells {number}", opened)
        elif find_cell(cell, rooms, slots) is None:
            raise Wrong(
                f"topics {nth}, cells {number}: there is no cell of room “{cell.room}” "
                f"and time slot “{cell.slot}”."
            )
    for number, note in enumerate(topic.notes, 1):
        if note.kind not in KINDS or note.kind == "photo":
            kinds = ", ".join(kind for kind in KINDS if kind != "photo")
            raise Wrong(f"topics {nth}, notes {number}, kind: “{note.kind}” is none of {kinds}.")
    if topic.notes and not (topic.cells or topic.joined_with):
        raise Wrong(
            f"topics {nth}, notes: only a topic with a place has a session to take notes of."
        )


def _check_joined(topic: PlannedTopic, nth: int, topics: list[PlannedTopic]) -> None:
    if not topic.joined_with:
        return
    where = f"topics {nth}, joined_with"
    if topic.cells:
        raise Wrong(f"{where}: a topic that joins another has no place of its own.")
    if not any(one.title == topic.joined_with and one.cells for one in topics):
        raise Wrong(f"{where}: no topic with a place has the title “{topic.joined_with}”.")
    if sum(one.joined_with == topic.joined_with for one in topics) > 1:
        raise Wrong(f"{where}: only one topic can join “{topic.joined_with}”.")


def _check_free_place(cell: PlannedCell, where: str, opened: Gathering) -> None:
    if cell.room or cell.slot:
        raise Wrong(f"{where}: a topic is in a room, or at a place of its own.")
    try:
        place_in(opened, {"for_action": False}, cell.place, cell.starts_at, cell.ends_at)
    except Refused as refused:
        raise Wrong(f"{where}: {refused.message}") from None


def _check_evidence(item: PlannedEvidence, nth: int, topics: list[PlannedTopic]) -> None:
    where = f"evidence {nth}"
    try:
        evidence_columns(**item.typed())
    except Refused as refused:
        raise Wrong(f"{where}: {refused.message}") from None
    if not item.text.strip():
        raise Wrong(f"{where}, text: evidence needs a text.")
    if item.topic and not any(topic.title == item.topic and topic.cells for topic in topics):
        raise Wrong(f"{where}, topic: no topic with a cell has the title “{item.topic}”.")


def _is(slot: Row, wanted: str) -> bool:
    if slot["code"].casefold() == wanted.casefold():
        return True
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        return False
    starts = datetime.fromisoformat(slot["starts_at"])
    return starts == moment if moment.tzinfo else starts.replace(tzinfo=None) == moment

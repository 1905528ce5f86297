"""Imports a conference schedule (`frab_reading.py`) as a new gathering: rooms, time slots, topics in their
cells, and conveners by the names in the schedule."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules import decide
from openspace.domain.text import LIMITS
from openspace.domain.viewer import HOST
from openspace.exchange.export_file import WholeGathering
from openspace.exchange.frab_reading import Event, Schedule
from openspace.exchange.import_file import restore
from openspace.ledger.port import Log
from openspace.proceedings.frab import NOWHERE, TOGETHER
from openspace.proceedings.plain import shortened
from openspace.service.clock import Clock
from openspace.service.codes import new_code


@dataclass(frozen=True)
class Imported:
    """Result of an import. `unplaced` are the titles that had no cell, or whose cell was taken already."""

    gathering: Gathering
    host_key: str
    placed: int
    unplaced: list[str]


def import_schedule(ledger: Log, schedule: Schedule, clock: Clock) -> Imported:
    """Make a new gathering from the schedule, in one transaction. Raises Refused, ImportRefused."""
    at = clock.now()
    log = [open_gathering(_spec(schedule), new_code(), at)]
    opened = Gathering().apply(log[0])
    current, unplaced = opened, []

    def ask(name: str, **args: Any) -> dict[str, Any]:
        nonlocal current
        change, result = decide(current, parse(name, args), HOST, at)
        if change:
            current = current.apply(change)
            log.append(change)
        return dict(result or {})

    rooms = {room["name"]: room["id"] for room in opened.rooms}
    slots: dict[tuple[datetime | None, datetime | None], str] = {
        (_instant(slot["starts_at"]), _instant(slot["ends_at"])): slot["id"]
        for slot in opened.slots
        if slot["kind"] == "session"
    }
    for event in _topics(schedule):
        topic = ask(
            "propose_topic",
            title=event.title,
            description=event.about,
            convener_name=shortened(", ".join(event.names), LIMITS["name"]),
            tags=[event.track] if event.track else [],
        )["topic"]
        if event.is_elsewhere and event.starts_at and event.ends_at:
            times = {"starts_at": event.starts_at.isoformat(), "ends_at": event.ends_at.isoformat()}
            with suppress(Refused):
                ask("claim_place", topic=topic, place=event.room, **times)
                continue
        room, slot = rooms.get(event.room), slots.get((event.starts_at, event.ends_at))
        if room and slot:
            with suppress(Refused):
                ask("claim_cell", topic=topic, room=room, slot=slot)
                continue
        unplaced.append(event.title)
    gathering, host_key = restore(ledger, WholeGathering(current, log, []), as_new=True)
    return Imported(gathering, host_key, len(gathering.placed), unplaced)


def _spec(schedule: Schedule) -> dict[str, Any]:
    slots: dict[tuple[datetime, datetime], dict[str, Any]] = {}
    days: list[str] = []
    for event in schedule.events:
        if event.starts_at is None or event.ends_at is None or event.room == NOWHERE:
            continue
        if event.is_elsewhere:
            days.append(event.starts_at.astimezone(ZoneInfo(schedule.timezone)).date().isoformat())
            continue
        together = event.room == TOGETHER
        kind = (event.kind if event.kind == "break" else "plenary") if together else "session"
        label = shortened(event.title, LIMITS["name"]) if together else ""
        slot = {
            "starts_at": event.starts_at.isoformat(),
            "ends_at": event.ends_at.isoformat(),
            "kind": kind,
            "label": label,
            "about": event.about if together else "",
        }
        slots.setdefault((event.starts_at, event.ends_at), slot)
    return {
        "title": schedule.title,
        "timezone": schedule.timezone,
        "rooms": [{"name": name, "capacity": size} for name, size in schedule.rooms],
        "slots": list(slots.values()),
        "starts_on": min(days, default=""),
        "ends_on": max(days, default=""),
    }


def _topics(schedule: Schedule) -> Iterable[Event]:
    return (event for event in schedule.events if event.room != TOGETHER)


def _instant(value: str) -> datetime:
    return datetime.fromisoformat(value)

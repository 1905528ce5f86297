"""What a page offers. It reads the table of commands as `static/js/core/possible.js` does."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from msgspec import UNSET

from openspace.domain.audience import see_row
from openspace.domain.change import Row
from openspace.domain.command import IDENTIFYING, Command
from openspace.domain.commands import parse
from openspace.domain.gathering import Gathering
from openspace.domain.needs import ITEMS, TABLE_OF
from openspace.domain.phases import phase_at
from openspace.domain.possible import possible
from openspace.domain.viewer import Viewer
from tests.security.scene import CLOCK


@dataclass
class Moment:
    """A gathering in some state, and everybody who looks at it, now or later."""

    gathering: Gathering
    ids: dict[str, str]
    viewers: dict[str, Viewer]
    later: timedelta = timedelta()

    @property
    def time(self) -> str:
        return CLOCK.now(self.later)


class Unseen(Exception):
    """A row is not on this viewer's pages, so no page offers anything about it."""


def is_offered(
    day: Moment, viewer: Viewer, about: dict[str, Any], name: str, args: dict[str, Any]
) -> bool:
    """`about` is what this viewer sees."""
    entry = possible(viewer.role).get(name)
    if entry is None:
        return False
    rows = rows_of(day.gathering, viewer, args)
    given = arguments(parse(name, args))
    phase = phase_at(about["gathering"], day.time)
    is_closed = phase == "closed"
    is_paused = about["gathering"]["writing"] == "host" or bool(about["tables"]["rests"])
    is_shut = is_closed or is_paused
    if viewer.role == "host":
        is_shut = False
    if phase in ("closed", "harvest") and not (
        set(given) <= set(entry[phase]) if isinstance(entry[phase], list) else entry[phase]
    ):
        return False
    if is_paused and not (
        set(given) <= set(entry["paused"]) and not any(given.values())
        if isinstance(entry["paused"], list)
        else entry["paused"]
    ):
        return False
    needs = [*entry["needs"], *(entry["needs_when_shut"] if is_shut else [])]
    return all(any(holds(rows, *mark) for mark in one.items()) for one in needs)


def arguments(command: Command) -> dict[str, Any]:
    given = {name: getattr(command, name) for name in command.__struct_fields__}
    return {n: value for n, value in given.items() if n not in IDENTIFYING and value is not UNSET}


def holds(rows: dict[str, Row], mark: str, value: Any) -> bool:
    name, column = mark.split(".")
    has = rows.get(name, {}).get(column)
    return bool(has) == value if isinstance(value, bool) else has in value


def rows_of(gathering: Gathering, viewer: Viewer, args: dict[str, Any]) -> dict[str, Row]:
    def seen(table: str, id: str) -> Row:
        row = see_row(gathering, table, id, viewer)
        if row is None:
            raise Unseen
        return row

    rows = {"gathering": seen("gatherings", gathering.code)}
    for name, table in TABLE_OF.items():
        if name in args:
            rows[name] = seen(table, args[name])
            if table in ITEMS:
                rows["item"] = rows[name]
    for name in ("session", "note"):
        if name in args:
            topic = seen("topics", rows[name]["topic"])
            rows["other" if "topic" in args else "topic"] = topic
    if joined := rows.get("session", {}).get("joined"):
        rows["joined"] = seen("topics", joined)
    if "table" in args:
        rows["item"] = seen(args["table"], args["id"])
    if "wanted" in args:
        seen("sessions", args["wanted"])
    return rows

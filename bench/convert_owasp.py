"""Turns the record of the OWASP Summit 2017 (JSON) into a gathering file for `openspace rehearse`.

python bench/convert_owasp.py owasp-summit-2017.json > owasp.json
"""

import json
import sys
from itertools import product
from pathlib import Path
from typing import Any

DAYS = {name: f"2017-06-{12 + nth}" for nth, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri"))}
TIMES = {
    "AM-0": ("08:30", "09:15"),
    "AM-1": ("09:30", "12:00"),
    "DS-1": ("12:30", "13:30"),
    "PM-1": ("13:30", "15:00"),
    "PM-2": ("15:15", "16:45"),
    "PM-3": ("17:00", "18:30"),
    "PM-5": ("18:30", "19:30"),
    "Eve": ("20:00", "22:00"),
}
"""The record has names of times only."""

MERGED = {
    "merged with integrating security": "Integrating Security into a Portfolio Kanban",
    "merged with creating app sec": "Creating AppSec Teams",
    "merged with recruiting": "Recruiting AppSec Talent",
    "mereged with playbooks": "Playbooks Common Format",
}
"""The start of a status → the session with which the conveners merged theirs."""

LONGEST_NAME, LONGEST_TEXT = 120, 20_000
Json = dict[str, Any]
Cell = tuple[str, str, str]


def convert(record: Json) -> Json:
    sessions = record["sessions"]
    used = sorted({(day, TIMES[time]) for s in sessions for day, time, _ in cells_of(s)})
    taken: dict[Cell, int] = {}
    return {
        "title": record["event"],
        "timezone": "Europe/London",
        "rooms": [{"name": name} for name in sorted({c[2] for s in sessions for c in cells_of(s)})],
        "slots": [
            {"starts_at": f"{day}T{begin}", "ends_at": f"{day}T{end}"} for day, (begin, end) in used
        ],
        "topics": [topic(session, taken) for session in sessions],
    }


def cells_of(session: Json) -> list[Cell]:
    """Return (day, time, room) of each part: some sessions last several times, or days."""
    if not (session["day"] and session["time"] and session["room"]):
        return []
    days, times = session["day"].split(","), session["time"].split(",")
    return [(DAYS[day], time, session["room"]) for day, time in product(days, times)]


def topic(session: Json, taken: dict[Cell, int]) -> Json:
    joined = joined_with(session)
    cells = [] if joined else [place(cell, taken) for cell in cells_of(session)]
    return {
        "title": session["title"],
        "description": (session["description"] or "")[:LONGEST_TEXT],
        "convener_name": ", ".join(session["conveners"])[:LONGEST_NAME],
        "tags": [session["track"]] if session["track"] else [],
        "joined_with": joined,
        "cells": cells,
        "notes": notes(session) if cells or joined else [],
    }


def joined_with(session: Json) -> str:
    status = (session["status"] or "").replace('"', "").casefold()
    return next((title for start, title in MERGED.items() if status.startswith(start)), "")


def place(cell: Cell, taken: dict[Cell, int]) -> Json:
    """Return the cell, or a free place for those that shared it."""
    day, time, room = cell
    begin, end = TIMES[time]
    taken[cell] = taken.get(cell, 0) + 1
    starts, ends = f"{day}T{begin}", f"{day}T{end}"
    if taken[cell] == 1:
        return {"room": room, "slot": starts}
    return {"place": f"{room}, table {taken[cell]}", "starts_at": starts, "ends_at": ends}


def notes(session: Json) -> list[Json]:
    outcomes = (session["outcomes"] or "").strip()[:LONGEST_TEXT]
    return [{"kind": "summary", "text": outcomes}] if outcomes else []


if __name__ == "__main__":
    json.dump(
        convert(json.loads(Path(sys.argv[1]).read_text())), sys.stdout, indent=1, ensure_ascii=False
    )

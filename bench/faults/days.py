"""The gathering that faults happen in: a grid of 10 rooms and 5 time slots, and what its log says after."""

import json
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from openspace.config import Limits
from tests.support.http import Client

ROOMS, SLOTS = 10, 5
DAY: dict[str, Any] = {
    "opens_early": True,
    "title": "A hard day",
    "timezone": "UTC",
    "cells_each": 0,
    "topics_each": 0,
    "rooms": [{"name": f"Room {nth}"} for nth in range(ROOMS)],
    "slots": [
        {"starts_at": f"2027-03-31T{9 + nth:02}:00", "ends_at": f"2027-03-31T{9 + nth:02}:45"}
        for nth in range(SLOTS)
    ],
}
GRID = [(f"r{room}", f"l{slot}") for room in range(1, ROOMS + 1) for slot in range(1, SLOTS + 1)]
"""Ids of all cells; `opened` sees to it that they are these."""


def unlimited() -> dict[str, str]:
    """No limits for crowds that write faster than hands could."""
    return Limits.none().as_environ()


def opened(
    server: Client, people: int, server_key: str | None = None
) -> tuple[str, list[str], str]:
    """Code, tokens of `people` and the host's token, of a new gathering in its marketplace."""
    made = server.post("/api/gatherings", DAY, server_key)
    code = made["code"]
    host = server.post(f"/api/{code}/host", {"host_key": made["host_key"]})["token"]
    ask = {"id": secrets.token_hex(8), "name": "set_phase", "args": {"phase": "marketplace"}}
    server.post(f"/api/{code}/commands", ask, host)
    tokens = [server.post(f"/api/{code}/join", {})["token"] for _ in range(people)]
    tables = server.get(f"/api/{code}/state")["tables"]
    rooms = [room["id"] for room in tables["rooms"]]
    slots = [slot["id"] for slot in tables["slots"]]
    GRID[:] = [(room, slot) for room in rooms for slot in slots]
    return code, tokens, host


def log_of(db: Path, code: str) -> tuple[list[int], int]:
    """The seqs of the log, and how often in it two sessions held one cell at once."""
    with closing(sqlite3.connect(db)) as connection:
        log = connection.execute(
            "SELECT seq, puts, drops FROM changes WHERE gathering = ? ORDER BY seq", [code]
        ).fetchall()
    return [seq for seq, _, _ in log], double_bookings(log)


def double_bookings(log: Iterable[tuple[int, str, str]]) -> int:
    """How often in a log of (seq, puts, drops) two sessions held one cell at once."""
    held: dict[str, tuple[str, str]] = {}
    found = 0
    for _, puts, drops in log:
        released = json.loads(drops).get("sessions", [])
        put = json.loads(puts).get("sessions", [])
        for id in (*released, *(row["id"] for row in put)):
            held.pop(id, None)
        put = [row for row in put if row["room"]]
        held.update({row["id"]: (row["room"], row["slot"]) for row in put})
        found += bool(put) and len(set(held.values())) < len(held)
    return found

"""Converts logs of older versions. They dropped the row of a released session; today it is put without a
cell."""

from collections.abc import Iterable
from dataclasses import replace

from openspace.domain.change import Change, Row
from openspace.domain.gathering import is_placed
from openspace.domain.rules.grid import without_cell


def with_released_sessions(log: Iterable[Change]) -> tuple[list[Change], dict[str, Row]]:
    """Return the log as today's version would have written it, and the resulting rows of sessions without a
    cell.

    A session that is dropped together with its topic stays dropped, because that is an erasure.
    """
    sessions: dict[str, Row] = {}
    rewritten = []
    for change in log:
        topics = set(change.drops.get("topics", ()))
        sessions = {id: row for id, row in sessions.items() if row["topic"] not in topics}
        change = _without_drops(change, sessions)
        sessions |= {row["id"]: row for row in change.puts.get("sessions", ())}
        rewritten.append(change)
    return rewritten, {id: row for id, row in sessions.items() if not is_placed(row)}


def _without_drops(change: Change, sessions: dict[str, Row]) -> Change:
    dropped = change.drops.get("sessions", ())
    released = [without_cell(sessions[id]) for id in dropped if id in sessions]
    if not released:
        return change
    left = [id for id in dropped if id not in sessions]
    puts = {**change.puts, "sessions": [*released, *change.puts.get("sessions", ())]}
    drops = {**change.drops, "sessions": left}
    return replace(change, puts=puts, drops={table: ids for table, ids in drops.items() if ids})

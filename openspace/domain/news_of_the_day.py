"""What is new, moved, elsewhere, joined or gone since the host told the news last
(docs/decisions/0051-news-of-the-day.md).

It has ids and codes alone, and only of what everybody sees now: titles and names are looked up when it is
shown. What was told is no row that anybody gets, because a copy of it would keep what is taken back.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openspace.domain.audience import PUBLIC, see_row
from openspace.domain.gathering import Gathering, has_cell
from openspace.domain.tables import Session

LISTS = ("new", "moved", "elsewhere", "joined", "gone")


def told_now(gathering: Gathering, at: str) -> dict[str, Any]:
    """Return what the gathering's row records when the news is told: `{at, agenda: {session: code}, joined:
    {session: the topic that joined it}}`."""
    placed = gathering.placed
    return {
        "at": at,
        "agenda": {row["id"]: row["code"] for row in placed},
        "joined": {row["id"]: row["joined"] for row in placed if row["joined"]},
    }


def news_of_the_day(gathering: Gathering) -> dict[str, Any]:
    """Return `{since, new, moved, elsewhere, joined, gone}`: since when (None: nothing was told yet), and
    lists in order of time.

    A session is `{session, topic, code, was}`, and in one list alone; `was` is its code before, or "". What
    is gone is `{was, topic}`: `topic` if it waits beside the grid again, else "".
    """
    told = gathering.info["told"]
    lists: dict[str, list[dict[str, str]]] = {name: [] for name in LISTS}
    if told:
        for name, one in _changed(gathering, told):
            lists[name].append(one)
        lists["gone"] = list(_gone(gathering, told))
    return {"since": told.get("at"), **lists}


def _changed(gathering: Gathering, told: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    codes = _codes_then(gathering, told)
    placed = [row for row in gathering.placed if _is_seen(gathering, row["topic"])]

    def begin(row: Session) -> tuple[datetime, str]:
        return datetime.fromisoformat(gathering.times_of(row)[0]), row["code"]

    for row in sorted(placed, key=begin):
        was = codes.get(row["id"], "")
        one = {"session": row["id"], "topic": row["topic"], "code": row["code"], "was": was}
        joined = row["joined"] or ""
        if joined and joined != told["joined"].get(row["id"]) and _is_seen(gathering, joined):
            yield "joined", one
        elif was == row["code"]:
            continue
        elif not has_cell(row):
            yield "elsewhere", one
        else:
            yield ("moved" if was else "new"), one


def _codes_then(gathering: Gathering, told: dict[str, Any]) -> dict[str, str]:
    """Return session → its code then. A topic that took over the session that it had joined has a session of
    its own now, which is no new one."""
    codes: dict[str, str] = dict(told["agenda"])
    placed = {row["id"]: row["topic"] for row in gathering.placed}
    for id, topic in told["joined"].items():
        if id not in placed:
            codes |= {
                own: codes[id] for own, of in placed.items() if of == topic and own not in codes
            }
    return codes


def _gone(gathering: Gathering, told: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield what has no place any more. Sessions of topics that were erased are not in `told` any more."""
    placed = {row["id"] for row in gathering.placed}
    sharing = {row["joined"] for row in gathering.placed}
    for id, was in told["agenda"].items():
        row, second = gathering.row("sessions", id), told["joined"].get(id, "")
        if id in placed:
            # Parted since: the place stays with the other topic.
            if second and _waits(gathering, second):
                yield {"was": was, "topic": second}
        elif second and gathering.placed_of(second):
            continue  # The other topic took the session over, and goes on.
        elif row and row["topic"] not in sharing:
            yield {"was": was, "topic": row["topic"] if _waits(gathering, row["topic"]) else ""}


def _waits(gathering: Gathering, topic: str) -> bool:
    """Return whether the topic is beside the grid, where everybody sees it."""
    return _is_seen(gathering, topic) and not gathering.placed_of(topic)


def _is_seen(gathering: Gathering, topic: str) -> bool:
    return see_row(gathering, "topics", topic, PUBLIC) is not None

"""What is new, moved, elsewhere, joined or gone since the host told the news last
(docs/decisions/0051-news-of-the-day.md).

It has ids and codes alone, and only of what everybody sees now: titles and names are looked up when it is
shown. What was told is no row that anybody gets, because a copy of it would keep what is taken back.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openspace.domain.audience import PUBLIC, see_row
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering, has_cell

LISTS = ("new", "moved", "elsewhere", "joined", "gone")


def told_now(gathering: Gathering, at: str) -> dict[str, Any]:
    """Return what the gathering's row records when the news is told: `{at, agenda: {session: code}, joined:
    {session: the topic that joined it}}`."""
    placed: list[Row] = [*gathering.placed]
    return {
        "at": at,
        "agenda": {row["id"]: row["code"] for row in placed},
        "joined": {row["id"]: row["joined"] for row in placed if row.get("joined")},
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
        lists["gone"] = list(_gone(gathering, told["agenda"]))
    return {"since": told.get("at"), **lists}


def _changed(gathering: Gathering, told: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    placed: list[Row] = [row for row in gathering.placed if _is_seen(gathering, row["topic"])]

    def begin(row: Row) -> tuple[datetime, str]:
        return datetime.fromisoformat(gathering.times_of(row)[0]), row["code"]

    for row in sorted(placed, key=begin):
        was = told["agenda"].get(row["id"], "")
        one = {"session": row["id"], "topic": row["topic"], "code": row["code"], "was": was}
        joined = row.get("joined") or ""
        if joined and joined != told["joined"].get(row["id"]) and _is_seen(gathering, joined):
            yield "joined", one
        elif was == row["code"]:
            continue
        elif not has_cell(row):
            yield "elsewhere", one
        else:
            yield ("moved" if was else "new"), one


def _gone(gathering: Gathering, agenda: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what has no place any more. The topic of an erased session is not in `agenda` any more."""
    sharing: set[Any] = {row.get("joined") for row in _rows(gathering)}
    for id, was in agenda.items():
        row = gathering.row("sessions", id)
        topic = row["topic"] if row else ""
        if (row and row["code"]) or topic in sharing:
            continue
        waits = _is_seen(gathering, topic) and not gathering.placed_of(topic)
        yield {"was": was, "topic": topic if waits else ""}


def _rows(gathering: Gathering) -> list[Row]:
    return [*gathering.placed]


def _is_seen(gathering: Gathering, topic: str) -> bool:
    return see_row(gathering, "topics", topic, PUBLIC) is not None

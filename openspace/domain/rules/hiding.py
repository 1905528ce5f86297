"""Hiding harmful content: one item, a flood, or everything since a time. Its authors still see it, and are
notified.

Each hidden row contains the reason (`hidden_reason`) and the act that hid it (`hidden_with`), so that undoing
an act shows again exactly what it hid. Why a flood is limited: docs/decisions/0014-hiding-floods.md.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rows import with_columns
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.context import (
    Item,
    RuleContext,
    author_of,
    authors_of,
    found,
    rule,
    topic_of,
)
from openspace.domain.rules.notices import notice_row
from openspace.domain.rules.puts import Rows, together
from openspace.domain.rules.slots import parse_time
from openspace.domain.rules.topics import take_off_the_wall

FLOOD_GAP = timedelta(seconds=30)
"""Items of one flood follow each other within this time."""

SMALLEST_FLOOD = 3
KIND_ENDS = {"topics": "", "notes": "_note", "evidence": "_evidence", "issues": "_issue"}
"""Table → the end of the kind of a notice about one of its rows."""

HOUR = timedelta(hours=1)
FARTHEST_BACK = 24 * HOUR


class Hiding(HostCommand, frozen=True, kw_only=True):
    """Hides what harms, not what somebody dislikes; or shows it again."""

    hidden: bool = True
    reason: str = ""


class HideTopic(Hiding, frozen=True, kw_only=True):
    topic: str


class HideNote(Hiding, frozen=True, kw_only=True):
    note: str


class HideEvidence(Hiding, frozen=True, kw_only=True):
    evidence: str


class HideIssue(Hiding, frozen=True, kw_only=True):
    issue: str


_NAMED_BY: dict[type[Hiding], tuple[str, str]] = {
    HideTopic: ("topics", "topic"),
    HideNote: ("notes", "note"),
    HideEvidence: ("evidence", "evidence"),
    HideIssue: ("issues", "issue"),
}
"""Command → the table of its item, and the argument that names it."""


def hide_item(context: RuleContext, command: Hiding) -> Effect:
    table, column = _NAMED_BY[type(command)]
    row = found(context.gathering.row(table, getattr(command, column)), column)
    return _hide_one(context, (table, cast(Any, row)), command.hidden, command.reason)


for _command in _NAMED_BY:
    rule(_command)(hide_item)


class HideAllBy(Hiding, frozen=True, kw_only=True):
    """Exactly one of `topic`, `note`, `evidence` and `issue`."""

    topic: str = ""
    note: str = ""
    evidence: str = ""
    issue: str = ""


@rule(HideAllBy)
def hide_all_by(context: RuleContext, command: HideAllBy) -> Effect:
    """Hide the flood that the item belongs to; only the item if it belongs to none."""
    item = context.item(command.topic, command.note, command.evidence, command.issue)
    if not command.hidden:
        act = str(item[1]["hidden_with"])
        return _show_act(context, act) if act.startswith("flood ") else NOTHING_TO_DO
    flood = [one for one in _flood(context.gathering, item) if not one[1]["hidden"]]
    return _hide(context, flood, command.reason, f"flood {context.gathering.seq + 1}")


class HideSince(Hiding, frozen=True, kw_only=True):
    at: str


@rule(HideSince)
def hide_since(context: RuleContext, command: HideSince) -> Effect:
    """Hide everything that people posted since a time, against a flood from many phones."""
    moment = parse_time(command.at, context.gathering.info["timezone"]).astimezone(UTC)
    act = f"since {moment.isoformat()}"
    if not command.hidden:
        return _show_act(context, act)
    now = _time(context.at)
    if not now - FARTHEST_BACK <= moment <= now:
        raise Refused("out_of_range", field="at", hours=FARTHEST_BACK // HOUR)
    posted = [
        one
        for one in _items(context.gathering)
        if not one[1]["hidden"]
        and _time(one[1]["at"]) >= moment
        and not _is_hosts(context.gathering, one)
    ]
    return _hide(context, posted, command.reason, act)


def _hide_one(context: RuleContext, item: Item, hidden: bool, reason: str) -> Effect:
    row = item[1]
    if not hidden:
        return _change(context, [item], hidden=False) if row["hidden"] else NOTHING_TO_DO
    if row["hidden"] and _reason(reason) in ("", row["hidden_reason"]):
        return NOTHING_TO_DO
    return _hide(context, [item], reason, str(row["hidden_with"] or ""))


def _hide(context: RuleContext, items: list[Item], reason: str, act: str) -> Effect:
    if not items:
        return NOTHING_TO_DO
    return _change(context, items, hidden=True, hidden_reason=_reason(reason), hidden_with=act)


def _show_act(context: RuleContext, act: str) -> Effect:
    items = [
        one
        for one in _items(context.gathering)
        if one[1]["hidden"] and one[1]["hidden_with"] == act
    ]
    return _change(context, items, hidden=False) if items else NOTHING_TO_DO


def _change(
    context: RuleContext,
    items: list[Item],
    hidden: bool,
    hidden_reason: str = "",
    hidden_with: str = "",
) -> Effect:
    """Change the visibility of the items. Sessions of hidden topics are released; a topic that is shown again
    has no cell."""
    mark = {"hidden": hidden, "hidden_reason": hidden_reason, "hidden_with": hidden_with}
    marked: dict[str, list[Row]] = {name: [] for name in KIND_ENDS}
    for table, row in items:
        marked[table].append(with_columns(row, **mark))
    topics = marked.pop("topics")
    reports: Rows = {}
    for topic in {topic_of(item) for item in items if item[0] == "notes"}:
        reports = together(reports, changed_report(context, topic))
    off = take_off_the_wall(context, *topics) if topics else NOTHING_TO_DO
    notices = _notices_to_authors(context, items, hidden)
    puts = together(reports, off.puts, marked, {"notices": notices})
    return Effect({table: rows for table, rows in puts.items() if rows}, off.drops)


def _notices_to_authors(context: RuleContext, items: list[Item], hidden: bool) -> list[Row]:
    """Return one notice for each author, however many of their items are affected.

    Its number is that of their first item, not a count of notices. Otherwise a recipient could count the
    authors of the items before theirs, and could tell the host whether two of those have the same author.
    """
    by_author: dict[str, list[Item]] = {}
    first: dict[str, int] = {}
    for nth, one in enumerate(items, 1):
        author, second = authors_of(one)
        for person, number in ((author, nth), (second, len(items) + nth)):
            if person and context.gathering.row("people", person):
                by_author.setdefault(str(person), []).append(one)
                first.setdefault(str(person), number)
    done = "hidden" if hidden else "shown"
    rows: list[Row] = []
    for author, theirs in by_author.items():
        kind, columns = f"{done}_many", dict[str, Any]()
        if len(theirs) == 1:
            [item] = theirs
            kind = done + KIND_ENDS[item[0]]
            columns = {"topic": topic_of(item)}
        rows.append(notice_row(context, first[author], author, kind, **columns))
    return rows


def _flood(gathering: Gathering, item: Item) -> list[Item]:
    """Return the run of the author's items around `item`, each within FLOOD_GAP of the one before. Return
    only `item` if that is no flood, if its author was erased, or if the host typed it in."""
    author = author_of(item)
    if author is None or author == "host":
        return [item]
    theirs = [one for one in _items(gathering) if author_of(one) == author]
    theirs.sort(key=lambda one: _time(one[1]["at"]))
    runs: list[list[Item]] = []
    for one in theirs:
        if runs and _time(one[1]["at"]) - _time(runs[-1][-1][1]["at"]) <= FLOOD_GAP:
            runs[-1].append(one)
        else:
            runs.append([one])
    run = next(run for run in runs if any(row["id"] == item[1]["id"] for _, row in run))
    return run if len(run) >= SMALLEST_FLOOD else [item]


def _items(gathering: Gathering) -> Iterable[Item]:
    return (
        *(("topics", row) for row in gathering.rows("topics")),
        *(("notes", row) for row in gathering.rows("notes")),
        *(("evidence", row) for row in gathering.rows("evidence")),
        *(("issues", row) for row in gathering.rows("issues")),
    )


def _is_hosts(gathering: Gathering, item: Item) -> bool:
    """Return whether the host typed it in, for themselves or for somebody without a phone."""
    author = author_of(item)
    person = gathering.row("people", author or "")
    return author == "host" or (person is not None and person["kept_by"] == "host")


def _time(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _reason(reason: str) -> str:
    return text.one_line(reason, "reason", "reason")

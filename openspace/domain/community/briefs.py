"""The briefs of a community: what its host picks from the published books of the series, in an order
(docs/decisions/0046-briefs.md).

An item is a reference, and never a copy. What it says is read from the book of its gathering each time
(`proceedings/brief.py`), so what is taken back there is gone here, too.
"""

import re

from msgspec import UNSET, UnsetType

from openspace.domain import text
from openspace.domain.codes import is_code
from openspace.domain.command import Command, Flag, HostCommand, Text
from openspace.domain.community.rules import CommunityContext, rule
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import ABrief
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.rows import new

MOST_BRIEFS = 100
MOST_ITEMS = 200

ITEM = r"[A-Z0-9]{4,12}/(notes|evidence)/[A-Za-z0-9_-]{1,64}"
"""An item: the code of a gathering, the table, the id of the row."""


class MakeBrief(HostCommand, frozen=True, kw_only=True):
    title: str
    introduction: str = ""


@rule(MakeBrief)
def make_brief(context: CommunityContext, command: MakeBrief) -> Effect:
    community = context.community
    if len(community.briefs) >= MOST_BRIEFS:
        raise Refused("too_many", why="briefs", most=MOST_BRIEFS)
    row = new(
        ABrief,
        id=f"br{community.seq + 1}",
        title=_title(command.title),
        introduction=text.many_lines(command.introduction, "introduction"),
        day=context.at[:10],
    )
    return Effect({"briefs": [row]}, result={"brief": row["id"]})


class EditBrief(HostCommand, frozen=True, kw_only=True):
    """`items`: all of them in their new order."""

    brief: str
    title: Text = UNSET
    introduction: Text = UNSET
    items: list[str] | UnsetType = UNSET
    published: Flag = UNSET


@rule(EditBrief)
def edit_brief(context: CommunityContext, command: EditBrief) -> Effect:
    before = found(context.community, command.brief)
    row: ABrief = {**before}
    if command.title is not UNSET:
        row["title"] = _title(command.title)
    if command.introduction is not UNSET:
        row["introduction"] = text.many_lines(command.introduction, "introduction")
    if command.items is not UNSET:
        row["items"] = _checked(context.community, before, command.items)
    if command.published is not UNSET:
        row["published"] = command.published
    if row == before:
        return NOTHING_TO_DO
    return Effect({"briefs": [{**row, "day": context.at[:10]}]})


class RemoveBrief(HostCommand, frozen=True, kw_only=True):
    brief: str


@rule(RemoveBrief)
def remove_brief(context: CommunityContext, command: RemoveBrief) -> Effect:
    return Effect(drops={"briefs": [found(context.community, command.brief)["id"]]})


class ForgetItems(Command, frozen=True, kw_only=True):
    """Removes items that no gathering has any more from all briefs. The server sends it."""

    may = "server"
    on_the_wire = False

    items: list[str]


@rule(ForgetItems)
def forget_items(context: CommunityContext, command: ForgetItems) -> Effect:
    gone = set(command.items)
    rows: list[ABrief] = [
        {**row, "items": [item for item in row["items"] if item not in gone]}
        for row in context.community.briefs
        if not gone.isdisjoint(row["items"])
    ]
    return Effect({"briefs": rows}) if rows else NOTHING_TO_DO


def found(community: Community, id: str) -> ABrief:
    """Return the brief. Raises Refused (`unknown_brief`)."""
    row = community.brief(id)
    if row is None:
        raise Refused("unknown_brief")
    return row


def item_of(code: str, table: str, id: str) -> str:
    return f"{code}/{table}/{id}"


def gathering_of(item: str) -> str:
    """Return the code of the item's gathering."""
    return item.partition("/")[0]


def _title(given: str) -> str:
    title = text.one_line(given, "title", "title")
    if not title:
        raise Refused("missing", field="brief_title")
    return title


def _checked(community: Community, before: ABrief, given: list[str]) -> list[str]:
    """Return the items, each once. A new one must be of a gathering in the series. Raises Refused
    (`too_many`, `unknown_item`)."""
    items = list(dict.fromkeys(given))
    if len(items) > MOST_ITEMS:
        raise Refused("too_many", why="brief_items", most=MOST_ITEMS)
    for item in set(items) - set(before["items"]):
        code = gathering_of(item)
        if not (re.fullmatch(ITEM, item) and is_code(code) and community.in_series(code)):
            raise Refused("unknown_item")
    return items

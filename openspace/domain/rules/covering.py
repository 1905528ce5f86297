"""Covering an item while the host looks at it: others see that it is covered, and its author and the host see
the whole item."""

from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.rows import with_columns
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.hiding import KIND_ENDS
from openspace.domain.rules.items import named_item
from openspace.domain.rules.notices import to_authors
from openspace.domain.rules.puts import Rows


class Cover(HostCommand, frozen=True, kw_only=True):
    table: str
    id: str
    covered: bool = True


@rule(Cover)
def cover(context: RuleContext, command: Cover) -> Effect:
    """Cover the item, or show it again. It keeps its place, and its author is told."""
    item = named_item(context, command.table, command.id)
    table, row = item
    if row["covered"] == command.covered:
        return NOTHING_TO_DO
    puts: Rows = {table: [with_columns(row, covered=command.covered)]}
    if table == "topics" and (held := context.gathering.placed_of(row["id"])):
        puts = {**puts, "sessions": held}  # a free place is covered, too
    kind = ("covered" if command.covered else "uncovered") + KIND_ENDS[table]
    told = to_authors(context, item, kind)
    return Effect({**puts, "notices": told} if told else puts)

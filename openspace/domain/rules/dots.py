"""Dots: five for each person, on reports and issues, several on one if they wish.

Only their owner sees them, and only on request (`own_dots`), so that no screen keeps a copy. The host types
in the dots on paper. When the host closes the convergence, groups of items are kept and all dots are deleted
(docs/decisions/0053-convergence.md).
"""

from openspace.domain.clusters import can_have_dots, own_dots
from openspace.domain.command import Command
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.needs import DOTS_OPEN
from openspace.domain.private_tables import Dots
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.vocabulary import PRIVATE_CHANGE

DOTS_EACH = 5
MOST_ON_PAPER = 1_000
"""Limit of the dots on paper that the host types in for one item."""


class PlaceDots(Command, frozen=True, kw_only=True):
    """Exactly one of `session` and `issue`. `dots`: how many of the sender's are on it from now on; of the
    host, how many there are on paper."""

    needs = DOTS_OPEN
    takes_back = True

    session: str = ""
    issue: str = ""
    dots: int


@rule(PlaceDots)
def place_dots(context: RuleContext, command: PlaceDots) -> Effect:
    context.check(command)
    item = _item(context, command)
    whose, is_host = str(context.by.key), context.by.role == "host"
    most = MOST_ON_PAPER if is_host else DOTS_EACH
    if not 0 <= command.dots <= most:
        raise Refused("out_of_range", field="dots", least=0, most=most)
    placed = own_dots(context.gathering, whose)
    others = {key: count for key, count in placed.items() if key != item}
    if not is_host and sum(others.values()) + command.dots > DOTS_EACH:
        raise Refused("too_many", why="own_dots", most=DOTS_EACH)
    now = {**others, item: command.dots} if command.dots else others
    if now == placed:
        return NOTHING_TO_DO
    rows = context.gathering.rows("dots")
    row = next((row for row in rows if row["person"] == whose), None)
    row = row or new(Dots, id=context.next_id("dots"), person=whose)
    placing: Dots = {**row, "placed": now}
    return Effect({"dots": [placing]}, change_name=PRIVATE_CHANGE)


def _item(context: RuleContext, command: PlaceDots) -> str:
    """Return the id of the session or the issue. Raises Refused if it can have no dots."""
    if bool(command.session) == bool(command.issue):
        raise Refused("malformed", why="session_or_issue")
    if command.issue:
        return context.issue(command.issue)["id"]
    session = context.session(command.session)
    context.topic(session["topic"])
    if not can_have_dots(context.gathering, session["id"]):
        raise Refused("not_now", why="no_report")
    return session["id"]

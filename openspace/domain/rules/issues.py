"""Issues: short texts that people name while dots are placed, because dots are placed on reports and issues,
and never on titles. No screen shows who named one."""

from openspace.domain import text
from openspace.domain.command import Command
from openspace.domain.effect import Effect
from openspace.domain.needs import DOTS_OPEN, Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.flags import without_flags
from openspace.domain.tables import Issue

MOST_ISSUES = 500
"""Limit of visible issues."""

MOST_ISSUES_EACH = 5
"""Limit of the issues that one person has named and not taken back. More of them would split the dots."""


class NameIssue(Command, frozen=True, kw_only=True):
    needs = DOTS_OPEN

    text: str


@rule(NameIssue)
def name_issue(context: RuleContext, command: NameIssue) -> Effect:
    context.check(command)
    if context.is_full("issues", MOST_ISSUES):
        raise Refused("too_many", why="full_of_issues")
    named = sum(row["author"] == context.by.key for row in context.gathering.rows("issues"))
    if context.by.role != "host" and named >= MOST_ISSUES_EACH:
        raise Refused("too_many", why="own_issues", most=MOST_ISSUES_EACH)
    words = text.one_line(command.text, "issue", "issue")
    if not words:
        raise Refused("missing", field="issue")
    row = new(Issue, id=context.next_id("is"), text=words, author=context.by.key, at=context.at)
    return Effect({"issues": [row]}, result={"issue": row["id"]})


class RetractIssue(Command, frozen=True, kw_only=True):
    needs = (Need({"issue.mine": True}, Refused("not_yours", why="issue")),)
    when_closed = True
    takes_back = True

    issue: str


@rule(RetractIssue)
def retract_issue(context: RuleContext, command: RetractIssue) -> Effect:
    """Delete the issue. Whoever has dots on it can place them elsewhere."""
    row = context.issue(command.issue)
    context.check(command, issue=row["id"])
    return Effect(without_flags(context, "issues", row["id"]), {"issues": [row["id"]]})

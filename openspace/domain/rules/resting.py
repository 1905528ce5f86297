"""Pausing writing: for everybody, or for the author of an item without revealing who that is.

Each rest is a row of its own that names an item. The host sees the items and never the people, so that two
rests look alike whether one person wrote both items or two did (docs/decisions/0015-resting.md).
"""

from openspace.domain.command import Command, HostCommand, may_when_paused, meets_needs_when_shut
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.needs import Need
from openspace.domain.private_tables import Rest
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.rules.context import (
    RuleContext,
    author_of,
    rule,
)
from openspace.domain.settings import WRITINGS, setting
from openspace.domain.tables import AGathering
from openspace.domain.viewer import Viewer

FROZEN_AGAIN_IN = 10
"""Seconds after which a phone retries what it kept while writing was paused."""


class SetWriting(HostCommand, frozen=True, kw_only=True):
    writing: str


@rule(SetWriting)
def set_writing(context: RuleContext, command: SetWriting) -> Effect:
    if command.writing not in WRITINGS:
        raise Refused("not_a_choice", field="writing", choices=list(WRITINGS))
    about = context.gathering.info
    if setting(about, "writing") == command.writing:
        return NOTHING_TO_DO
    row: AGathering = {**about, "writing": command.writing}
    return Effect({"gatherings": [row]})


class RestAuthor(HostCommand, frozen=True, kw_only=True):
    """Exactly one of `topic`, `note`, `evidence` and `issue`."""

    needs = (Need({"item.mine": False}, Refused("typed_by_host")),)

    topic: str = ""
    note: str = ""
    evidence: str = ""
    issue: str = ""
    rested: bool = True


@rule(RestAuthor)
def rest_author(context: RuleContext, command: RestAuthor) -> Effect:
    """The author of the item can read but not write, as long as any of their rests is open."""
    rest = _rest_of(context.gathering, command)
    if rest is None or command.rested:
        rest = _rest_now(context, command, rest)
    if rest is None or rest["closed"] != command.rested:
        return NOTHING_TO_DO
    row: Rest = {**rest, "closed": not command.rested, "at": context.at}
    return Effect({"rests": [row]})


def is_rested(gathering: Gathering, person: str | None) -> bool:
    return person is not None and any(
        row["person"] == person and not row["closed"] for row in gathering.rows("rests")
    )


def refuse_writing(gathering: Gathering, command: Command | None, by: Viewer) -> None:
    """Raise Refused (`rested`, `frozen`) if `by` may not write now. A command of None stands for a photo.

    Retracting stays possible, and so does anything that nobody else sees.
    """
    if by.role == "host":
        return
    rested = is_rested(gathering, by.person)
    if not rested and setting(gathering.info, "writing") != "host":
        return
    if (
        command is not None
        and may_when_paused(command)
        and meets_needs_when_shut(gathering, command, by)
    ):
        return
    raise Refused("rested") if rested else Refused("frozen", again_in=FROZEN_AGAIN_IN)


def _rest_of(gathering: Gathering, command: RestAuthor) -> Rest | None:
    item = command.topic, command.note, command.evidence, command.issue
    for row in gathering.rows("rests"):
        if (row["topic"], row["note"], row["evidence"] or "", row["issue"] or "") == item:
            return row
    return None


def _rest_now(context: RuleContext, command: RestAuthor, earlier: Rest | None) -> Rest | None:
    """Return the item's rest, closed where there was none; None for a release of what never rested.

    The author does not matter, nor whether anybody is there any more.
    """
    if earlier and not earlier["closed"]:
        return earlier
    item = context.item(command.topic, command.note, command.evidence, command.issue)
    context.check(command, item=item[1]["id"])
    person = author_of(item)
    if not command.rested:
        return None
    if earlier:
        return {**earlier, "person": person, "at": context.at}
    return new(
        Rest,
        id=context.next_id("rest"),
        topic=command.topic,
        note=command.note,
        evidence=command.evidence,
        issue=command.issue,
        person=person,
        at=context.at,
        closed=True,
    )

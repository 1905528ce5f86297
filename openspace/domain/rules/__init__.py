"""The rules: who may do what, and its effect. One file for each noun, with each command above its rule."""

from collections.abc import Collection

from openspace.domain.command import Command, may_when_closed, meets_needs_when_shut
from openspace.domain.effect import Decided, decided
from openspace.domain.gathering import Gathering
from openspace.domain.phases import CLOSED, HARVEST, phase_at
from openspace.domain.refusals import Refused
from openspace.domain.rules import (  # noqa: F401  each registers its rules
    action_groups,
    announcing,
    bells,
    book,
    closing,
    coming,
    conveners,
    converging,
    covering,
    doors,
    dots,
    erasing,
    evidence,
    facilitation,
    flags,
    followings,
    grid,
    harvest,
    hiding,
    issues,
    joined_sessions,
    names,
    news_of_the_day,
    note_takers,
    notices,
    offers,
    outcomes,
    people,
    places,
    resting,
    setup,
    shifting,
    slots,
    swaps,
    timers,
    topics,
    visits,
    wishes,
)
from openspace.domain.rules.context import RULES, RuleContext
from openspace.domain.viewer import Viewer

__all__ = ["RULES", "decide"]


def decide(
    gathering: Gathering,
    command: Command,
    by: Viewer,
    at: str,
    photos: Collection[str] = (),
) -> Decided:
    """Return the change that `command` makes, or None if it would change nothing, and the result.

    `photos` are the ids of the photos that `by` sent; only these may be shown. Raises Refused. Pure: the same
    arguments always give the same result.
    """
    _may_ask(gathering, command, by, at)
    effect = RULES[type(command)](RuleContext(gathering, by, at, photos), command)
    return decided(effect, command, gathering.seq + 1, at, by)


def _may_ask(gathering: Gathering, command: Command, by: Viewer, at: str) -> None:
    if command.may == "host" and by.role != "host":
        raise Refused("not_allowed", why="host_only")
    if command.may == "server":
        return
    if by.role == "public" and command.may != "anybody":
        raise Refused("not_allowed", why="join")
    if by.role == "host" and command.not_for_host:
        raise Refused("not_allowed", why=command.not_for_host)
    if by.role == "host" or command.may == "anybody":
        return
    if gathering.row("people", by.person or "") is None:
        raise Refused("not_allowed", why="join")
    phase = phase_at(gathering.info, at)
    if phase == HARVEST and not (command.in_harvest or may_when_closed(command)):
        raise Refused("not_now", why="harvest")
    if phase == CLOSED and not (
        may_when_closed(command) and meets_needs_when_shut(gathering, command, by)
    ):
        raise Refused("not_now", why="closed")
    resting.refuse_writing(gathering, command, by)

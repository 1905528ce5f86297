"""Decides the commands of a community."""

from collections.abc import Collection

from openspace.domain.command import Command, wire_name
from openspace.domain.community import briefs, entries, touch  # noqa: F401  they register their rules
from openspace.domain.community.rules import RULES, CommunityContext
from openspace.domain.community.stream import Community
from openspace.domain.effect import Decided, decided
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Viewer

COMMANDS: dict[str, type[Command]] = {
    wire_name(command): command for command in RULES if command.on_the_wire
}


def decide(
    community: Community, command: Command, by: Viewer, at: str, photos: Collection[str] = ()
) -> Decided:
    """Return the change that `command` makes, or None, and the result. Raises Refused. Pure."""
    if command.may == "host" and by.role != "host":
        raise Refused("not_allowed", why="host_only")
    effect = RULES[type(command)](CommunityContext(community, by, at), command)
    return decided(effect, command, community.seq + 1, at, by)

"""The kinds of streams: a gathering and a community. The key of a stream in the store tells its kind."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from openspace.domain import commands
from openspace.domain.change import Change
from openspace.domain.command import Command
from openspace.domain.community import deciding
from openspace.domain.community.stream import PREFIX, Community
from openspace.domain.effect import Decided
from openspace.domain.gathering import Gathering
from openspace.domain.rules import decide
from openspace.domain.stream import Stream
from openspace.domain.viewer import Viewer

Decide = Callable[[Any, Command, Viewer, str, Collection[str]], Decided]
"""(stream, command, asker, time, the asker's photos) → the change and the result. Raises Refused."""


@dataclass(frozen=True)
class Kind:
    """`stream()` is the stream before its first change. `commands`: those of the wire, by name."""

    stream: type[Stream]
    commands: Mapping[str, type[Command]]
    decide: Decide


GATHERING = Kind(Gathering, commands.COMMANDS, decide)
COMMUNITY = Kind(Community, deciding.COMMANDS, deciding.decide)


def opened(change: Change) -> Stream:
    """Return the stream after its first change."""
    of_gathering = Gathering.TABLES[0] in change.puts
    return (GATHERING if of_gathering else COMMUNITY).stream().apply(change)


def kind_of(key: str) -> Kind:
    """Return the kind of the stream with that key."""
    return COMMUNITY if key.startswith(PREFIX) else GATHERING

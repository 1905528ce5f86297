"""The registry of commands by their names on the wire, and the parser of messages."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from openspace.domain.command import Command, wire_name
from openspace.domain.refusals import Refused
from openspace.domain.rules import RULES
from openspace.domain.text import LIMITS

COMMANDS: dict[str, type[Command]] = {
    wire_name(command): command for command in RULES if command.on_the_wire
}

MOST_TOGETHER = 25_000
"""Limit of all texts of one message together, in characters. It makes every valid command fit into a socket's
message (`MOST_BYTES`), also if a client writes each character as twelve bytes."""


def parse(name: object, args: object, commands: Mapping[str, type[Command]] = COMMANDS) -> Command:
    """Return the one of `commands` with that name. Raises Refused (`unknown_command`, `malformed`)."""
    command = commands.get(name) if isinstance(name, str) else None
    if command is None:
        raise Refused("unknown_command")
    try:
        return msgspec.convert({} if args is None else args, command)
    except (msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise Refused("malformed", why="arguments", detail=str(error)) from None


def check_length(command: Command) -> None:
    """Raises Refused if the texts of a message are too long together. They must be sent one by one then."""
    lengths = [len(text) for text in _texts(command)]
    # The rule itself refuses a single text that is too long, and names its field.
    if sum(lengths) > MOST_TOGETHER and max(lengths) <= LIMITS["text"]:
        raise Refused("too_long", why="together", limit=MOST_TOGETHER, length=sum(lengths))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, msgspec.Struct):
        yield from _texts(list(msgspec.structs.asdict(value).values()))

"""The registry of commands by their names on the wire, and the parser of messages."""

import msgspec

from openspace.domain.command import Command, wire_name
from openspace.domain.refusals import Refused
from openspace.domain.rules import RULES

COMMANDS: dict[str, type[Command]] = {
    wire_name(command): command for command in RULES if command.on_the_wire
}


def parse(name: object, args: object) -> Command:
    """Return the command of that name. Raises Refused (`unknown_command`, `malformed`)."""
    command = COMMANDS.get(name) if isinstance(name, str) else None
    if command is None:
        raise Refused("unknown_command")
    try:
        return msgspec.convert({} if args is None else args, command)
    except (msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise Refused("malformed", why="arguments", detail=str(error)) from None

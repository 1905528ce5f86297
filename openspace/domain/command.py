"""The base class of all commands. Each command is declared above its rule, in the file of its noun
(`rules/`).

The class's name in snake case is the command's name on the wire. Text limits are checked by the rules,
because the refusal contains the limit.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Literal

import msgspec
from msgspec import UnsetType

Text = str | UnsetType
Flag = bool | UnsetType

TakingBack = Mapping[str, Callable[[Any], bool]]
"""Argument → whether this value retracts something."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of a command. The class defines who may send it and when, which is checked before its
    rule runs."""

    may: ClassVar[Literal["anybody", "person", "host", "server"]] = "person"
    """Who may send it. "person": anybody who joined, and the host on their behalf."""

    when_closed: ClassVar[bool | frozenset[str]] = False
    """Whether people may send it when the gathering is closed; or the arguments with which they may.

    People read the book then, and see how they appear in it. So they can still change whether they are named
    and what a report is called, and can retract what they wrote.
    """

    takes_back: ClassVar[bool] = False
    """Whether people may send it while their writing is paused, because it only retracts their own content,
    or nobody else sees its effect."""

    takes_back_by: ClassVar[TakingBack] = {}
    """Like `takes_back`, if it has only these arguments with such values: they take a name or a consent
    away."""

    always_logged: ClassVar[bool] = False
    """Whether it is stored as a change even if no row shows it."""

    on_the_wire: ClassVar[bool] = True
    """Whether clients may send it. The others are used by the web package and the server."""


class HostCommand(Command, frozen=True, kw_only=True):
    may = "host"


@cache
def wire_name(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()

"""What all commands have in common. Each stands above its rule, in the file of its noun (`rules/`).

The class's name in snake case is the command's name on the wire. Text limits are the rules' matter, since a
refusal for length says the limit.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Literal

import msgspec
from msgspec import UnsetType

Text = str | UnsetType
Flag = bool | UnsetType

TakingBack = Mapping[str, Callable[[Any], bool]]
"""Argument → whether its value takes something back."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of a command; the class says who may use it and when, before its rule is asked."""

    may: ClassVar[Literal["anybody", "person", "host", "server"]] = "person"
    """Who may ask at all; "person": whoever joined, and the host for them."""

    when_closed: ClassVar[bool | frozenset[str]] = False
    """Whether people may ask when the gathering is closed; or with which arguments only.

    Its book is read then, and people see how they stand in it: how one is named, and what a report is called,
    can be changed, and what one wrote can be taken back.
    """

    takes_back: ClassVar[bool] = False
    """Whether people may ask while their writing is paused: it takes back what is theirs, or is seen by
    nobody else."""

    takes_back_by: ClassVar[TakingBack] = {}
    """The same where it has these arguments only, with such values: they take a name or a consent away."""

    always_logged: ClassVar[bool] = False
    """Whether it is a change even where no row shows it."""

    on_the_wire: ClassVar[bool] = True
    """Whether clients may send it. The web and the server ask for the others."""


class HostCommand(Command, frozen=True, kw_only=True):
    may = "host"


def wire_name(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()

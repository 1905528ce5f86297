"""The base class of all commands. Each command is declared above its rule, in the file of its noun
(`rules/`).

The class's name in snake case is the command's name on the wire. Text limits are checked by the rules,
because the refusal contains the limit.
"""

import re
from functools import cache
from typing import ClassVar, Literal

import msgspec
from msgspec import UNSET, UnsetType

from openspace.domain.gathering import Gathering
from openspace.domain.needs import Need, unmet_need
from openspace.domain.viewer import Viewer

Text = str | UnsetType
Flag = bool | UnsetType

IDENTIFYING = frozenset({"topic", "session", "note", "evidence", "issue", "rev"})
"""Arguments that only identify a row."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The arguments of a command. The class defines who may send it and when, which is checked before its
    rule runs."""

    may: ClassVar[Literal["anybody", "person", "host", "server"]] = "person"
    """Who may send it. "person": anybody who joined, and the host on their behalf."""

    not_for_host: ClassVar[str] = ""
    """The reason why the host may not send it on somebody's behalf, if so: the `why` of the refusal."""

    needs: ClassVar[tuple[Need, ...]] = ()
    """Conditions on the rows that it names. Its rule checks them with `context.check`."""

    when_closed: ClassVar[bool | frozenset[str]] = False
    """Whether people may send it when the gathering is closed; or the arguments with which they may.

    People read the book then, and see how they appear in it. So they can still change whether they are named
    and what a report is called, and can retract what they wrote.
    """

    in_harvest: ClassVar[bool] = False
    """Whether people may also send it while reports are completed after the gathering, with any argument.
    Without it, they may send then what they may send when the gathering is closed."""

    takes_back: ClassVar[bool | frozenset[str]] = False
    """Whether people may send it while their writing is paused, because it only retracts their own content,
    or nobody else sees its effect; or the arguments with which they may if all are empty or false: they take
    a name or a consent away."""

    needs_when_shut: ClassVar[tuple[Need, ...]] = ()
    """Further conditions while the gathering is closed, or the sender's writing is paused."""

    always_logged: ClassVar[bool] = False
    """Whether it is stored as a change even if no row shows it."""

    on_the_wire: ClassVar[bool] = True
    """Whether clients may send it. The others are used by the web package and the server."""


def may_when_closed(command: Command) -> bool:
    if isinstance(command.when_closed, bool):
        return command.when_closed
    return {
        name for name, value in _given(command).items() if value is not None
    } <= command.when_closed


def may_when_paused(command: Command) -> bool:
    if isinstance(command.takes_back, bool):
        return command.takes_back
    given = _given(command)
    return set(given) <= command.takes_back and not any(given.values())


def _given(command: Command) -> dict[str, object]:
    """Return the arguments that say what to do."""
    given = {name: getattr(command, name) for name in command.__struct_fields__}
    return {n: value for n, value in given.items() if n not in IDENTIFYING and value is not UNSET}


def meets_needs_when_shut(gathering: Gathering, command: Command, by: Viewer) -> bool:
    ids = {
        name: str(getattr(command, name)) for name in ("topic", "session") if hasattr(command, name)
    }
    return unmet_need(gathering, command.needs_when_shut, by, ids) is None


class HostCommand(Command, frozen=True, kw_only=True):
    may = "host"


@cache
def wire_name(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()

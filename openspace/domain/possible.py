"""Which commands a viewer may send, for the pages, which offer nothing else.

The table is made of what the commands declare and the rules check, so it cannot differ from them. It depends
only on the viewer's role, and refers to rows that the viewer sees anyway. So it reveals nothing, and stays
true after every change.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from openspace.domain.command import Command
from openspace.domain.commands import COMMANDS
from openspace.domain.needs import Need
from openspace.domain.viewer import Role

Possible = dict[str, dict[str, Any]]


@cache
def possible(role: Role) -> Possible:
    """Return the commands that a viewer in this role may send at all: {name: {closed, harvest,
    paused, needs, needs_when_shut}}.

    `closed`, `harvest` and `paused` tell whether it may be sent while the gathering is closed, while reports
    are completed after it, and while the sender's writing is paused: true, false, or the arguments with which
    it may; while paused, only if they are empty or false. `needs` are conditions on rows, of which all must
    hold: {"row.column": value, …}, of which one must hold.
    """
    return {name: _entry(it, role) for name, it in COMMANDS.items() if _may_at_all(it, role)}


def _may_at_all(command: type[Command], role: Role) -> bool:
    if role == "host":
        return not command.not_for_host
    return command.may == "anybody" or (role == "person" and command.may == "person")


def _entry(command: type[Command], role: Role) -> dict[str, Any]:
    is_host = role == "host"
    return {
        "closed": is_host or _arguments(command.when_closed),
        "harvest": is_host or command.in_harvest or _arguments(command.when_closed),
        "paused": is_host or _arguments(command.takes_back),
        "needs": _marks(command.needs, role),
        "needs_when_shut": [] if is_host else _marks(command.needs_when_shut, role),
    }


def _arguments(which: bool | Collection[str]) -> bool | list[str]:
    return which if isinstance(which, bool) else sorted(which)


def _marks(needs: Collection[Need], role: Role) -> list[dict[str, Any]]:
    return [dict(one.marks) for one in needs if not (one.not_for_host and role == "host")]

"""The result of a rule, and the change that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.command import Command, wire_name
from openspace.domain.viewer import Viewer

Decided = tuple[Change | None, dict[str, Any] | None]
"""The change that a command makes, or None if it changes nothing; and the result in its answer, if any."""


@dataclass(frozen=True)
class Effect:
    """The result of a rule. If it puts and drops nothing, the command changes nothing."""

    puts: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    drops: Mapping[str, Sequence[str]] = field(default_factory=dict)
    result: Mapping[str, Any] | None = None
    change_name: str = ""
    """Name of the change, if it is not the name of the command."""
    is_unsigned: bool = False
    """Whether the change does not say who made it."""


NOTHING_TO_DO = Effect()


def decided(effect: Effect, command: Command, seq: int, at: str, by: Viewer) -> Decided:
    """Return what `effect` of `command` means for a stream whose next change is `seq`."""
    result = dict(effect.result) if effect.result else None
    if not (effect.puts or effect.drops) and not command.always_logged:
        return None, result
    name = effect.change_name or wire_name(type(command))
    author = None if effect.is_unsigned else by.key
    return Change(seq, name, at, author, dict(effect.puts), dict(effect.drops)), result

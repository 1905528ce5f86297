"""Skips one of the bells that are planned for every session slot."""

from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.planned_bells import checked_kind
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.tables import Slot


class SkipBell(HostCommand, frozen=True, kw_only=True):
    """`skipped: false` rings it after all."""

    slot: str
    kind: str
    skipped: bool = True


@rule(SkipBell)
def skip_bell(context: RuleContext, command: SkipBell) -> Effect:
    slot, kind = context.slot(command.slot), checked_kind(command.kind)
    if (kind in slot["skipped_bells"]) == command.skipped:
        return NOTHING_TO_DO
    others = [one for one in slot["skipped_bells"] if one != kind]
    row: Slot = {**slot, "skipped_bells": sorted([*others, kind] if command.skipped else others)}
    return Effect({"slots": [row]})

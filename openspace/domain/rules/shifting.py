"""Several time slots at other times at once: a delay, a longer slot, a lunch that moves.

Pages propose the times and show them beforehand. The way back is the same command with the times before.
"""

from zoneinfo import ZoneInfo

import msgspec

from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.rows import with_columns
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.slots import parse_time, refuse_two_in_a_room, slot_columns
from openspace.domain.tables import Slot


class SlotTimes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    slot: str
    starts_at: str
    ends_at: str


class EditSlots(HostCommand, frozen=True, kw_only=True):
    slots: list[SlotTimes]


@rule(EditSlots)
def edit_slots(context: RuleContext, command: EditSlots) -> Effect:
    """Change the times of slots, all or none. Each stays on its day, so that every code stays. If a slot is
    given twice, the last times count."""
    rows = [_at(context, times) for times in {one.slot: one for one in command.slots}.values()]
    changed = [row for row in rows if row != context.slot(row["id"])]
    if not changed:
        return NOTHING_TO_DO
    refuse_two_in_a_room(context.gathering, changed)
    return Effect({"slots": changed})


def _at(context: RuleContext, times: SlotTimes) -> Slot:
    slot, about = context.slot(times.slot), context.gathering.info
    zone = ZoneInfo(about["timezone"])
    starts, ends = (
        parse_time(at, about["timezone"]).astimezone(zone).isoformat()
        for at in (times.starts_at, times.ends_at)
    )
    typed = {column: slot[column] or "" for column in ("label", "kind", "about", "given_by")}
    columns = slot_columns(about["timezone"], starts, ends, **typed)
    if columns["day"] != slot["day"]:
        raise Refused("bad_span", why="other_day", day=slot["day"])
    return with_columns(slot, **columns)

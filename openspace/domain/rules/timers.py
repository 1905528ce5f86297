"""The timer for opening, announcing and closing: one for the gathering, on every wall and host page.

It has no effect when it ends. Pages count to `ends_at` by the server's clock, and hide an old timer.
"""

from datetime import datetime, timedelta

from openspace.domain import text
from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.tables import AGathering

MOST_MINUTES = 240


class SetTimer(HostCommand, frozen=True, kw_only=True):
    """Starts a timer, in the place of the one that runs. `longer`: that one gets so many minutes more."""

    minutes: int
    label: str = ""
    longer: bool = False


@rule(SetTimer)
def set_timer(context: RuleContext, command: SetTimer) -> Effect:
    now, before = datetime.fromisoformat(context.at), context.gathering.info["timer"]
    begin, label = now, text.one_line(command.label, "name", "label")
    if command.longer and before:
        begin = max(now, datetime.fromisoformat(before["ends_at"]))
        label = label or before["label"]
    ends = begin + timedelta(minutes=_checked(command.minutes))
    if ends > now + timedelta(minutes=MOST_MINUTES):
        raise _out_of_range()
    timer = {"ends_at": ends.isoformat(timespec="milliseconds"), "label": label}
    row: AGathering = {**context.gathering.info, "timer": timer}
    return Effect({"gatherings": [row]})


class StopTimer(HostCommand, frozen=True, kw_only=True):
    pass


@rule(StopTimer)
def stop_timer(context: RuleContext, command: StopTimer) -> Effect:
    if not context.gathering.info["timer"]:
        return NOTHING_TO_DO
    row: AGathering = {**context.gathering.info, "timer": {}}
    return Effect({"gatherings": [row]})


def _checked(minutes: int) -> int:
    if not 1 <= minutes <= MOST_MINUTES:
        raise _out_of_range()
    return minutes


def _out_of_range() -> Refused:
    return Refused("out_of_range", field="timer", least=1, most=MOST_MINUTES)

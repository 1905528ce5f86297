"""Convergence: how a gathering comes together near its end. The host chooses one way at most, opens it and
closes it (docs/decisions/0053-convergence.md)."""

from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.needs import Need
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.tables import AGathering

CONVERGING_PHASES = ("sessions", "closing")


class OpenConvergence(HostCommand, frozen=True, kw_only=True):
    needs = (
        Need({"gathering.convergence": True}, Refused("not_now", why="no_convergence")),
        Need({"gathering.phase": CONVERGING_PHASES}, Refused("not_now", why="not_converging_yet")),
    )


@rule(OpenConvergence)
def open_convergence(context: RuleContext, command: OpenConvergence) -> Effect:
    context.check(command)
    about = context.gathering.info
    if about["converging"]:
        return NOTHING_TO_DO
    row: AGathering = {**about, "converging": True}
    return Effect({"gatherings": [row]})


class CloseConvergence(HostCommand, frozen=True, kw_only=True):
    pass


@rule(CloseConvergence)
def close_convergence(context: RuleContext, command: CloseConvergence) -> Effect:
    about = context.gathering.info
    if not about["converging"]:
        return NOTHING_TO_DO
    row: AGathering = {**about, "converging": False}
    return Effect({"gatherings": [row]})


def is_open(gathering: Gathering, convergence: str) -> bool:
    about = gathering.info
    return about["converging"] and about["convergence"] == convergence

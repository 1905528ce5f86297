"""Convergence: how a gathering comes together near its end. The host chooses one way at most, opens it and
closes it (docs/decisions/0053-convergence.md)."""

from collections.abc import Mapping
from types import MappingProxyType

from openspace.domain.change import Drops, Row
from openspace.domain.clusters import clusters
from openspace.domain.command import HostCommand
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.needs import Need
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.puts import Rows
from openspace.domain.tables import AGathering

NO_DROPS: Drops = MappingProxyType({})
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
    fresh = _clustered(context.gathering, {}) if about["convergence"] == "dots" else {}
    return Effect({"gatherings": [row], **fresh})


class CloseConvergence(HostCommand, frozen=True, kw_only=True):
    pass


@rule(CloseConvergence)
def close_convergence(context: RuleContext, command: CloseConvergence) -> Effect:
    about = context.gathering.info
    if not about["converging"]:
        return NOTHING_TO_DO
    row: AGathering = {**about, "converging": False}
    return closing(context.gathering, row)


def closing(gathering: Gathering, row: AGathering, drops: Drops = NO_DROPS) -> Effect:
    """Return the effect of the gathering's new row, which may close the convergence. Then all dots are
    deleted, and the groups are kept. Nobody signs the change, because its drops would reveal when people
    placed dots."""
    if row["converging"] or not is_open(gathering, "dots"):
        return Effect({"gatherings": [row]}, drops)
    dots = [one["id"] for one in gathering.rows("dots")]
    puts = {"gatherings": [row], **_clustered(gathering, clusters(gathering))}
    return Effect(puts, {**drops, "dots": dots} if dots else drops, is_unsigned=True)


def _clustered(gathering: Gathering, found: Mapping[str, str]) -> Rows:
    """Return the rows whose group is another one than before."""
    puts: dict[str, list[Row]] = {
        table: [
            {**row, "cluster": found.get(row["id"], "")}
            for row in gathering.rows(table)
            if (row["cluster"] or "") != found.get(row["id"], "")
        ]
        for table in ("sessions", "issues")
    }
    return {table: rows for table, rows in puts.items() if rows}


def is_open(gathering: Gathering, convergence: str) -> bool:
    about = gathering.info
    return about["converging"] and about["convergence"] == convergence

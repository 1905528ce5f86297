"""The commands of a community, each above its rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.codes import checked_code
from openspace.domain.command import Command, Flag, HostCommand, Text
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import InSeries
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.rows import new
from openspace.domain.viewer import Viewer

MOST_GATHERINGS = 1_000

_LINES = {"name": "line", "contact": "line", "controller": "line"}
_TEXTS = ("about", "for_whom")

C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class CommunityContext:
    """The asker (`by`), the time (`at`, ISO 8601) and the community."""

    community: Community
    by: Viewer
    at: str


Rule = Callable[[CommunityContext, C], Effect]

RULES: dict[type[Command], Callable[[CommunityContext, Any], Effect]] = {}
"""Command class → its rule."""


def rule(command: type[C]) -> Callable[[Rule[C]], Rule[C]]:
    """Decorator that registers a function as the rule of `command`."""

    def register(function: Rule[C]) -> Rule[C]:
        RULES[command] = function
        return function

    return register


def texts_of_community(**given: str) -> dict[str, str]:
    """Return texts of the community's row, cleaned. Raises Refused (`missing`, `too_long`)."""
    cleaned = {
        column: text.many_lines(words, column)
        if column in _TEXTS
        else text.one_line(words, _LINES[column], column)
        for column, words in given.items()
    }
    if cleaned.get("name") == "":
        raise Refused("missing", field="community_name")
    return cleaned


class EditCommunity(HostCommand, frozen=True, kw_only=True):
    name: Text = UNSET
    about: Text = UNSET
    for_whom: Text = UNSET
    contact: Text = UNSET
    controller: Text = UNSET
    listed: Flag = UNSET


@rule(EditCommunity)
def edit_community(context: CommunityContext, command: EditCommunity) -> Effect:
    given = {n: getattr(command, n) for n in command.__struct_fields__}
    given = {name: value for name, value in given.items() if value is not UNSET}
    texts = texts_of_community(**{n: value for n, value in given.items() if n != "listed"})
    info = context.community.info
    row = {**info, **given, **texts}
    return Effect(puts={"communities": [row]}) if row != info else NOTHING_TO_DO


class AcceptGathering(HostCommand, frozen=True, kw_only=True):
    """The gathering is shown when its own host names the community as well. Either may be first."""

    code: str


@rule(AcceptGathering)
def accept_gathering(context: CommunityContext, command: AcceptGathering) -> Effect:
    code = checked_code(command.code)
    if context.community.in_series(code):
        return NOTHING_TO_DO
    if len(context.community.series) >= MOST_GATHERINGS:
        raise Refused("too_many", why="gatherings", most=MOST_GATHERINGS)
    row = new(
        InSeries, id=code, title="", first_day="", last_day="", venue="", kept=False, at=context.at
    )
    return Effect(puts={"series": [row]})


class RemoveGathering(HostCommand, frozen=True, kw_only=True):
    code: str


@rule(RemoveGathering)
def remove_gathering(context: CommunityContext, command: RemoveGathering) -> Effect:
    row = context.community.in_series(checked_code(command.code))
    return Effect(drops={"series": [row["id"]]}) if row else NOTHING_TO_DO


class KeepInSeries(Command, frozen=True, kw_only=True):
    """The line about a gathering that is purged after its time. The server sends it."""

    may = "server"
    on_the_wire = False

    code: str
    title: str
    first_day: str
    last_day: str
    venue: str


@rule(KeepInSeries)
def keep_in_series(context: CommunityContext, command: KeepInSeries) -> Effect:
    row = context.community.in_series(command.code)
    if row is None:
        return NOTHING_TO_DO
    kept: InSeries = {
        **row,
        "title": command.title,
        "first_day": command.first_day,
        "last_day": command.last_day,
        "venue": command.venue,
        "kept": True,
    }
    return Effect(puts={"series": [kept]})

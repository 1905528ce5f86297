"""Rooms and texts: set up before the gathering, and changed while it runs."""

from collections.abc import Collection
from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Flag, HostCommand, Text
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.keeping import KEPT_DAYS, with_kept_days
from openspace.domain.people_at_home import home_columns, links_are_shown, rooms_with_links
from openspace.domain.planned_bells import checked_kinds
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.announcing import without_queue
from openspace.domain.rules.coming import filled
from openspace.domain.rules.context import RuleContext, given, rule
from openspace.domain.rules.grid import release, sessions_in
from openspace.domain.rules.puts import Rows, rows_that_name_anybody
from openspace.domain.tables import AGathering, Room
from openspace.domain.vocabulary import (
    ACCESS,
    CONVERGENCES,
    HELP,
    INVITATION,
    NAMINGS,
    RESPONSIBLE,
    WALL_VIEWS,
)
from openspace.domain.wifi import Wifi, wifi_columns
from openspace.languages.known import for_gatherings

MOST_ROOMS = 200
LARGEST = 100_000
WARNED_DAYS = 14
"""Days between the warning to the host and the purge of the gathering."""

_TITLES = ("title", "theme", "sponsor", "community", "venue", "motto")
_TEXTS = ("statement", "welcome", "law", "next_gathering")
MOST_OF = {
    **dict.fromkeys(KEPT_DAYS, 3_650),
    "size": LARGEST,
    "cells_each": 1_000,
    "topics_each": 1_000,
    "report_minutes": 60,
    "places": LARGEST,
}
"""Settings with numbers → the largest."""

ANNOUNCE_SECONDS = 10, 120
"""The shortest and the longest ring around a topic that is announced; null: no ring."""


class EditGathering(HostCommand, frozen=True, kw_only=True):
    title: Text = UNSET
    theme: Text = UNSET
    statement: Text = UNSET
    sponsor: Text = UNSET
    community: Text = UNSET
    venue: Text = UNSET
    welcome: Text = UNSET
    principles: list[str] | UnsetType = UNSET
    help: dict[str, str] | UnsetType = UNSET
    invitation: dict[str, str] | UnsetType = UNSET
    responsible: dict[str, str] | UnsetType = UNSET
    planning: Flag = UNSET
    places: int | UnsetType = UNSET
    law: Text = UNSET
    motto: Text = UNSET
    naming: Text = UNSET
    next_gathering: Text = UNSET
    listed: Flag = UNSET
    retention_days: int | UnsetType = UNSET
    people_kept_days: int | UnsetType = UNSET
    book_kept_days: int | UnsetType = UNSET
    size: int | UnsetType = UNSET
    cells_each: int | UnsetType = UNSET
    topics_each: int | UnsetType = UNSET
    approval: Flag = UNSET
    opens_early: Flag = UNSET
    report_minutes: int | UnsetType = UNSET
    was_here: Flag = UNSET
    bells: list[str] | UnsetType = UNSET
    wifi: Wifi | UnsetType = UNSET
    announcing: Flag = UNSET
    announce_seconds: int | None | UnsetType = UNSET
    home_host: Text = UNSET
    reflections: Flag = UNSET
    wall_view: Text = UNSET
    convergence: Text = UNSET
    language: Text = UNSET


@rule(EditGathering)
def edit_gathering(context: RuleContext, command: EditGathering) -> Effect:
    about = context.gathering.info
    columns = given(**{c: getattr(command, c) for c in command.__struct_fields__})
    columns = texts_of_gathering(columns)
    if not columns.keys().isdisjoint(KEPT_DAYS):
        columns |= with_kept_days(about, columns)
    row = with_columns(about, **columns)
    if row == about:
        return NOTHING_TO_DO
    if about["converging"] and row["convergence"] != about["convergence"]:
        raise Refused("not_now", why="converging")
    named = rows_that_name_anybody(context.gathering) if row["naming"] != about["naming"] else {}
    moved_up = filled(context, (), row["places"] or 0)
    left = {} if row["announcing"] else without_queue(context.gathering)
    return Effect({"gatherings": [row], **named, **moved_up, **_links(context, row)}, left)


def _links(context: RuleContext, row: AGathering) -> Rows:
    """Return the rooms whose links everybody sees from now on, or not any more."""
    if links_are_shown(row) == links_are_shown(context.gathering.info):
        return {}
    rooms = rooms_with_links(context.gathering.rooms)
    return {"rooms": rooms} if rooms else {}


def texts_of_gathering(columns: dict[str, Any]) -> dict[str, Any]:
    """Return `columns` of the gathering's row, cleaned. Raises Refused."""
    row = dict(columns)
    for column in _TITLES:
        if column in row:
            row[column] = text.one_line(row[column], "line", column)
    for column in _TEXTS:
        if column in row:
            row[column] = text.many_lines(row[column], column)
    if "home_host" in row:
        row["home_host"] = text.one_line(row["home_host"], "name", "home_host")
    if "principles" in row:
        lines = [text.one_line(line, "line", "principle") for line in row["principles"][:20]]
        row["principles"] = [line for line in lines if line]
    if "help" in row:
        row["help"] = help_texts(row["help"])
    if "invitation" in row:
        row["invitation"] = invitation_texts(row["invitation"])
    if "responsible" in row:
        row["responsible"] = responsible_texts(row["responsible"])
    if "bells" in row:
        row["bells"] = checked_kinds(row["bells"])
    if "wifi" in row:
        row["wifi"] = wifi_columns(row["wifi"])
    if "title" in row and not row["title"]:
        raise Refused("missing", field="title")
    for column, most in MOST_OF.items():
        if not 0 <= row.get(column, 0) <= most:
            raise Refused("out_of_range", field=column, least=0, most=most)
    seconds = row.get("announce_seconds")
    if seconds is not None and not ANNOUNCE_SECONDS[0] <= seconds <= ANNOUNCE_SECONDS[1]:
        least, most = ANNOUNCE_SECONDS
        raise Refused("out_of_range", field="announce_seconds", least=least, most=most)
    if row.get("naming", "choice") not in NAMINGS:
        raise Refused("not_a_choice", field="naming", choices=list(NAMINGS))
    if row.get("wall_view", "") not in WALL_VIEWS:
        raise Refused("not_a_choice", field="wall_view", choices=list(WALL_VIEWS))
    if row.get("convergence", "") not in CONVERGENCES:
        raise Refused("not_a_choice", field="convergence", choices=list(CONVERGENCES))
    if row.get("language", "") not in ("", *for_gatherings()):
        raise Refused("not_a_choice", field="language", choices=list(for_gatherings()))
    return row


def help_texts(given: dict[str, str]) -> dict[str, str]:
    """Return whom people can turn to, cleaned, without empty texts. Raises Refused."""
    return _texts_by_key(given, HELP)


def invitation_texts(given: dict[str, str]) -> dict[str, str]:
    """Return what the invitation says, cleaned, without empty texts. Raises Refused."""
    texts = _texts_by_key(given, [*INVITATION, *ACCESS])
    if texts.get("map_link"):
        texts["map_link"] = text.https_link(texts["map_link"])
    return texts


def responsible_texts(given: dict[str, str]) -> dict[str, str]:
    """Return who answers for the gathering, cleaned, without empty texts. Raises Refused."""
    return _texts_by_key(given, RESPONSIBLE)


def _texts_by_key(given: dict[str, str], keys: Collection[str]) -> dict[str, str]:
    if unknown := sorted(given.keys() - set(keys)):
        raise Refused("malformed", why="key", key=unknown[0][:40])
    cleaned = {key: text.many_lines(given.get(key, ""), key, "line") for key in keys}
    return {key: words for key, words in cleaned.items() if words}


# --- rooms


class AddRoom(HostCommand, frozen=True, kw_only=True):
    name: str
    capacity: int | None = None
    access: str = ""
    folded: bool = False
    call_link: str = ""
    caption_link: str = ""
    induction_loop: bool = False
    recorded: str = ""


@rule(AddRoom)
def add_room(context: RuleContext, command: AddRoom) -> Effect:
    columns = asdict(command)
    about, room = new_room(context.gathering.info, context.next_id("r"), **columns)
    if len(context.gathering.rooms) >= MOST_ROOMS:
        raise Refused("too_many", why="rooms", most=MOST_ROOMS)
    return Effect({"gatherings": [about], "rooms": [room]}, result={"room": room["id"]})


def new_room(about: AGathering, id: str, **columns: Any) -> tuple[AGathering, Room]:
    """Return the gathering's row, with its counter raised, and the new room's row.

    A letter is never reused, because doors and cards with it are printed.
    """
    nth = about["rooms_made"]
    room = new(Room, id=id, letter=_letter(nth), position=nth, **room_columns(**columns))
    return {**about, "rooms_made": nth + 1}, room


class EditRoom(HostCommand, frozen=True, kw_only=True):
    room: str
    name: Text = UNSET
    capacity: int | None | UnsetType = UNSET
    access: Text = UNSET
    folded: Flag = UNSET
    call_link: Text = UNSET
    caption_link: Text = UNSET
    induction_loop: Flag = UNSET
    recorded: Text = UNSET


@rule(EditRoom)
def edit_room(context: RuleContext, command: EditRoom) -> Effect:
    room = context.room(command.room)
    fields = [name for name in command.__struct_fields__ if name != "room"]
    columns = {name: _or_empty(room, name) for name in fields}
    columns |= given(**{name: getattr(command, name) for name in fields})
    row = with_columns(room, **room_columns(**columns))
    if row == room:
        return NOTHING_TO_DO
    held = sessions_in(context.gathering, "room", room["id"]) if row["folded"] else []
    return Effect({"rooms": [row], **release(context, held, "room_folded")})


def _or_empty(room: Row, column: str) -> Any:
    """Return the value; an older row has None where texts were added."""
    return "" if room[column] is None and column != "capacity" else room[column]


class RemoveRoom(HostCommand, frozen=True, kw_only=True):
    room: str


@rule(RemoveRoom)
def remove_room(context: RuleContext, command: RemoveRoom) -> Effect:
    room = context.room(command.room)
    held = sessions_in(context.gathering, "room", room["id"])
    return Effect(release(context, held, "room_removed"), {"rooms": [room["id"]]})


def room_columns(
    name: str, capacity: int | None, access: str, folded: bool, **at_home: Any
) -> dict[str, Any]:
    """Return the columns that a host types, cleaned. Raises Refused."""
    name = text.one_line(name, "name", "name")
    if not name:
        raise Refused("missing", field="name")
    if capacity is not None and not 0 < capacity <= LARGEST:
        raise Refused("out_of_range", field="capacity", least=1, most=LARGEST)
    access = text.one_line(access, "line", "access")
    columns = {"name": name, "capacity": capacity, "access": access, "folded": folded}
    return {**columns, **home_columns(**at_home)}


def _letter(nth: int) -> str:
    """Return the letter of a room, counted from 0: A … Z, AA, AB …"""
    letter = chr(ord("A") + nth % 26)
    return letter if nth < 26 else _letter(nth // 26 - 1) + letter

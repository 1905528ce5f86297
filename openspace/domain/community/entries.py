"""The repertoire of a community: entries, each made of parts that authors gave at gatherings
(docs/decisions/0042-repertoire.md).

The server puts and drops parts, as authors agree and take back. The host can only hide a part that harms.
"""

from openspace.domain import text
from openspace.domain.command import Command, HostCommand
from openspace.domain.community.rules import CommunityContext, rule
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import Entry, Part
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.repertoire import TEXTS
from openspace.domain.rows import new

MOST_PARTS = 20_000


class PutPart(Command, frozen=True, kw_only=True):
    """What the author of `offer` at `gathering` agreed to. `entry`: the entry that it adds to; an unknown one
    makes a new entry. A part of the same offer is changed."""

    may = "server"
    on_the_wire = False

    gathering: str
    offer: str
    entry: str
    kind: str
    title: str
    problem: str
    practice: str
    helps_when: str
    not_when: str
    shown_as: str
    gathering_title: str
    session: str
    session_title: str


@rule(PutPart)
def put_part(context: CommunityContext, command: PutPart) -> Effect:
    community, today = context.community, context.at[:10]
    given = _columns(command)
    before = part_of_offer(community, command.gathering, command.offer)
    if before:
        changed: Part = {**before, **given}  # type: ignore[typeddict-item]
        if changed == before:
            return NOTHING_TO_DO
        if any(changed[name] != before[name] for name in (*TEXTS, "title")):  # type: ignore[literal-required]
            changed["edited_day"] = today
        return _with_entry(community, changed)
    if len(community.parts) >= MOST_PARTS:
        raise Refused("too_many", why="full_of_entries")
    number = community.seq + 1
    known = community.entry(command.entry)
    entry = known or new(Entry, id=f"en{number}", kind=command.kind, title=command.title, day=today)
    part = new(Part, id=f"pt{number}", entry=entry["id"], day=today, **given)
    return Effect(
        {"entries": [entry], "parts": [part]} if known is None else {"parts": [part]},
        is_unsigned=True,
    )


class DropPart(Command, frozen=True, kw_only=True):
    """Removes what an author took back, or what was erased with them."""

    may = "server"
    on_the_wire = False

    part: str


@rule(DropPart)
def drop_part(context: CommunityContext, command: DropPart) -> Effect:
    community = context.community
    part = community.part(command.part)
    if part is None:
        return NOTHING_TO_DO
    left = [row for row in community.parts_of(part["entry"]) if row["id"] != part["id"]]
    if not left:
        companions = [row["id"] for row in community.companions_of(part["entry"])]
        drops = {"parts": [part["id"]], "entries": [part["entry"]]}
        return Effect(
            drops={**drops, "companions": companions} if companions else drops, is_unsigned=True
        )
    entry = _named_by(community, left[0])
    return Effect({"entries": [entry]}, {"parts": [part["id"]]}, is_unsigned=True)


class HidePart(HostCommand, frozen=True, kw_only=True):
    """Hides a part that harms. Its author sees the reason."""

    part: str
    hidden: bool
    reason: str = ""


@rule(HidePart)
def hide_part(context: CommunityContext, command: HidePart) -> Effect:
    part = context.community.part(command.part)
    if part is None:
        raise Refused("unknown_part")
    reason = text.one_line(command.reason, "reason", "reason") if command.hidden else ""
    row: Part = {**part, "hidden": command.hidden, "hidden_reason": reason}
    return Effect({"parts": [row]}) if row != part else NOTHING_TO_DO


def is_news(command: PutPart, part: Part | None) -> bool:
    """Return whether the part is to be put: it is new, or differs."""
    return part is None or {**part, **_columns(command)} != part


def _columns(command: PutPart) -> dict[str, str]:
    return {name: getattr(command, name) for name in command.__struct_fields__ if name != "entry"}


def part_of_offer(community: Community, gathering: str, offer: str) -> Part | None:
    """Return the part that came from this offer of the gathering, if there is one."""
    return next(
        (p for p in community.parts if (p["gathering"], p["offer"]) == (gathering, offer)), None
    )


def _with_entry(community: Community, part: Part) -> Effect:
    """Put the part, and its entry if the part names it."""
    first = community.parts_of(part["entry"])[0]
    if first["id"] != part["id"]:
        return Effect({"parts": [part]}, is_unsigned=True)
    return Effect({"parts": [part], "entries": [_named_by(community, part)]}, is_unsigned=True)


def _named_by(community: Community, part: Part) -> Entry:
    """Return the entry with the title and kind of its first part, because a title is its author's words."""
    entry = community.entry(part["entry"])
    if entry is None:
        raise Refused("unknown_part")
    return {**entry, "title": part["title"], "kind": part["kind"]}

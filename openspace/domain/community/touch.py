"""Keeping in touch: people who let the community write to them, and people who want to work together on an
entry (docs/decisions/0047-touch.md).

Neither has a person: a row is its own, and whoever made it has a link to it. `key` is part of the link.
"""

from collections.abc import Collection

from openspace.domain import text
from openspace.domain.command import Command, HostCommand, wire_name
from openspace.domain.community.rules import AcceptGathering, CommunityContext, rule
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import Companion, Contact
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns

_LOOKS_LIKE = wire_name(AcceptGathering)
"""Name of these changes, which everybody sees: it must not tell that somebody left a contact. Accepting a
gathering has no public effect either."""

MOST_CONTACTS = 5_000
MOST_COMPANIONS = 200
"""Limit for each entry."""


class PutContact(Command, frozen=True, kw_only=True):
    """The community may write to `contact`. `id`: the row to change, or empty."""

    may = "server"
    on_the_wire = False

    contact: str
    key: str
    id: str = ""


@rule(PutContact)
def put_contact(context: CommunityContext, command: PutContact) -> Effect:
    contact = _typed(command.contact)
    before = context.community.row("contacts", command.id)
    if before:
        return Effect({"contacts": [{**before, "contact": contact}]}, change_name=_LOOKS_LIKE)
    if len(context.community.rows("contacts")) >= MOST_CONTACTS:
        raise Refused("too_many", why="full_of_contacts")
    id = f"co{context.community.seq + 1}"
    row = new(Contact, id=id, contact=contact, key=command.key, day=context.at[:10])
    return Effect({"contacts": [row]}, result={"id": id}, change_name=_LOOKS_LIKE)


class RemoveContact(HostCommand, frozen=True, kw_only=True):
    """The host removes a contact; so does its own link."""

    contact: str


@rule(RemoveContact)
def remove_contact(context: CommunityContext, command: RemoveContact) -> Effect:
    if context.community.row("contacts", command.contact) is None:
        return NOTHING_TO_DO
    return Effect(drops={"contacts": [command.contact]}, change_name=_LOOKS_LIKE)


class PutCompanion(Command, frozen=True, kw_only=True):
    """Somebody wants to work with others on `entry`. `id`: the row to change, or empty."""

    may = "server"
    on_the_wire = False

    entry: str
    contact: str
    key: str
    id: str = ""


@rule(PutCompanion)
def put_companion(context: CommunityContext, command: PutCompanion) -> Effect:
    contact, community = _typed(command.contact), context.community
    before = community.companion(command.id)
    if before:
        return Effect(
            {"companions": [with_columns(before, contact=contact)]}, change_name=_LOOKS_LIKE
        )
    if community.entry(command.entry) is None:
        raise Refused("unknown_entry")
    if len(community.companions_of(command.entry)) >= MOST_COMPANIONS:
        raise Refused("too_many", why="full_of_companions")
    id = f"cm{community.seq + 1}"
    row = new(Companion, id=id, entry=command.entry, contact=contact, key=command.key)
    return Effect({"companions": [row]}, result={"id": id}, change_name=_LOOKS_LIKE)


class AgreeToMeet(Command, frozen=True, kw_only=True):
    """Agree to exchange contacts with those who want the same now. Whoever comes later is asked about
    separately."""

    may = "server"
    on_the_wire = False

    id: str


@rule(AgreeToMeet)
def agree_to_meet(context: CommunityContext, command: AgreeToMeet) -> Effect:
    row = context.community.companion(command.id)
    if row is None:
        raise Refused("unknown_entry")
    others = [one["id"] for one in _others(context.community, row)]
    if set(others) <= set(row["agreed_with"]):
        return NOTHING_TO_DO
    return Effect({"companions": [with_columns(row, agreed_with=others)]}, change_name=_LOOKS_LIKE)


class DropCompanion(Command, frozen=True, kw_only=True):
    may = "server"
    on_the_wire = False

    id: str


@rule(DropCompanion)
def drop_companion(context: CommunityContext, command: DropCompanion) -> Effect:
    if context.community.companion(command.id) is None:
        return NOTHING_TO_DO
    return Effect(drops={"companions": [command.id]}, change_name=_LOOKS_LIKE)


def contacts_for(community: Community, row: Companion) -> Collection[str]:
    """Return the contacts of those who agreed to meet `row`, and whom it agreed to meet."""
    return [
        one["contact"]
        for one in _others(community, row)
        if one["id"] in row["agreed_with"] and row["id"] in one["agreed_with"]
    ]


def has_others(community: Community, row: Companion) -> bool:
    """Return whether somebody wants the same about whom `row` did not decide yet."""
    return any(one["id"] not in row["agreed_with"] for one in _others(community, row))


def _others(community: Community, row: Companion) -> list[Companion]:
    return [one for one in community.companions_of(row["entry"]) if one["id"] != row["id"]]


def _typed(contact: str) -> str:
    typed = text.one_line(contact, "line", "contact")
    if not typed:
        raise Refused("missing", field="contact")
    return typed

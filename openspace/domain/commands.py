"""What someone may ask for: one class a command, with the shape of its arguments.

The class's name in snake case is the command's name on the wire; `openspace/domain/rules` decides.
Text limits are the rules' matter, since a refusal for length says the limit.
"""

import re
from typing import ClassVar

import msgspec
from msgspec import UNSET, UnsetType

from openspace.domain.refusals import Refused

Text = str | UnsetType
Flag = bool | UnsetType


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all commands. `host_only` ones are refused to everybody else before any rule runs."""

    host_only: ClassVar[bool] = False


class HostCommand(Command, frozen=True, kw_only=True):
    host_only: ClassVar[bool] = True


# --- topics


class ProposeTopic(Command, frozen=True, kw_only=True):
    title: str
    description: str = ""
    convener_name: str | None = None
    tags: list[str] = []
    read_out: bool = False


class EditTopic(Command, frozen=True, kw_only=True):
    topic: str
    title: Text = UNSET
    description: Text = UNSET
    convener_name: str | None | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    read_out: Flag = UNSET
    report_title: Text = UNSET


class WithdrawTopic(Command, frozen=True, kw_only=True):
    topic: str


class RestoreTopic(Command, frozen=True, kw_only=True):
    topic: str


class MarkInterest(Command, frozen=True, kw_only=True):
    topic: str
    interested: bool = True


# --- the grid


class ClaimCell(Command, frozen=True, kw_only=True):
    topic: str
    room: str
    slot: str
    again: bool = False


class MoveSession(Command, frozen=True, kw_only=True):
    session: str
    room: str
    slot: str


class ReleaseSession(Command, frozen=True, kw_only=True):
    session: str


class ConfirmReport(Command, frozen=True, kw_only=True):
    topic: str
    confirmed: bool = True


class AskToMeet(Command, frozen=True, kw_only=True):
    session: str
    topic: str


class OfferSwap(Command, frozen=True, kw_only=True):
    session: str
    wanted: str


class AcceptSwap(Command, frozen=True, kw_only=True):
    notice: str


# --- harvest


class PostNote(Command, frozen=True, kw_only=True):
    session: str
    kind: str
    text: str = ""
    named: bool = False
    url: str = ""
    due: str = ""
    initiator_name: str = ""
    photo: str = ""
    alt: str = ""


class EditNote(Command, frozen=True, kw_only=True):
    note: str
    rev: int | None = None
    kind: Text = UNSET
    text: Text = UNSET
    named: Flag = UNSET
    url: Text = UNSET
    due: Text = UNSET
    initiator_name: Text = UNSET
    photo: Text = UNSET
    alt: Text = UNSET


class RetractNote(Command, frozen=True, kw_only=True):
    note: str


class HandOverNotes(Command, frozen=True, kw_only=True):
    session: str


class DescribePhoto(Command, frozen=True, kw_only=True):
    note: str
    alt: str


class TakeNotes(Command, frozen=True, kw_only=True):
    session: str
    named: bool = False


# --- oneself


class EditMe(Command, frozen=True, kw_only=True):
    name: Text = UNSET
    listed: Flag = UNSET
    contact: Text = UNSET
    contact_listed: Flag = UNSET


class DismissNotice(Command, frozen=True, kw_only=True):
    notice: str


class Mute(Command, frozen=True, kw_only=True):
    notice: str
    muted: bool = True


class ReportName(Command, frozen=True, kw_only=True):
    """Exactly one of `topic` and `note`."""

    topic: str = ""
    note: str = ""


# --- facilitation


class SetPhase(HostCommand, frozen=True, kw_only=True):
    phase: str


class PostNews(HostCommand, frozen=True, kw_only=True):
    text: str


class RetractNews(HostCommand, frozen=True, kw_only=True):
    news: str


class RingBell(HostCommand, frozen=True, kw_only=True):
    text: str = ""


# --- safety: what the facilitator can do about harm, without learning who somebody is


class HideTopic(HostCommand, frozen=True, kw_only=True):
    topic: str
    hidden: bool = True
    reason: str = ""


class HideNote(HostCommand, frozen=True, kw_only=True):
    note: str
    hidden: bool = True
    reason: str = ""


class HideAllBy(HostCommand, frozen=True, kw_only=True):
    """Exactly one of `topic` and `note`."""

    topic: str = ""
    note: str = ""
    hidden: bool = True
    reason: str = ""


class HideSince(HostCommand, frozen=True, kw_only=True):
    at: str
    hidden: bool = True
    reason: str = ""


class RestAuthor(HostCommand, frozen=True, kw_only=True):
    """Exactly one of `topic` and `note`."""

    topic: str = ""
    note: str = ""
    rested: bool = True


class SetDoors(HostCommand, frozen=True, kw_only=True):
    joining: str
    word: Text = UNSET


class SetWriting(HostCommand, frozen=True, kw_only=True):
    writing: str


class ApproveTopic(HostCommand, frozen=True, kw_only=True):
    topic: str


class DismissNotices(HostCommand, frozen=True, kw_only=True):
    topic: str


class RemoveName(HostCommand, frozen=True, kw_only=True):
    """Exactly one of `topic` and `note`. `removed` false leaves the name and settles its reports."""

    topic: str = ""
    note: str = ""
    removed: bool = True


# --- setting up and the book


class EditGathering(HostCommand, frozen=True, kw_only=True):
    title: Text = UNSET
    theme: Text = UNSET
    statement: Text = UNSET
    sponsor: Text = UNSET
    community: Text = UNSET
    venue: Text = UNSET
    welcome: Text = UNSET
    principles: list[str] | UnsetType = UNSET
    law: Text = UNSET
    motto: Text = UNSET
    naming: Text = UNSET
    next_gathering: Text = UNSET
    listed: Flag = UNSET
    retention_days: int | UnsetType = UNSET
    size: int | UnsetType = UNSET
    cells_each: int | UnsetType = UNSET
    topics_each: int | UnsetType = UNSET
    approval: Flag = UNSET


class EditBook(HostCommand, frozen=True, kw_only=True):
    subtitle: Text = UNSET
    imprint: Text = UNSET
    introduction: Text = UNSET
    closing: Text = UNSET
    credits: list[str] | UnsetType = UNSET
    left_out: list[str] | UnsetType = UNSET
    order: Text = UNSET


class PublishBook(HostCommand, frozen=True, kw_only=True):
    note: str = ""


class AddRoom(HostCommand, frozen=True, kw_only=True):
    name: str
    capacity: int | None = None
    access: str = ""
    folded: bool = False


class EditRoom(HostCommand, frozen=True, kw_only=True):
    room: str
    name: Text = UNSET
    capacity: int | None | UnsetType = UNSET
    access: Text = UNSET
    folded: Flag = UNSET


class RemoveRoom(HostCommand, frozen=True, kw_only=True):
    room: str


class AddSlot(HostCommand, frozen=True, kw_only=True):
    starts_at: str
    ends_at: str
    label: str = ""
    kind: str = "session"
    about: str = ""


class EditSlot(HostCommand, frozen=True, kw_only=True):
    slot: str
    starts_at: Text = UNSET
    ends_at: Text = UNSET
    label: Text = UNSET
    kind: Text = UNSET
    about: Text = UNSET


class RemoveSlot(HostCommand, frozen=True, kw_only=True):
    slot: str


def _commands_below(parent: type[Command]) -> list[type[Command]]:
    return [c for child in parent.__subclasses__() for c in [child, *_commands_below(child)]]


def wire_name(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()


COMMANDS: dict[str, type[Command]] = {
    wire_name(c): c for c in _commands_below(Command) if c is not HostCommand
}


def parse(name: object, args: object) -> Command:
    """The command of that name. Raises Refused (`unknown_command`, `malformed`)."""
    command = COMMANDS.get(name) if isinstance(name, str) else None
    if command is None:
        raise Refused("unknown_command", "This server does not know that command.")
    try:
        return msgspec.convert({} if args is None else args, command)
    except (msgspec.ValidationError, RecursionError, UnicodeError) as error:
        raise Refused("malformed", f"That could not be read: {error}.") from None

"""The log of host actions: what hosts did, when, and on which of their devices.

It contains the name of an action and the code of a session, and never words or ids, so that what is taken
back is in no second place. It leaves out what hosts type in for others, because that would separate notes
from paper from the other anonymous ones (docs/decisions/0069-second-factor.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openspace.domain.command import Command, wire_name
from openspace.domain.rules.facilitation import SetPhase
from openspace.domain.rules.grid import ClaimCell, MoveSession, ReleaseSession
from openspace.domain.rules.hiding import HideAllBy, HideSince
from openspace.domain.rules.places import ClaimPlace, MoveToPlace
from openspace.domain.rules.resting import RestAuthor
from openspace.domain.rules.topics import RestoreTopic, WithdrawTopic
from openspace.domain.stream import Stream
from openspace.domain.viewer import Viewer

_ON_THE_GRID = (
    *(ClaimCell, MoveSession, ReleaseSession, ClaimPlace, MoveToPlace),
    *(WithdrawTopic, RestoreTopic),
)
"""What hosts do with the cells of others. Everybody sees it on the wall."""

_ABOUT_AN_AUTHOR = (HideAllBy, HideSince, RestAuthor)
"""Actions on several items of one author. Two such actions with codes could show that the items of two
sessions have the same author."""

_ROW_OF = {"note": "notes", "evidence": "evidence", "session": "sessions", "topic": "topics"}


@dataclass(frozen=True)
class HostAction:
    """`name` is a command or one of `ABOUT_DEVICES`; `about` is a session's code, a phase, or empty."""

    at: str
    device: int
    name: str
    about: str = ""


MOST_KEPT = 2_000
"""Entries of a stream. Older ones are deleted."""

SIGNED_IN = "signed_in"
SIGNED_OUT = "signed_out"
LINK_MADE = "link_made"
KEY_REPLACED = "key_replaced"
EXPORTED = "exported"
FACTOR_ADDED = "second_factor_added"
FACTOR_REMOVED = "second_factor_removed"
FACTOR_PRESENTED = "second_factor_presented"
FACTOR_REFUSED = "second_factor_refused"
FACTOR_RESET = "second_factor_reset"
RECOVERY_CODE_USED = "recovery_code_used"
RECOVERY_CODES_MADE = "recovery_codes_made"

ABOUT_DEVICES = (
    *(SIGNED_IN, SIGNED_OUT, LINK_MADE, KEY_REPLACED, EXPORTED),
    *(FACTOR_ADDED, FACTOR_REMOVED, FACTOR_PRESENTED, FACTOR_REFUSED, FACTOR_RESET),
    *(RECOVERY_CODE_USED, RECOVERY_CODES_MADE),
)
"""Actions that are no commands: they change no row of the gathering."""


def logged_commands(all_: Iterable[type[Command]]) -> list[type[Command]]:
    return [one for one in all_ if one.may == "host" or issubclass(one, _ON_THE_GRID)]


def is_logged(by: Viewer, command: Command) -> bool:
    """Return whether the log of host actions has this command."""
    if by.role != "host" or by.device is None:
        return False
    return bool(logged_commands([type(command)]))


def action_of(stream: Stream, by: Viewer, command: Command, at: str) -> HostAction:
    """Return the entry for `command`. `stream` is as it was before, because a session may lose its code."""
    return HostAction(at, by.device or 0, wire_name(type(command)), _about(stream, command))


def _about(stream: Stream, command: Command) -> str:
    if isinstance(command, SetPhase):
        return command.phase
    if isinstance(command, _ABOUT_AN_AUTHOR):
        return ""
    return next(_codes(stream, command), "")


def _codes(stream: Stream, command: Command) -> Iterator[str]:
    """Yield the codes of the sessions that the command names."""
    for argument, table in _ROW_OF.items():
        id = getattr(command, argument, None)
        row = stream.row(table, id) if isinstance(id, str) and table in stream.TABLES else None
        if row is None:
            continue
        if table == "topics":
            yield from (
                s["code"] for s in stream.rows("sessions") if s["topic"] == id and s["code"]
            )
        else:
            session = row if table == "sessions" else stream.row("sessions", row["session"] or "")
            if session and session["code"]:
                yield session["code"]

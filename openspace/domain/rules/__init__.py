"""Who may do what, and what it does: one file a noun, one function a command."""

from collections.abc import Callable, Collection
from typing import Any

from msgspec import UNSET

from openspace.domain import commands as c
from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules import (
    book,
    doors,
    facilitation,
    grid,
    harvest,
    hiding,
    names,
    notices,
    people,
    resting,
    setup,
    slots,
    topics,
)
from openspace.domain.rules.asked import Asked, Effect
from openspace.domain.viewer import Viewer

RULES: dict[type[c.Command], Callable[[Asked, Any], Effect]] = {
    people.Join: people.join,
    people.EraseMe: people.erase_me,
    people.EraseItem: people.erase_item,
    c.EditMe: people.edit_me,
    c.DismissNotice: notices.dismiss_notice,
    c.Mute: notices.mute,
    c.ReportName: names.report_name,
    c.ProposeTopic: topics.propose_topic,
    c.EditTopic: topics.edit_topic,
    c.WithdrawTopic: topics.withdraw_topic,
    c.RestoreTopic: topics.restore_topic,
    c.MarkInterest: topics.mark_interest,
    c.ClaimCell: grid.claim_cell,
    c.MoveSession: grid.move_session,
    c.ReleaseSession: grid.release_session,
    c.AskToMeet: grid.ask_to_meet,
    c.OfferSwap: grid.offer_swap,
    c.AcceptSwap: grid.accept_swap,
    c.PostNote: harvest.post_note,
    c.EditNote: harvest.edit_note,
    c.RetractNote: harvest.retract_note,
    c.DescribePhoto: harvest.describe_photo,
    c.HandOverNotes: harvest.hand_over_notes,
    c.TakeNotes: harvest.take_notes,
    c.ConfirmReport: book.confirm_report,
    c.EditBook: book.edit_book,
    c.PublishBook: book.publish_book,
    c.SetPhase: facilitation.set_phase,
    c.PostNews: facilitation.post_news,
    c.RetractNews: facilitation.retract_news,
    c.RingBell: facilitation.ring_bell,
    c.HideTopic: hiding.hide_topic,
    c.HideNote: hiding.hide_note,
    c.HideAllBy: hiding.hide_all_by,
    c.HideSince: hiding.hide_since,
    c.RestAuthor: resting.rest_author,
    c.SetDoors: doors.set_doors,
    c.SetWriting: resting.set_writing,
    c.ApproveTopic: topics.approve_topic,
    c.DismissNotices: notices.dismiss_notices,
    c.RemoveName: names.remove_name,
    c.EditGathering: setup.edit_gathering,
    c.AddRoom: setup.add_room,
    c.EditRoom: setup.edit_room,
    c.RemoveRoom: setup.remove_room,
    c.AddSlot: slots.add_slot,
    c.EditSlot: slots.edit_slot,
    c.RemoveSlot: slots.remove_slot,
}

_POSSIBLE_WHEN_CLOSED = {
    people.Join,
    people.EraseMe,
    c.EditMe,
    c.DismissNotice,
    c.Mute,
    c.ReportName,
    c.ConfirmReport,
    c.DescribePhoto,
    c.RetractNote,
}
_OF_THE_BOOK = {
    c.EditTopic: {"topic", "convener_name", "report_title"},
    c.EditNote: {"note", "rev", "named", "initiator_name"},
}
"""When a gathering is closed its book is read, and people see how they stand in it: how one is named,
and what a report is called, can be changed then, and what one wrote can be taken back."""

_ALWAYS_LOGGED = (c.RingBell, people.EraseMe)
"""These happened even where no row shows it."""


def decide(
    gathering: Gathering,
    command: c.Command,
    by: Viewer,
    at: str,
    photos: Collection[str] = (),
) -> tuple[Change | None, dict[str, Any] | None]:
    """The change that `command` makes, None when all stands as asked already, and the result.

    `photos` are the ids of the pictures that `by` sent: only these can be shown. Raises Refused.
    Pure: the same arguments always answer the same.
    """
    _may_ask(gathering, command, by)
    effect = RULES[type(command)](Asked(gathering, by, at, photos), command)
    result = dict(effect.result) if effect.result else None
    if not (effect.puts or effect.drops) and not isinstance(command, _ALWAYS_LOGGED):
        return None, result
    change = Change(
        gathering.seq + 1,
        effect.change_name or c.wire_name(type(command)),
        at,
        by.key,
        dict(effect.puts),
        dict(effect.drops),
    )
    return change, result


def _may_ask(gathering: Gathering, command: c.Command, by: Viewer) -> None:
    if command.host_only and by.role != "host":
        raise Refused("not_allowed", "Only the facilitator can do that.")
    if isinstance(command, people.EraseItem):
        return
    if by.role == "public" and not isinstance(command, people.Join):
        raise Refused("not_allowed", "Join the gathering first.")
    if by.role == "host" or isinstance(command, people.Join):
        return
    if gathering.row("people", by.person or "") is None:
        raise Refused("not_allowed", "Join the gathering first.")
    if (
        gathering.about["phase"] == "closed"
        and type(command) not in _POSSIBLE_WHEN_CLOSED
        and not _is_about_the_book(gathering, command, by)
    ):
        raise Refused("not_now", "This gathering is closed. Its proceedings can be read.")
    resting.refuse_writing(gathering, command, by)


def _is_about_the_book(gathering: Gathering, command: c.Command, by: Viewer) -> bool:
    if isinstance(command, c.TakeNotes):
        # Who took the notes already may still say whether by name.
        session = gathering.row("sessions", command.session)
        return bool(session and session["note_taker"] == by.person)
    allowed = _OF_THE_BOOK.get(type(command), set())
    given = {f for f in command.__struct_fields__ if getattr(command, f) not in (UNSET, None)}
    return bool(allowed) and given <= allowed

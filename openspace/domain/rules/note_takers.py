"""Note-takers of the sessions. Notes are the convener's duty, which can be handed over."""

from openspace.domain.command import Command
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.needs import TAKES_NOTES, Need
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.harvest import name_shown, topic_of_session
from openspace.domain.tables import Session


class HandOverNotes(Command, frozen=True, kw_only=True):
    in_harvest = True
    needs = (TAKES_NOTES,)

    session: str


@rule(HandOverNotes)
def hand_over_notes(context: RuleContext, command: HandOverNotes) -> Effect:
    """Ask the room for a note-taker."""
    session = context.session(command.session)
    topic_of_session(context, session)
    context.check_session(command, session)
    row: Session = {
        **session,
        "notes_wanted": True,
        "note_taker": None,
        "note_taker_shown_as": None,
    }
    return NOTHING_TO_DO if row == session else Effect({"sessions": [row]})


class TakeNotes(Command, frozen=True, kw_only=True):
    """A note-taker may always choose not to be named, and when the gathering is closed, to be named."""

    not_for_host = "join"
    needs = (
        Need(
            {
                "session.notes_wanted": True,
                "topic.mine": True,
                "joined.mine": True,
                "session.note_taking": True,
            },
            Refused("not_now", why="has_note_taker"),
        ),
    )
    when_closed = True
    in_harvest = True
    takes_back = frozenset({"named"})
    needs_when_shut = (Need({"session.note_taking": True}, Refused("not_now", why="closed")),)

    session: str
    named: bool = False


@rule(TakeNotes)
def take_notes(context: RuleContext, command: TakeNotes) -> Effect:
    session = context.session(command.session)
    me = context.me()
    topic_of_session(context, session)
    context.check_session(command, session)
    shown_as = name_shown(context, command.named)
    row: Session = {
        **session,
        "notes_wanted": False,
        "note_taker": me["id"],
        "note_taker_shown_as": shown_as,
    }
    return NOTHING_TO_DO if row == session else Effect({"sessions": [row]})

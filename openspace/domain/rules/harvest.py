"""Notes of the sessions. Anybody who joined may add notes; only authors change their own."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import Any

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, Flag, Text
from openspace.domain.effect import Effect
from openspace.domain.needs import OWN_SESSION, Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.action_joins import without_group
from openspace.domain.rules.book import changed_report
from openspace.domain.rules.context import RuleContext, given, rule
from openspace.domain.rules.flags import without_flags
from openspace.domain.rules.offers import offers_of_note
from openspace.domain.rules.outcomes import without_what_became
from openspace.domain.rules.puts import Rows, together, together_dropped
from openspace.domain.tables import Note, Session, Topic
from openspace.domain.vocabulary import NOTE_KINDS

KINDS = tuple(NOTE_KINDS)
MOST_NOTES = 50_000
"""Limit of visible notes."""

_OWN_NOTE = Need({"note.mine": True}, Refused("not_yours", why="note"))

_TYPED = ("kind", "text", "url", "due", "alt", "photo", "content_note")


class PostNote(Command, frozen=True, kw_only=True):
    in_harvest = True

    session: str
    kind: str
    text: str = ""
    named: bool = False
    url: str = ""
    due: str = ""
    initiator_name: str = ""
    photo: str = ""
    alt: str = ""
    content_note: str = ""


@rule(PostNote)
def post_note(context: RuleContext, command: PostNote) -> Effect:
    """A note may name a session that was released meanwhile, so that a note typed offline is not lost."""
    session = context.gathering.row("sessions", command.session)
    topic = topic_of_session(context, session)
    if context.is_full("notes", MOST_NOTES):
        raise Refused("too_many", why="full_of_notes")
    signed, initiator = context.sign(command.initiator_name)
    note = new(
        Note,
        id=context.next_id("n"),
        session=command.session,
        topic=topic["id"],
        author=context.by.key,
        shown_as=name_shown(context, command.named),
        initiator=initiator,
        at=context.at,
        **_checked(context.photos, **{name: getattr(command, name) for name in _TYPED}),
    )
    changed = changed_report(context, topic["id"])
    return Effect(together(signed, {"notes": [note]}, changed), result={"note": note["id"]})


class EditNote(Command, frozen=True, kw_only=True):
    needs = (_OWN_NOTE,)
    when_closed = frozenset({"named", "initiator_name"})
    in_harvest = True
    takes_back = when_closed

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
    content_note: Text = UNSET


@rule(EditNote)
def edit_note(context: RuleContext, command: EditNote) -> Effect:
    note = _own_note(context, command, command.note)
    if command.rev is not None and command.rev != note["rev"]:
        raise Refused("stale", current=current_note(note))
    columns = typed_note(note) | given(**{name: getattr(command, name) for name in _TYPED})
    row = with_columns(note, **_checked({*context.photos, note["photo"]}, **columns))
    row = without_what_became(note, row)
    says_more = row != note
    row["described"] = note["described"] and row["alt"] == note["alt"]
    signed: Rows = {}
    if isinstance(command.initiator_name, str):
        signed, row["initiator"] = context.sign(
            command.initiator_name, instead_of=note["initiator"]
        )
    if isinstance(command.named, bool):
        row["shown_as"] = name_shown(context, command.named)
    if row == note and not signed:
        return Effect(result={"rev": note["rev"]})
    # Names are not part of the report: after a name is withdrawn nobody needs to confirm again.
    changed = changed_report(context, note["topic"]) if says_more else {}
    row["rev"], row["edited_at"] = note["rev"] + 1, context.at
    is_renamed = row["initiator"] != note["initiator"]
    drops = context.typed_only_for(note, "initiator") if is_renamed else {}
    left, gone = without_group(context, note["id"]) if row["kind"] != "action" else ({}, {})
    puts = together(signed, {"notes": [row]}, changed, left)
    return Effect(puts, together_dropped(drops, gone), {"rev": row["rev"]})


class RetractNote(Command, frozen=True, kw_only=True):
    needs = (_OWN_NOTE,)
    when_closed = True
    takes_back = True

    note: str


@rule(RetractNote)
def retract_note(context: RuleContext, command: RetractNote) -> Effect:
    note = _own_note(context, command, command.note)
    typed = context.typed_only_for(note, "initiator")
    flags = without_flags(context, "notes", note["id"])
    left, gone = without_group(context, note["id"])
    drops = together_dropped(
        {"notes": [note["id"]]}, typed, gone, offers_of_note(context, note["id"])
    )
    return Effect({**changed_report(context, note["topic"]), **flags, **left}, drops)


class DescribePhoto(Command, frozen=True, kw_only=True):
    needs = (
        OWN_SESSION,
        Need({"note.photo": True}, Refused("missing", field="photo")),
        Need({"note.alt": False}, Refused("not_yours", why="described")),
    )
    when_closed = True

    note: str
    alt: str


@rule(DescribePhoto)
def describe_photo(context: RuleContext, command: DescribePhoto) -> Effect:
    """Describe a photo for people who cannot see it: the host or the convener may, if the author did not."""
    note = context.note(command.note)
    topic = context.topic(note["topic"])
    session = context.gathering.row("sessions", note["session"])
    joined = session["joined"] if session and session["topic"] == topic["id"] else ""
    context.check(command, topic=topic["id"], joined=joined or "", note=note["id"])
    alt = text.many_lines(command.alt, "alt")
    if not alt:
        raise Refused("missing", field="alt")
    described = context.by.role != "host"
    row: Note = {**note, "alt": alt, "described": described, "rev": note["rev"] + 1}
    return Effect({"notes": [row]})


def current_note(note: Note) -> Row:
    """Return what the author of a note gets if they edited an older version of it."""
    return {c: note[c] for c in ("id", "kind", "text", "url", "due", "alt", "content_note", "rev")}


def topic_of_session(context: RuleContext, session: Session | None) -> Topic:
    """Return the topic of a session that has or had a cell. Raises Refused.

    The refusal is the same whether the session never existed, is off the wall, or was erased with its
    convener, so that nobody can find out which.
    """
    if session:
        with suppress(Refused):
            return context.topic(session["topic"])
    raise Refused("unknown_session")


def _own_note(context: RuleContext, command: Command, id: str) -> Note:
    note = context.note(id)
    context.check(command, note=id)
    return note


def name_shown(context: RuleContext, named: bool) -> str | None:
    if not named:
        return None
    if context.by.role == "host":
        raise Refused("no_name", why="host")
    if not context.me()["name"]:
        raise Refused("no_name", why="unnamed")
    return context.by.person


def _checked(photos: Collection[str], **columns: str) -> dict[str, Any]:
    """Return the columns that a note's author types, cleaned. Raises Refused with what is missing.

    `photos` may be shown. Any other id gets the same refusal, so that nobody learns which photos exist.
    """
    row = note_columns(**columns)
    if row["photo"] and row["photo"] not in photos:
        raise Refused("unknown_photo", why="note")
    if row["kind"] == "photo" and not row["photo"]:
        raise Refused("missing", field="photo")
    if not (row["text"] or row["url"] or row["photo"]):
        raise Refused("missing", field="note")
    return row


def note_columns(kind: str, **columns: str) -> dict[str, Any]:
    """Return the columns that a note's author types, cleaned. Raises Refused."""
    if kind not in KINDS:
        raise Refused("not_a_choice", field="kind", choices=list(KINDS))
    row = {
        "kind": kind,
        "text": text.many_lines(columns["text"], "text"),
        "url": text.web_link(columns["url"]),
        "alt": text.many_lines(columns["alt"], "alt"),
        "due": _date(columns["due"]),
        "photo": columns["photo"],
        "content_note": text.content_note(columns["content_note"]),
    }
    return row


def typed_note(row: Row) -> dict[str, str]:
    """Return the columns that a note's author types, as `note_columns` takes them."""
    return {name: row[name] or "" for name in _TYPED}


def _date(due: str) -> str:
    try:
        return date.fromisoformat(due.strip()).isoformat() if due.strip() else ""
    except ValueError:
        raise Refused("bad_day", field="due") from None

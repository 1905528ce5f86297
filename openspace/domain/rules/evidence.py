"""Evidence for or against the statement, and thoughts about it. Anybody who joined may bring some; the host
brings the first items before the gathering begins."""

from typing import Any

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.closing import is_reflection
from openspace.domain.command import Command, Flag, Text, wire_name
from openspace.domain.effect import Effect
from openspace.domain.needs import Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.context import (
    RuleContext,
    given,
    rule,
)
from openspace.domain.rules.flags import without_flags
from openspace.domain.rules.harvest import name_shown, topic_of_session
from openspace.domain.tables import Evidence
from openspace.domain.vocabulary import (
    BEARINGS,
    EVIDENCE_FORMS,
    EVIDENCE_KINDS,
    PRIVATE_CHANGE,
    REFLECTION,
)

MOST_EVIDENCE = 20_000
"""Limit of visible items."""

_TYPED = ("form", "bearing", "kind", "text", "url", "citation", "content_note")


_OWN = Need({"evidence.mine": True}, Refused("not_yours", why="evidence"))


class PostEvidence(Command, frozen=True, kw_only=True):
    in_harvest = True
    needs = (Need({"gathering.statement": True}, Refused("not_now", why="no_statement")),)

    form: str
    text: str
    bearing: str = ""
    kind: str = ""
    url: str = ""
    citation: str = ""
    content_note: str = ""
    session: str = ""
    named: bool = False
    seeded: bool | None = None


@rule(PostEvidence)
def post_evidence(context: RuleContext, command: PostEvidence) -> Effect:
    context.check(command, gathering=context.gathering.code)
    if context.is_full("evidence", MOST_EVIDENCE):
        raise Refused("too_many", why="full_of_evidence")
    columns = checked_columns({name: getattr(command, name) for name in _TYPED})
    if command.session:
        topic_of_session(context, context.gathering.row("sessions", command.session))
    row = new(
        Evidence,
        id=context.next_id("ev"),
        author=context.by.key,
        shown_as=name_shown(context, command.named),
        session=command.session,
        seeded=_is_seeded(context, command),
        at=context.at,
        **columns,
    )
    return Effect({"evidence": [row]}, result={"evidence": row["id"]})


class EditEvidence(Command, frozen=True, kw_only=True):
    """The session cannot be changed: whoever saw the item before and after would know its kind and its
    session."""

    needs = (_OWN,)
    when_closed = frozenset({"named"})
    in_harvest = True
    takes_back = when_closed

    evidence: str
    rev: int | None = None
    form: Text = UNSET
    bearing: Text = UNSET
    kind: Text = UNSET
    text: Text = UNSET
    url: Text = UNSET
    citation: Text = UNSET
    content_note: Text = UNSET
    named: Flag = UNSET


@rule(EditEvidence)
def edit_evidence(context: RuleContext, command: EditEvidence) -> Effect:
    before = _own(context, command, command.evidence)
    if command.rev is not None and command.rev != before["rev"]:
        raise Refused("stale", current=current_evidence(before))
    changed = given(**{name: getattr(command, name) for name in _TYPED})
    if changed.get("form", "evidence") != "evidence":
        changed.setdefault("bearing", "")
    row = with_columns(before, **columns_like(before, {**typed_evidence(before), **changed}))
    if isinstance(command.named, bool):
        row["shown_as"] = name_shown(context, command.named)
    if row == before:
        return Effect(result={"rev": before["rev"]})
    row["rev"], row["edited_at"] = before["rev"] + 1, context.at
    result = {"rev": row["rev"]}
    return Effect({"evidence": [row]}, result=result, change_name=_change_name(command, before))


class RetractEvidence(Command, frozen=True, kw_only=True):
    needs = (_OWN,)
    when_closed = True
    takes_back = True

    evidence: str


@rule(RetractEvidence)
def retract_evidence(context: RuleContext, command: RetractEvidence) -> Effect:
    row = _own(context, command, command.evidence)
    flags = without_flags(context, "evidence", row["id"])
    drops = {"evidence": [row["id"]]}
    return Effect(flags, drops, change_name=_change_name(command, row))


def current_evidence(row: Evidence) -> Row:
    """Return what the author of an item gets if they edited an older version of it."""
    return {"id": row["id"], "rev": row["rev"], **typed_evidence(row)}


def _change_name(command: Command, row: Evidence) -> str:
    return PRIVATE_CHANGE if is_reflection("evidence", row) else wire_name(type(command))


def evidence_columns(**columns: str) -> dict[str, Any]:
    """Return the columns that an item's author types, cleaned. Raises Refused."""
    form, bearing, kind = columns["form"], columns["bearing"], columns["kind"]
    if form not in EVIDENCE_FORMS:
        raise Refused("not_a_choice", field="form", choices=list(EVIDENCE_FORMS))
    bearings = list(BEARINGS) if form == "evidence" else [""]
    if bearing not in bearings:
        raise Refused("not_a_choice", field="bearing", choices=bearings)
    if kind not in ("", *EVIDENCE_KINDS):
        raise Refused("not_a_choice", field="kind", choices=["", *EVIDENCE_KINDS])
    return {
        **columns,
        "text": text.many_lines(columns["text"], "text", "evidence"),
        "url": text.web_link(columns["url"]),
        "content_note": text.content_note(columns.get("content_note", "")),
        "citation": text.one_line(columns["citation"], "line", "citation"),
    }


def checked_columns(columns: dict[str, str]) -> dict[str, Any]:
    """Return `evidence_columns`, with a text. Raises Refused."""
    row = evidence_columns(**columns)
    if not row["text"]:
        raise Refused("missing", field="text")
    return row


def columns_like(row: Row, columns: dict[str, str]) -> dict[str, Any]:
    """Return the columns that the author of `row` types, for evidence or for a closing reflection. Raises
    Refused."""
    return (
        reflection_columns(columns) if is_reflection("evidence", row) else checked_columns(columns)
    )


def reflection_columns(columns: dict[str, str]) -> dict[str, Any]:
    """Return the columns of a closing reflection, cleaned: it has a text, and maybe a content note. Raises
    Refused."""
    for name in _TYPED:
        given, only = columns.get(name, ""), REFLECTION if name == "form" else ""
        if name not in ("text", "content_note") and given != only:
            raise Refused("not_a_choice", field=name, choices=[only])
    as_thought = checked_columns({**dict.fromkeys(_TYPED, ""), **columns, "form": "reflection"})
    return {**as_thought, "form": REFLECTION}


def _is_seeded(context: RuleContext, command: PostEvidence) -> bool:
    """Return whether the item is the organisers'. The host also types in what somebody without a phone
    wrote."""
    if context.by.role != "host":
        return False
    if command.seeded is None:
        return context.gathering.info["phase"] == "lobby"
    return command.seeded


def typed_evidence(row: Row) -> dict[str, str]:
    """Return the columns that an item's author types, as `evidence_columns` takes them."""
    return {name: row[name] or "" for name in _TYPED}


def _own(context: RuleContext, command: Command, id: str) -> Evidence:
    row = context.evidence(id)
    context.check(command, evidence=id)
    return row

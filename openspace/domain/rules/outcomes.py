"""What became of what was written: outcomes of actions, and answers of organisations to recommendations
(docs/decisions/0043-outcomes.md).

Whether the author, the initiator or the host reported an outcome is recorded nowhere.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from openspace.domain import text
from openspace.domain.audience import see_row
from openspace.domain.command import Command, HostCommand, wire_name
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.gathering import Gathering
from openspace.domain.needs import Need
from openspace.domain.refusals import Refused
from openspace.domain.rows import with_columns
from openspace.domain.rules.context import RuleContext, rule
from openspace.domain.rules.resting import FROZEN_AGAIN_IN
from openspace.domain.settings import setting
from openspace.domain.tables import Note
from openspace.domain.viewer import PUBLIC
from openspace.domain.vocabulary import OUTCOMES

ANSWER = ("organisation", "name", "text", "on")
"""Keys of an answer."""

MOST_ANSWERS = 5
"""Limit of the organisations that answer one recommendation."""

_OWN_ACTION = (
    Need({"note.kind": ("action",)}, Refused("not_now", why="no_action")),
    Need({"note.mine": True}, Refused("not_yours", why="note"), not_for_host=True),
)
_RECOMMENDATION = Need(
    {"note.kind": ("recommendation",)}, Refused("not_now", why="no_recommendation")
)


class ReportOutcome(Command, frozen=True, kw_only=True):
    """`outcome` is one of OUTCOMES, or empty to take it back."""

    needs = _OWN_ACTION
    when_closed = True
    in_harvest = True
    takes_back = frozenset({"outcome", "text"})

    note: str
    outcome: str
    text: str = ""


@rule(ReportOutcome)
def report_outcome(context: RuleContext, command: ReportOutcome) -> Effect:
    note = context.note(command.note)
    context.check(command, note=note["id"])
    return _reported(context, note, command.outcome, command.text)


class ReportByLink(Command, frozen=True, kw_only=True):
    """Sent by the page of an action's link, whoever opened it. `ended` is the number in the link."""

    may = "server"
    on_the_wire = False

    note: str
    ended: int
    outcome: str
    text: str = ""


@rule(ReportByLink)
def report_by_link(context: RuleContext, command: ReportByLink) -> Effect:
    note = linked_action(context.gathering, command.note, command.ended)
    if setting(context.gathering.info, "writing") == "host":
        raise Refused("frozen", again_in=FROZEN_AGAIN_IN)
    return _reported(context, note, command.outcome, command.text)


def linked_action(gathering: Gathering, id: str, ended: int) -> Note:
    """Return the action that a link with the number `ended` opens. Raises Refused if the link was ended, or
    if not everybody can read the action now."""
    note = gathering.row("notes", id)
    if (
        note is None
        or note["kind"] != "action"
        or note["covered"]
        or (note["links_ended"] or 0) != ended
        or see_row(gathering, "notes", id, PUBLIC) is None
    ):
        raise Refused("not_allowed", why="actions_link")
    return note


class EndActionLinks(Command, frozen=True, kw_only=True):
    """Ends all links of an action that were given away so far."""

    needs = _OWN_ACTION
    when_closed = True
    in_harvest = True
    takes_back = True

    note: str


@rule(EndActionLinks)
def end_action_links(context: RuleContext, command: EndActionLinks) -> Effect:
    note = context.note(command.note)
    context.check(command, note=note["id"])
    row: Note = {**note, "links_ended": (note["links_ended"] or 0) + 1}
    return Effect({"notes": [row]}, change_name=wire_name(ReportOutcome), is_unsigned=True)


class AnswerRecommendation(HostCommand, frozen=True, kw_only=True):
    """`name`: who answered for the organisation."""

    needs = (_RECOMMENDATION,)

    note: str
    organisation: str
    text: str
    name: str = ""


@rule(AnswerRecommendation)
def answer_recommendation(context: RuleContext, command: AnswerRecommendation) -> Effect:
    """Add the answer of an organisation, or replace the one that it gave before."""
    note = context.note(command.note)
    context.check(command, note=note["id"])
    typed = {"organisation": command.organisation, "name": command.name, "text": command.text}
    answer = {**answer_columns(typed), "on": _today(context)}
    others = _answers_of_others(note, answer["organisation"])
    if len(others) >= MOST_ANSWERS:
        raise Refused("too_many", why="answers", most=MOST_ANSWERS)
    row: Note = {**note, "answers": [*others, answer]}
    return NOTHING_TO_DO if row == note else Effect({"notes": [row]})


class RetractAnswer(HostCommand, frozen=True, kw_only=True):
    note: str
    organisation: str


@rule(RetractAnswer)
def retract_answer(context: RuleContext, command: RetractAnswer) -> Effect:
    note = context.note(command.note)
    organisation = text.one_line(command.organisation, "name", "organisation")
    others = _answers_of_others(note, organisation)
    if len(others) == len(note["answers"]):
        raise Refused("unknown_answer")
    row: Note = {**note, "answers": others}
    return Effect({"notes": [row]})


def without_what_became(before: Note, edited: Note) -> Note:
    """Return the edited note without an outcome that it cannot have any more, and without answers to words
    that it does not have any more."""
    if edited["kind"] != "action":
        edited = with_columns(edited, outcome="", outcome_text="", outcome_on="")
    if any(edited[column] != before[column] for column in ("kind", "text", "url", "photo")):
        edited = with_columns(edited, answers=[])
    return edited


def outcome_columns(outcome: str, words: str) -> dict[str, str]:
    """Return the columns that say what became of an action, without the day. Raises Refused."""
    if outcome not in ("", *OUTCOMES):
        raise Refused("not_a_choice", field="outcome", choices=list(OUTCOMES))
    words = text.many_lines(words, "text", "outcome")
    return {"outcome": outcome, "outcome_text": words if outcome else ""}


def answer_columns(typed: Mapping[str, str]) -> dict[str, str]:
    """Return `{organisation, name, text}` of an answer, cleaned. Raises Refused."""
    answer = {
        "organisation": text.one_line(typed["organisation"], "name", "organisation"),
        "name": text.one_line(typed["name"], "name", "name"),
        "text": text.many_lines(typed["text"], "answer", "answer"),
    }
    for column, field in (("organisation", "organisation"), ("text", "answer")):
        if not answer[column]:
            raise Refused("missing", field=field)
    return answer


def _reported(context: RuleContext, note: Note, outcome: str, words: str) -> Effect:
    """The report of the session is not changed by it, so its convener need not confirm it again."""
    columns = outcome_columns(outcome, words)
    if all((note[column] or "") == value for column, value in columns.items()):  # type: ignore[literal-required]
        return NOTHING_TO_DO
    row = with_columns(note, **columns, outcome_on=_today(context) if outcome else "")
    return Effect({"notes": [row]}, change_name=wire_name(ReportOutcome), is_unsigned=True)


def _answers_of_others(note: Note, organisation: str) -> list[dict[str, str]]:
    name = organisation.casefold()
    return [one for one in note["answers"] if one["organisation"].casefold() != name]


def _today(context: RuleContext) -> str:
    """Return the day alone: a time would reveal when somebody was active."""
    where = ZoneInfo(context.gathering.info["timezone"] or "UTC")
    return datetime.fromisoformat(context.at).astimezone(UTC).astimezone(where).date().isoformat()

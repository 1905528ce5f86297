"""The host's actions while the gathering runs. No rule here schedules, merges, ranks or approves."""

from openspace.domain import text
from openspace.domain.command import HostCommand
from openspace.domain.refusals import Refused
from openspace.domain.rules.context import NOTHING_TO_DO, Effect, RuleContext, found, rule
from openspace.domain.shared_interest import shared_by_many
from openspace.domain.tables import AGathering, News, new
from openspace.domain.vocabulary import PHASES


class SetPhase(HostCommand, frozen=True, kw_only=True):
    phase: str


@rule(SetPhase)
def set_phase(context: RuleContext, command: SetPhase) -> Effect:
    if command.phase not in PHASES:
        raise Refused("not_a_choice", field="phase", choices=list(PHASES))
    about = context.gathering.info
    if about["phase"] == command.phase:
        return NOTHING_TO_DO
    # A wall that shows something else would stay on it unnoticed.
    row: AGathering = {**about, "phase": command.phase, "wall_view": ""}
    if command.phase == "closed" and not about["web_of_topics"]:
        row["web_of_topics"] = {"pairs": [list(pair) for pair in shared_by_many(context.gathering)]}
    return Effect({"gatherings": [row]})


class PostNews(HostCommand, frozen=True, kw_only=True):
    text: str


@rule(PostNews)
def post_news(context: RuleContext, command: PostNews) -> Effect:
    row = _news_row(context, "news", command.text)
    if not row["text"]:
        raise Refused("missing", field="news")
    return Effect({"news": [row]}, result={"news": row["id"]})


class RetractNews(HostCommand, frozen=True, kw_only=True):
    news: str


@rule(RetractNews)
def retract_news(context: RuleContext, command: RetractNews) -> Effect:
    found(context.gathering.row("news", command.news), "news")
    return Effect(drops={"news": [command.news]})


class RingBell(HostCommand, frozen=True, kw_only=True):
    always_logged = True

    text: str = ""


@rule(RingBell)
def ring_bell(context: RuleContext, command: RingBell) -> Effect:
    """Always a change, so that the log records when the bell rang. It makes a row only if it has a text."""
    row = _news_row(context, "bell", command.text)
    return Effect({"news": [row]} if row["text"] else {})


def _news_row(context: RuleContext, kind: str, words: str) -> News:
    said = text.one_line(words, "line", "news")
    return new(News, id=context.next_id("news"), kind=kind, text=said, at=context.at)

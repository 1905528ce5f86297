"""The host's actions while the gathering runs. No rule here schedules, merges, ranks or approves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import UNSET

from openspace.domain import text
from openspace.domain.change import Row
from openspace.domain.command import Command, Flag, HostCommand, wire_name
from openspace.domain.effect import NOTHING_TO_DO, Effect
from openspace.domain.news_of_the_day import told_now
from openspace.domain.phases import (
    CLOSED,
    HARVEST,
    LATE,
    LONGEST_HARVEST_DAYS,
    USUAL_HARVEST,
    is_harvest_over,
)
from openspace.domain.refusals import Refused
from openspace.domain.rows import new, with_columns
from openspace.domain.rules.announcing import without_queue
from openspace.domain.rules.book import next_edition
from openspace.domain.rules.context import (
    RuleContext,
    found,
    rule,
)
from openspace.domain.rules.converging import CONVERGING_PHASES, closing
from openspace.domain.rules.slots import parse_time
from openspace.domain.shared_interest import shared_by_many
from openspace.domain.tables import AGathering, News
from openspace.domain.vocabulary import PHASES


class SetPhase(HostCommand, frozen=True, kw_only=True):
    """`reports_until` and `publish_after` belong to the harvest, and can be changed in it. Without
    `reports_until` the harvest lasts as long as usual."""

    phase: str
    reports_until: str | None = None
    publish_after: Flag = UNSET


@rule(SetPhase)
def set_phase(context: RuleContext, command: SetPhase) -> Effect:
    if command.phase not in PHASES:
        raise Refused("not_a_choice", field="phase", choices=list(PHASES))
    about = context.gathering.info
    until = _reports_until(context, command)
    if command.phase == CLOSED:
        is_closed = about["phase"] == CLOSED
        if is_closed:
            return NOTHING_TO_DO
        return closing(context.gathering, _closed(context), without_queue(context.gathering))
    publish = about["publish_after"] if command.publish_after is UNSET else command.publish_after
    row = with_columns(
        _with_first_news(context, _in_phase(about, command.phase)),
        reports_until=until,
        publish_after=bool(until and publish),
    )
    left = without_queue(context.gathering) if command.phase in LATE else {}
    return NOTHING_TO_DO if row == about else closing(context.gathering, row, left)


class EndHarvest(Command, frozen=True, kw_only=True):
    """Sent by the server when the time for reports is over."""

    may = "server"
    on_the_wire = False


@rule(EndHarvest)
def end_harvest(context: RuleContext, command: EndHarvest) -> Effect:
    """Close the gathering, and publish the book if the host wished it. Both are one change, so that an
    interruption cannot separate them. Nothing happens if the host gave more time meanwhile."""
    about = context.gathering.info
    if not is_harvest_over(about, context.at):
        return NOTHING_TO_DO
    puts: dict[str, Sequence[Row]] = {"gatherings": [_closed(context)]}
    if about["publish_after"]:
        # The book shows the gathering as this change leaves it.
        puts["editions"] = [next_edition(context, seq=context.gathering.seq + 1)]
    return Effect(puts, change_name=wire_name(SetPhase))


class ForgetPeople(Command, frozen=True, kw_only=True):
    """Sent by the server at the end of the time for which people are kept."""

    may = "server"
    on_the_wire = False


@rule(ForgetPeople)
def forget_people(context: RuleContext, command: ForgetPeople) -> Effect:
    """Close the gathering and record that its people are gone. The ledger rewrites everything else
    (`anonymise.py`), and every screen fetches the state."""
    row: AGathering = {**_closed(context), "people_gone_at": context.at}
    return closing(context.gathering, row)


def _in_phase(about: AGathering, phase: str) -> AGathering:
    if about["phase"] == phase:
        return about
    # A wall that shows something else would stay on it unnoticed.
    row: AGathering = {**about, "phase": phase, "wall_view": ""}
    return row if phase in CONVERGING_PHASES else {**row, "converging": False}


def _with_first_news(context: RuleContext, row: AGathering) -> AGathering:
    """Over several days, the wall is told when the sessions begin: from then on it has news."""
    is_first = row["phase"] == "sessions" and not row["told"] and row["starts_on"] != row["ends_on"]
    return with_columns(row, told=told_now(context.gathering, context.at)) if is_first else row


def _closed(context: RuleContext) -> AGathering:
    about = _in_phase(context.gathering.info, CLOSED)
    row: AGathering = {**about, "reports_until": None, "publish_after": False, "timer": {}}
    if not about["web_of_topics"]:
        row["web_of_topics"] = {"pairs": [list(pair) for pair in shared_by_many(context.gathering)]}
    return row


def _reports_until(context: RuleContext, command: SetPhase) -> str | None:
    """Return the time at which the harvest ends, in UTC; None in another phase. Raises Refused."""
    now, about = datetime.fromisoformat(context.at), context.gathering.info
    given = command.reports_until
    until = None if given is None else parse_time(given, about["timezone"])
    if command.phase != HARVEST:
        return None
    if until is None:
        is_kept = about["reports_until"] and not is_harvest_over(about, context.at)
        return about["reports_until"] if is_kept else _utc(now + USUAL_HARVEST)
    if not now < until <= now + timedelta(days=LONGEST_HARVEST_DAYS):
        raise Refused("out_of_range", field="reports_until", most=LONGEST_HARVEST_DAYS)
    return _utc(until)


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


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

"""What became of actions and recommendations, as a page without scripts, for the next opening."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.action_groups import joined_line
from openspace.domain.audience import PUBLIC, see_about, see_row
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.text import is_web_address
from openspace.domain.vocabulary import OUTCOMES
from openspace.proceedings.timetable import due_label
from openspace.service.communities import gatherings_of, next_of
from openspace.service.isolation import isolated
from openspace.web.services import services
from openspace.web.shell import community_or_404, gathering_or_404

bp = Blueprint("after", __name__)


MOST_GATHERINGS = 6
"""Past gatherings on a community's page of what became of things. Each must be loaded."""


@dataclass(frozen=True)
class Became:
    """What became of the actions of a gathering, by outcome, and its answered recommendations."""

    about: Row
    groups: list[tuple[str, list[dict[str, Any]]]]
    answered: list[dict[str, Any]]


@bp.get("/<code>/after")
def after(code: str) -> Response:
    gathering = gathering_or_404(code)
    return _page("after.html", **vars(became_of(gathering)), taken_up=_taken_up(gathering))


@bp.get("/c/<slug>/after")
def of_community(slug: str) -> Response:
    """Return what became of things at the last gatherings of a community, newest first."""
    community, ledger = community_or_404(slug), services().ledger
    over = [one for one in gatherings_of(community, ledger) if one.phase in (HARVEST, CLOSED)]
    over.sort(key=lambda one: one.last_day, reverse=True)
    found = []
    for one in over[:MOST_GATHERINGS]:
        with isolated(one.code):
            found.append(became_of(ledger.load(one.code)))
    return _page(
        "community_after.html",
        community=see_about(community, PUBLIC),
        found=[one for one in found if one.groups or one.answered],
    )


@dataclass(frozen=True)
class TakenUp:
    """A question of a gathering, and the topic of a later one (`code`, `gathering`) that takes it up.
    `session`: its code, or empty."""

    question: str
    code: str
    gathering: str
    topic: str
    session: str


def _taken_up(earlier: Gathering) -> list[TakenUp]:
    """Return the questions of `earlier` that topics of the next gatherings of its community take up."""
    ledger = services().ledger
    questions = (row for row in earlier.rows("notes") if row["kind"] == "question")
    asked = {
        row["id"]: row["text"]
        for row in _seen(earlier, "notes", questions)
        if not (row["covered"] or row["content_note"])
    }
    if not asked:
        return []
    found: list[TakenUp] = []
    for one in next_of(ledger, earlier.code)[:MOST_GATHERINGS]:
        with isolated(one.code):
            found += _topics_about(asked, earlier.code, ledger.load(one.code))
    return found


def _topics_about(asked: Mapping[str, str], code: str, later: Gathering) -> Iterator[TakenUp]:
    """Yield the topics of `later` about the questions `asked` (id → text) of the gathering `code`."""
    following = (row for row in later.rows("topics") if row["follows"])
    for topic in _seen(later, "topics", following):
        question = topic["follows"]
        if question.get("code") != code or question.get("note") not in asked:
            continue
        placed = later.placed_of(topic["id"])
        yield TakenUp(
            question=asked[question["note"]],
            code=later.code,
            gathering=later.info["title"],
            topic="" if topic["covered"] else str(topic["title"]),
            session=placed[0]["code"] if placed else "",
        )


def became_of(gathering: Gathering) -> Became:
    # Anybody may ask as often as they like, and a gathering has thousands of other notes.
    told = (row for row in gathering.rows("notes") if row["outcome"] or row["answers"])
    notes = [row for row in _seen(gathering, "notes", told) if not row["covered"]]
    notes.sort(key=lambda row: str(row["at"]))
    groups = [
        (outcome, [row for row in notes if row["kind"] == "action" and row["outcome"] == key])
        for key, outcome in OUTCOMES.items()
    ]
    answered = [row for row in notes if row["kind"] == "recommendation" and row["answers"]]
    return Became(
        about=see_about(gathering, PUBLIC),
        groups=[
            (outcome, [_shown(gathering, row) for row in found])
            for outcome, found in groups
            if found
        ],
        answered=[_shown(gathering, row) for row in answered],
    )


def _seen(gathering: Gathering, table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield those of `rows` that everybody sees, as everybody sees them."""
    for row in rows:
        if seen := see_row(gathering, table, row["id"], PUBLIC):
            yield seen


def _page(template: str, **shown: Any) -> Response:
    response = make_response(render_template(template, **shown))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _shown(gathering: Gathering, row: Row) -> dict[str, Any]:
    session = gathering.row("sessions", row["session"])
    return {
        "text": row["text"],
        "url": row["url"] if is_web_address(row["url"]) else "",
        "content_note": row["content_note"] or "",
        "initiator": row["initiator_name"] or "",
        "joined": joined_line(row),
        "session": session["code"] if session else "",
        "outcome_text": row["outcome_text"],
        "on": due_label(row["outcome_on"] or ""),
        "answers": [{**answer, "on": due_label(answer["on"])} for answer in row["answers"]],
    }

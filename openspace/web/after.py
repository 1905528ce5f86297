"""What became of actions and recommendations, as a page without scripts, for the next opening."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.audience import PUBLIC, see_about, see_rows
from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.text import is_web_address
from openspace.domain.vocabulary import OUTCOMES
from openspace.proceedings.timetable import due_label
from openspace.web.shell import gathering_or_404

bp = Blueprint("after", __name__)


@bp.get("/<code>/after")
def after(code: str) -> Response:
    gathering = gathering_or_404(code)
    notes = [row for row in see_rows(gathering, "notes", PUBLIC) if not row["covered"]]
    notes.sort(key=lambda row: str(row["at"]))
    groups = [
        (outcome, [row for row in notes if row["kind"] == "action" and row["outcome"] == key])
        for key, outcome in OUTCOMES.items()
    ]
    answered = [row for row in notes if row["kind"] == "recommendation" and row["answers"]]
    page = render_template(
        "after.html",
        about=see_about(gathering, PUBLIC),
        groups=[
            (outcome, [_shown(gathering, row) for row in found])
            for outcome, found in groups
            if found
        ],
        answered=[_shown(gathering, row) for row in answered],
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _shown(gathering: Gathering, row: Row) -> dict[str, Any]:
    session = gathering.row("sessions", row["session"])
    return {
        "text": row["text"],
        "url": row["url"] if is_web_address(row["url"]) else "",
        "content_note": row["content_note"] or "",
        "initiator": row["initiator_name"] or "",
        "session": session["code"] if session else "",
        "outcome_text": row["outcome_text"],
        "on": due_label(row["outcome_on"] or ""),
        "answers": [{**answer, "on": due_label(answer["on"])} for answer in row["answers"]],
    }

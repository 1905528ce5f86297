"""The statement with everything that people brought to it, as a page without scripts."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.audience import PUBLIC, see_about, see_rows
from openspace.domain.change import Row
from openspace.domain.phases import CLOSED, phase_at
from openspace.domain.text import is_web_address
from openspace.domain.vocabulary import EVIDENCE_GROUPS, EVIDENCE_KINDS, EvidenceGroup, bearing_name
from openspace.languages.text import _
from openspace.web.services import services
from openspace.web.shell import gathering_or_404

bp = Blueprint("statement", __name__)


@bp.get("/<code>/statement")
def statement(code: str) -> Response:
    gathering = gathering_or_404(code)
    rows = sorted(see_rows(gathering, "evidence", PUBLIC), key=lambda row: str(row["at"]))
    sessions = {row["id"]: row["code"] for row in see_rows(gathering, "sessions", PUBLIC)}

    def of(group: EvidenceGroup) -> list[dict[str, Any]]:
        wanted = (group.form, group.bearing)
        found = (row for row in rows if (row["form"], row["bearing"]) == wanted)
        return [_shown(row, sessions) for row in found]

    page = render_template(
        "statement.html",
        about=see_about(gathering, PUBLIC),
        is_closed=phase_at(gathering.info, services().clock.now()) == CLOSED,
        sides=[
            (group.bearing, _heading(group), of(group))
            for group in sorted(EVIDENCE_GROUPS, key=lambda group: group.column or 0)
            if group.column
        ],
        below=[
            (_heading(group), found)
            for group in EVIDENCE_GROUPS
            if not group.column and (found := of(group))
        ],
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _heading(group: EvidenceGroup) -> str:
    return bearing_name(group.bearing) if group.bearing else _(group.heading)


def _shown(row: Row, sessions: dict[str, str]) -> dict[str, Any]:
    kind = EVIDENCE_KINDS.get(row["kind"], "")
    return {
        "text": row["text"],
        "content_note": row["content_note"] or "",
        "url": row["url"] if is_web_address(row["url"]) else "",
        "source": " · ".join(filter(None, (row["citation"], _(kind) if kind else ""))),
        "session": sessions.get(row["session"], ""),
        "by": _("from the organisers") if row["seeded"] else row["by_name"] or "",
    }

"""Open questions of the community's last gathering, for people who want to convene a topic about one."""

from flask import Blueprint, Response, jsonify

from openspace.domain.audience import PUBLIC, see_row
from openspace.domain.gathering import Gathering
from openspace.domain.rules.book import newest_edition
from openspace.service.communities import previous_of
from openspace.web.services import services
from openspace.web.shell import gathering_or_404

bp = Blueprint("questions", __name__)

MOST = 100


@bp.get("/api/<code>/questions")
def questions(code: str) -> Response:
    """Return `{gathering, questions}`. Only what the published book has, as everybody may read it today."""
    gathering = gathering_or_404(code)
    ledger = services().ledger
    listing = previous_of(ledger, gathering.code)
    found = _published(ledger.load(listing.code)) if listing else []
    return jsonify(gathering=str(listing.title) if listing and found else None, questions=found)


def _published(earlier: Gathering) -> list[dict[str, str]]:
    edition = newest_edition(earlier)
    if edition is None:
        return []
    asked = (row["id"] for row in earlier.rows("notes") if row["kind"] == "question")
    seen = (see_row(earlier, "notes", id, PUBLIC) for id in asked)
    return [
        {
            "code": earlier.code,
            "note": row["id"],
            "text": row["text"],
            "content_note": row["content_note"] or "",
        }
        for row in seen
        if row and row["text"] and not row["covered"]
        if row["at"] <= edition["at"]
    ][:MOST]

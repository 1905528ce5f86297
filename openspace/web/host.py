"""`/<code>/host`: the facilitator's page. Without the host's cookie it asks for the key."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response

from openspace.domain.audience import PUBLIC
from openspace.domain.gathering import Gathering
from openspace.proceedings.formats import FORMATS
from openspace.retention import WARNED_DAYS, closed_at, days_of, purged_on
from openspace.web.shell import gathering_or_404, house, live_page, viewer_of

bp = Blueprint("host", __name__)


@bp.get("/<code>/host")
def host(code: str) -> Response:
    """The shell with the host's state, or with the public one and a form for the key."""
    gathering = gathering_or_404(code)
    viewer = viewer_of(gathering.code, "host")
    is_host = viewer.role == "host"
    response = live_page(
        "host.html",
        gathering,
        viewer if is_host else PUBLIC,
        role="host",
        is_host=is_host,
        keeping=_keeping(gathering) if is_host else None,
        formats=[(one.name, one.ending) for one in FORMATS.values()],
    )
    # The page shows what only the facilitator may see: no copy in a shared cache or the back list.
    response.headers["Cache-Control"] = "no-store"
    return response


def _keeping(gathering: Gathering) -> dict[str, Any]:
    """`{days, purged_on, soon}`: how long it is kept, and from which day it is purged, where that is set."""
    day = purged_on(gathering.about, closed_at(house().ledger, gathering))
    today = datetime.now(UTC).date()
    return {
        "days": days_of(gathering.about),
        "purged_on": f"{day.day} {day:%B %Y}" if day else None,
        "soon": bool(day and day - today <= timedelta(days=WARNED_DAYS)),
    }

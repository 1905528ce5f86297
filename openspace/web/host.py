"""`/<code>/host`: the facilitator's page; `/<code>/announce`, from which topics are called; `/<code>/type`,
where paper is typed in. Without the host's cookie they show a form for the key."""

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.audience import PUBLIC
from openspace.domain.codes import as_code
from openspace.domain.rules.book import OPTIONAL_PARTS
from openspace.languages.text import _
from openspace.proceedings.formats import FORMATS
from openspace.service.communities import previous_of
from openspace.service.retention import retention_info
from openspace.web.language import choices_for_gatherings
from openspace.web.second_step import needs_second_step
from openspace.web.services import services
from openspace.web.shell import gathering_or_404, live_page, viewer_of

bp = Blueprint("host", __name__)


@bp.get("/<code>/host")
def host(code: str) -> AnyResponse:
    if needs_second_step(gathering_or_404(code)):
        return redirect(f"/{as_code(code)}/host/factor", 303)
    return _page(code)


@bp.get("/<code>/announce")
def announce(code: str) -> Response:
    return _page(code, view="announce")


@bp.get("/<code>/type")
def type_in(code: str) -> Response:
    return _page(code, view="type")


def _page(code: str, view: str = "") -> Response:
    """Return the page with the host's state, or with the public state and a form for the key."""
    gathering = gathering_or_404(code)
    viewer = viewer_of(gathering, "host")
    is_host = viewer.role == "host"
    previous = previous_of(services().ledger, gathering.code)
    response = live_page(
        "host.html",
        gathering,
        viewer if is_host else PUBLIC,
        role="host",
        view=view,
        is_host=is_host,
        second_factor=services().identity.needs_second_factor,
        keeping=retention_info(services().ledger, gathering.code, services().clock)
        if is_host
        else None,
        previous={"code": previous.code, "title": previous.title} if previous else None,
        formats=[(_(one.name), one.ending) for one in FORMATS.values()],
        parts=[(part, _(label)) for part, label in OPTIONAL_PARTS.items()],
        languages=choices_for_gatherings(),
    )
    # The page contains data that only the facilitator may see, so no cache may store it.
    response.headers["Cache-Control"] = "no-store"
    return response

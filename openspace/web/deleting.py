"""The host deletes a gathering: all its data is removed, and open pages are notified."""

from flask import Blueprint, Flask, Response, jsonify, request

from openspace.domain.codes import as_code
from openspace.domain.refusals import Refused
from openspace.domain.text import one_line
from openspace.ledger.port import UnknownGathering
from openspace.web.identity import delete_cookie
from openspace.web.shell import gathering_or_404, services, viewer_of

bp = Blueprint("deleting", __name__)


@bp.post("/api/<code>/delete")
def delete(code: str) -> Response:
    """Delete the gathering. The host must type its title or code as `confirm`."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    body = request.get_json(force=True, silent=True)
    typed = body.get("confirm") if isinstance(body, dict) else None
    if not isinstance(typed, str) or not _names_gathering(
        typed, gathering.info["title"], gathering.code
    ):
        raise Refused("not_confirmed")
    svc = services()
    try:
        svc.in_thread(lambda: svc.ledger.purge(gathering.code))
    except UnknownGathering:
        raise Refused("deleted") from None
    svc.broadcast.end(gathering.code)
    response = jsonify(deleted=True, wiped=svc.tidy_up())
    delete_cookie(response, request, gathering.code, "host")
    return response


def evict_caches(app: Flask, code: str) -> None:
    """Evict a deleted gathering from the caches of the pages."""
    app.extensions["openspace.views"].evict(code)
    if cache := app.extensions.get("openspace.render_cache"):
        cache.evict(code)
    if revisions := app.extensions.get("openspace.row_revisions"):
        revisions.pop(code)


def _names_gathering(typed: str, title: str, code: str) -> bool:
    line = one_line(typed[:1_000], "line", "confirm")
    return as_code(line) == code or line.casefold() == title.casefold()

"""The host deletes a gathering now: everything that the server keeps of it goes, and open pages are told."""

from flask import Blueprint, Flask, Response, jsonify, request

from openspace.domain.refusals import Refused
from openspace.domain.text import one_line
from openspace.ledger.port import UnknownGathering
from openspace.service.codes import as_code
from openspace.web.identity import drop_cookie
from openspace.web.shell import gathering_or_404, services, viewer_of

bp = Blueprint("deleting", __name__)


@bp.post("/api/<code>/delete")
def delete(code: str) -> Response:
    """By the host, who types the gathering's title or code as `confirm`."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering, "host").role != "host":
        raise Refused("not_allowed", "Only the facilitator can do that.")
    body = request.get_json(force=True, silent=True)
    typed = body.get("confirm") if isinstance(body, dict) else None
    if not isinstance(typed, str) or not _means(typed, gathering.info["title"], gathering.code):
        raise Refused("malformed", "To delete it, type its title or its code.")
    at_home = services()
    try:
        at_home.in_thread(lambda: at_home.ledger.purge(gathering.code))
    except UnknownGathering:
        raise Refused("deleted", "This gathering was deleted.") from None
    at_home.broadcast.end(gathering.code)
    response = jsonify(deleted=True, wiped=at_home.tidy_up())
    drop_cookie(response, request, gathering.code, "host")
    return response


def let_go(app: Flask, code: str) -> None:
    """Drops what the pages keep in memory of a gathering that is deleted."""
    app.extensions["openspace.views"].evict(code)
    if cache := app.extensions.get("openspace.render_cache"):
        cache.evict(code)
    if touched := app.extensions.get("openspace touched rows"):
        touched.pop(code)


def _means(typed: str, title: str, code: str) -> bool:
    line = one_line(typed[:1_000], "line", "This")
    return as_code(line) == code or line.casefold() == title.casefold()

"""The host deletes a gathering or a community: all its data is removed, and open pages are notified."""

from flask import Blueprint, Flask, Response, jsonify, request

from openspace.domain.codes import as_code
from openspace.domain.refusals import Refused
from openspace.domain.text import one_line
from openspace.ledger.port import UnknownGathering
from openspace.web.cookies import delete_cookie
from openspace.web.services import Services, services
from openspace.web.shell import stream_or_404, viewer_of

bp = Blueprint("deleting", __name__)


@bp.post("/api/<code>/delete")
@bp.post("/api/c/<slug>/delete")
def delete(**address: str) -> Response:
    """Delete the gathering or the community. The host must type its title or code, or its name, as `confirm`.
    Gatherings of a deleted community stay."""
    stream = stream_or_404(address)
    if viewer_of(stream, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    body = request.get_json(force=True, silent=True)
    typed = body.get("confirm") if isinstance(body, dict) else None
    if not isinstance(typed, str) or not _names_it(typed, stream.title, stream.code):
        raise Refused("not_confirmed")
    svc = services()
    try:
        svc.in_thread(lambda: svc.ledger.purge(stream.code))
    except UnknownGathering:
        raise Refused("deleted") from None
    svc.broadcast.end(stream.code)
    response = jsonify(deleted=True, wiped=svc.tidy_up())
    delete_cookie(response, request, stream.code, "host")
    return response


def evict_caches(app: Flask, code: str) -> None:
    """Evict a deleted gathering from the caches of this process."""
    svc: Services = app.extensions["openspace"]
    svc.ledger.evict(code)
    svc.views.evict(code)
    svc.marks.evict(code)
    svc.render_cache.evict(code)
    for community in svc.ledger.communities():
        svc.render_cache.evict(community.code)  # its briefs have items of the gathering
    if revisions := app.extensions.get("openspace.row_revisions"):
        revisions.pop(code)


def _names_it(typed: str, title: str, code: str) -> bool:
    line = one_line(typed[:1_000], "line", "confirm")
    return as_code(line) == code or line.casefold() == title.casefold()

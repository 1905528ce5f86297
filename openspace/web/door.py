"""One room's day, for a tablet beside its door or a printed sheet. Public and read-only."""

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.audience import PUBLIC
from openspace.domain.refusals import Refused
from openspace.web.shell import gathering_or_404, live_page

bp = Blueprint("door", __name__)


@bp.get("/<code>/rooms/<letter>")
def door(code: str, letter: str) -> Response:
    """Return the page of the room with this letter, in any case; or 404 with a link to the gathering,
    because its sheet may still be on the door."""
    gathering = gathering_or_404(code)
    wanted = letter.strip().casefold()
    room = next((room for room in gathering.rooms if room["letter"].casefold() == wanted), None)
    if room is None:
        error = Refused("unknown_room", why="letter").as_error()
        page = render_template("error.html", error=error, status=404, gathering=gathering.code)
        return make_response(page, 404)
    return live_page("door.html", gathering, PUBLIC, role="wall", room=room["id"])

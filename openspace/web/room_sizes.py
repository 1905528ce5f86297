"""How many may come: for a convener, about their own sessions; for the host, which rooms are probably too
small. It is computed when they ask, and no row of the gathering says it."""

from flask import Blueprint, Response, jsonify

from openspace.domain.refusals import Refused
from openspace.domain.room_sizes import sizes_for, too_small
from openspace.web.services import services
from openspace.web.shell import caller, gathering_or_404

bp = Blueprint("room_sizes", __name__)


@bp.get("/api/<code>/room-sizes")
def room_sizes(code: str) -> Response:
    """Return `{sizes}` of a person's sessions, or `{too_small}` for the host."""
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    if viewer.role == "public":
        raise Refused("not_allowed", why="nobody_joined")
    counted = services().marks.of(gathering)
    at = services().clock.now()
    if viewer.person is None:
        response = jsonify(too_small=too_small(gathering, counted, at))
    else:
        response = jsonify(sizes=sizes_for(gathering, counted, viewer.person, at))
    response.headers["Cache-Control"] = "no-store"
    return response

"""A person's own dots, on request. They are in no state and no change, so that no screen keeps a copy."""

from flask import Blueprint, Response, jsonify

from openspace.domain.clusters import own_dots
from openspace.domain.refusals import Refused
from openspace.domain.rules.dots import DOTS_EACH
from openspace.web.shell import caller, gathering_or_404

bp = Blueprint("dots", __name__)


@bp.get("/api/<code>/dots")
def dots(code: str) -> Response:
    """Return `{each, dots: {item: how many}}`; for the host, the dots on paper that they typed in."""
    gathering = gathering_or_404(code)
    whose = caller(gathering).key
    if whose is None:
        raise Refused("not_allowed", why="join")
    response = jsonify(each=DOTS_EACH, dots=own_dots(gathering, whose))
    response.headers["Cache-Control"] = "no-store"
    return response

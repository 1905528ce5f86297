"""The projected wall of one gathering. Public and read-only."""

from flask import Blueprint, Response

from openspace.domain.audience import PUBLIC
from openspace.web.shell import gathering_or_404, live_page

bp = Blueprint("wall", __name__)


@bp.get("/<code>/wall")
def wall(code: str) -> Response:
    """Return the live grid of the public, whoever is logged in on this machine. A projected page has no
    rights."""
    gathering = gathering_or_404(code)
    return live_page("wall.html", gathering, PUBLIC, role="wall")

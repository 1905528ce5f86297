"""The projected wall of one gathering. Public and read-only."""

from flask import Blueprint, Response, request

from openspace.domain.audience import PUBLIC
from openspace.web.shell import gathering_or_404, live_page

bp = Blueprint("wall", __name__)


@bp.get("/<code>/wall")
def wall(code: str) -> Response:
    """Return the live grid of the public, whoever is logged in on this machine. A projected page has no
    rights. With `?at=home`, the page for people at home."""
    gathering = gathering_or_404(code)
    template = "at_home.html" if request.args.get("at") == "home" else "wall.html"
    return live_page(template, gathering, PUBLIC, role="wall")

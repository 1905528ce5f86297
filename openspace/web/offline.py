"""Reading without a network: the page that shows the copy of the wall on a phone, and the worker that answers
with it. Both are the same for everybody (docs/decisions/0075-reading-without-a-network.md)."""

from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request

from openspace.web.me import require_person
from openspace.web.middleware.headers import policy

bp = Blueprint("offline", __name__)


@bp.get("/<code>/me/offline")
def page(code: str) -> Response:
    """Return the page on which somebody asks for the copy. Without a network a phone shows the copy with the
    same page, so it contains nothing of the gathering and of its reader."""
    gathering, _viewer, _person = require_person(code)
    response = Response(render_template("offline.html", code=gathering.code))
    # A browser takes a worker's address from a policy for trusted types alone. Other pages have none.
    response.headers["Content-Security-Policy"] = policy(request.host, "offline")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/offline.js")
def worker() -> Response:
    """Return the worker. A browser lets a script answer below its own folder, so this is in the topmost.

    It has to stay here as long as any phone may have it. To end it everywhere, it unregisters itself.
    """
    script = Path(current_app.static_folder or "") / "js" / "offline" / "worker.js"
    response = Response(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return response

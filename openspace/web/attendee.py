"""The attendee's page: `/<code>`, and `/<code>/s/<session code>` for a link to one session."""

from flask import Blueprint, Response, jsonify, url_for

from openspace.service.communities import community_of
from openspace.service.retention import promised
from openspace.web.language import choices
from openspace.web.services import services
from openspace.web.shell import gathering_or_404, live_page, viewer_of

bp = Blueprint("attendee", __name__)

_ICONS = (
    ("favicon.svg", "any", "any"),
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/maskable-512.png", "512x512", "maskable"),
)
"""Drawn by bin/icons. iPhones take theirs from the page (`templates/phone.html`)."""


@bp.get("/<code>")
def phone(code: str) -> Response:
    return _phone(code)


@bp.get("/<code>/s/<session_code>")
def session(code: str, session_code: str) -> Response:
    """Return the same page. The browser finds the session, and reports if it moved."""
    return _phone(code)


@bp.get("/<code>/manifest.json")
def manifest(code: str) -> Response:
    """Return what a phone needs to install the page. Its name is "Open Space" and not the gathering's
    title, because other people see the screen of a phone."""
    gathering = gathering_or_404(code)
    answer = {
        "id": f"/{gathering.code}",
        "start_url": f"/{gathering.code}",
        "scope": f"/{gathering.code}",
        "name": "Open Space",
        "short_name": "Open Space",
        "display": "minimal-ui",
        "background_color": "#f6f1e7",
        "theme_color": "#f6f1e7",
        "icons": [_icon(*one) for one in _ICONS],
    }
    response = jsonify(answer)
    response.headers["Cache-Control"] = "no-cache"
    response.mimetype = "application/manifest+json"
    return response


def _icon(file: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/svg+xml" if file.endswith(".svg") else "image/png"
    src = url_for("static", filename=file)
    return {"src": src, "sizes": sizes, "type": kind, "purpose": purpose}


def _phone(code: str) -> Response:
    gathering = gathering_or_404(code)
    viewer = viewer_of(gathering, "person")
    kept = promised(services().ledger, gathering.code)
    # Hundreds of phones ask at once, so nothing is looked up for a gathering that names no community.
    names_one = bool(gathering.info["community"])
    community = community_of(services().ledger, gathering.code) if names_one else None
    of = {"slug": community.slug, "name": community.info["name"]} if community else None
    page = {"kept": kept, "community": of, "languages": choices()}
    response = live_page("phone.html", gathering, viewer, role="person", **page)
    # The page contains data that only this person may see.
    response.headers["Cache-Control"] = "no-store"
    return response

"""Pages with a form that works without scripts."""

from flask import Response, make_response


def private_page(html: str, status: int = 200) -> Response:
    """Return a page that nobody caches, and whose forms a browser may send."""
    response = make_response(html, status)
    response.headers["Cache-Control"] = "no-store"
    # Without any referrer, browsers send forms with `Origin: null`. The address itself is never sent.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response

"""What every answer carries, and what every request must not be: pages talk to their own server only."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

from openspace.domain.refusals import Refused

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
MOST_BYTES = 12 * 1024 * 1024
"""Largest request: a photo of a flip chart as a phone takes it."""


def protect(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.before_request(_refuse_other_sites)
    app.after_request(_add_headers)


def _refuse_other_sites() -> None:
    """Another site's page can neither post a form here nor use the cookies of somebody who visits it."""
    origin = request.headers.get("Origin")
    if request.method in _SAFE_METHODS or not origin:
        return
    if urlsplit(origin).netloc.casefold() != request.host.casefold():
        raise Refused("not_allowed", "This came from another site.")


def _add_headers(response: Response) -> Response:
    host = request.host
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        f"connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'",
    )
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response

"""Headers of every response. `origins.py` decides who may send requests at all."""

from functools import lru_cache

from flask import Flask, Response, request

from openspace.web.middleware.bodies import MOST_PICTURE_BYTES


def protect(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_PICTURE_BYTES
    app.after_request(_add_headers)


_ALWAYS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_OF_DOCUMENTS = {
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "geolocation=(), microphone=(), camera=(), payment=(), usb=(), interest-cohort=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
"""Headers that a browser reads of a document only."""

_NO_DOCUMENTS = {"text/javascript", "text/css", "font/woff2"}
"""With `nosniff` a browser never shows these as a document. A picture may be one: SVG has scripts."""


def _add_headers(response: Response) -> Response:
    """Add the headers that the response does not have yet."""
    wanted = dict(_ALWAYS)
    if response.mimetype not in _NO_DOCUMENTS:
        wanted = {"Content-Security-Policy": policy(request.host), **_ALWAYS, **_OF_DOCUMENTS}
    if request.is_secure:
        # Short, and only for this name: a laptop that serves https today may serve http tomorrow.
        wanted["Strict-Transport-Security"] = "max-age=86400"
    if not {"code", "brief"}.isdisjoint(request.view_args or {}):
        # A gathering is for people who have its code, so search engines must not index it, nor the items that
        # a brief has from it.
        wanted["X-Robots-Tag"] = "noindex"
    # Collect the names once. `Headers.setdefault` would scan all headers for each name.
    there = {name.lower() for name in response.headers.keys()}  # noqa: SIM118
    response.headers.extend(
        [(name, value) for name, value in wanted.items() if name.lower() not in there]
    )
    return response


@lru_cache(maxsize=64)
def policy(host: str, trusted_types: str = "'none'") -> str:
    """Return the content policy of a page. `trusted_types`: the names of its policies for trusted types."""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        f"connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; "
        # Neither our scripts nor the libraries turn text into HTML, so forbid it.
        f"require-trusted-types-for 'script'; trusted-types {trusted_types}"
    )

"""What every answer carries. Who may ask at all stands in `origins.py`."""

from flask import Flask, Response, request

MOST_BYTES = 12 * 1024 * 1024
"""Largest request: a photo of a flip chart as a phone takes it."""


def protect(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.after_request(_add_headers)


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
    headers.setdefault(
        "Permissions-Policy",
        "geolocation=(), microphone=(), camera=(), payment=(), usb=(), interest-cohort=()",
    )
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
    if request.is_secure:
        # Short, and this name only: a laptop that serves https today may serve http tomorrow.
        headers.setdefault("Strict-Transport-Security", "max-age=86400")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response

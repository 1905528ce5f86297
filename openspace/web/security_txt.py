"""`/.well-known/security.txt` (RFC 9116): the contact for reports of vulnerabilities."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort

from openspace.web.services import services

bp = Blueprint("security_txt", __name__)

_GOOD_FOR = timedelta(days=180)
"""The format requires an expiry date, less than a year ahead."""


@bp.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Return the file, or 404 if no contact is configured."""
    contact = services().settings.security_contact
    if contact is None:
        abort(404)
    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + _GOOD_FOR
    lines = (
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

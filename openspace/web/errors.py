"""Error handlers: JSON `{error: {code, message}}` for programs, and an HTML page for people."""

import logging
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from openspace.domain.english import REFUSALS
from openspace.domain.refusals import Refused
from openspace.ledger.port import UnknownGathering, Unreadable, Unwritable

log = logging.getLogger(__name__)

_BAD_REQUESTS = (
    "malformed",
    "missing",
    "too_long",
    "not_a_choice",
    "out_of_range",
    "bad_link",
    "not_a_slug",
    "bad_time",
    "bad_day",
    "bad_timezone",
    "bad_span",
    "times_overlap",
    "not_a_cell",
    "both_yours",
    "same_session",
    "nothing_offered",
    "no_name",
    "no_name_shown",
    "typed_by_host",
    "sent_by_nobody",
    "not_confirmed",
    "unknown_command",
)
_STATUS = {
    **dict.fromkeys(_BAD_REQUESTS, 400),
    "not_allowed": 403,
    "not_yours": 403,
    "rested": 403,
    "wrong_word": 403,
    "closed_doors": 403,
    "deleted": 410,
    "too_many": 429,
    "failed": 500,
    "busy": 503,
}


def status_of(error: dict[str, Any]) -> int:
    """Return the HTTP status for a refusal: 404 for an unknown object, 409 for a conflict."""
    code = error["code"]
    return _STATUS.get(code, 404 if code.startswith("unknown_") else 409)


def handle(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(UnknownGathering, _unknown)
    app.register_error_handler(Unwritable, _unwritable)
    app.register_error_handler(Unreadable, _unreadable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _refused(refused: Refused) -> tuple[Response | str, int]:
    return _answer(refused.as_error(), status_of(refused.as_error()))


def _unknown(_: UnknownGathering) -> tuple[Response | str, int]:
    return _refused(Refused("unknown_gathering"))


def _unwritable(_: Unwritable) -> tuple[Response | str, int]:
    return _refused(Refused("busy"))


def _unreadable(_: Unreadable) -> tuple[Response | str, int]:
    return _refused(Refused("busy", why="unreadable"))


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    code = error.name.lower().replace(" ", "_")
    other = {"code": code, "message": error.description or error.name}
    answer = _answer(Refused(code).as_error() if code in REFUSALS else other, status)
    # Such as Allow, which a 405 must have.
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return *answer, headers


def _unforeseen(error: Exception) -> tuple[Response | str, int]:
    log.exception("a request failed", exc_info=error)
    return _refused(Refused("failed", why="request"))


def _answer(error: dict[str, Any], status: int) -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return jsonify(error=error), status
    return render_template("error.html", error=error, status=status), status

"""Health checks: for people and scripts (`/healthz`), and for load balancers (`/readyz`)."""

from contextlib import suppress

from flask import Blueprint, Response, current_app, jsonify

from openspace.ledger.port import Unreadable
from openspace.service.readiness import Readiness
from openspace.web.shell import services

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Return 503 with the reason while the store cannot be written. Reading still works then."""
    with suppress(Unreadable):
        services().ledger.codes()
    trouble = services().ledger.trouble
    if trouble:
        return jsonify(ok=False, trouble=trouble), 503
    return jsonify(ok=True), 200


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Return 503 with the reason while requests should be sent to another server."""
    readiness: Readiness = current_app.extensions["openspace.readiness"]
    why = readiness.why_not()
    return (jsonify(ready=False, why=why), 503) if why else (jsonify(ready=True), 200)

"""Health checks: for people and scripts (`/healthz`), and for load balancers (`/readyz`)."""

from flask import Blueprint, Response, jsonify

from openspace.web.services import services

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Return 503 with the reason while the store cannot be written. Reading still works then."""
    services().readiness.is_readable()
    trouble = services().ledger.trouble
    if trouble:
        return jsonify(ok=False, trouble=trouble), 503
    return jsonify(ok=True), 200


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Return 503 with the reason while requests should be sent to another server."""
    why = services().readiness.why_not()
    return (jsonify(ready=False, why=why), 503) if why else (jsonify(ready=True), 200)

"""The host opens the same gathering on another date."""

from flask import Blueprint, Response, jsonify

from openspace.domain.duplicating import description_of
from openspace.domain.refusals import Refused
from openspace.service.opening import open_new
from openspace.web.json_bodies import json_body, text_in
from openspace.web.opening import log_in_host
from openspace.web.shell import base_url, caller, gathering_or_404, services
from openspace.web.stream_api import host_url

bp = Blueprint("duplicating", __name__)


@bp.post("/api/<code>/duplicate")
def duplicate(code: str) -> tuple[Response, int]:
    gathering = gathering_or_404(code)
    if caller(gathering, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    spec = description_of(gathering, text_in(json_body(), "starts_on") or "")
    svc = services()
    svc.limiter.duplicate()
    copy, host_key = svc.in_thread(lambda: open_new(svc.ledger, spec, svc.clock))
    at = f"{base_url()}/{copy.code}"
    response = jsonify(
        code=copy.code,
        join_url=at,
        wall_url=f"{at}/wall",
        host_url=host_url(copy.code),
        host_key=host_key,
    )
    log_in_host(response, copy.code, host_key)
    return response, 201

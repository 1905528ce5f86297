"""The host opens the same gathering on another date."""

from flask import Blueprint, Response

from openspace.domain.duplicating import description_of
from openspace.domain.refusals import Refused
from openspace.web.json_bodies import json_body, text_in
from openspace.web.opening import new_gathering
from openspace.web.services import services
from openspace.web.shell import caller, gathering_or_404

bp = Blueprint("duplicating", __name__)


@bp.post("/api/<code>/duplicate")
def duplicate(code: str) -> tuple[Response, int]:
    gathering = gathering_or_404(code)
    if caller(gathering, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    spec = description_of(gathering, text_in(json_body(), "starts_on") or "")
    services().limiter.duplicate()
    return new_gathering(spec)

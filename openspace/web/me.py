"""A person manages their own devices: add one, end the others, sign this one out."""

from flask import Blueprint, Response, jsonify, request

from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Viewer
from openspace.service.login_links import MINUTES, person_path
from openspace.web.cookies import delete_cookie, set_cookie
from openspace.web.feeds import calendar_links
from openspace.web.language import forget_choice
from openspace.web.services import services
from openspace.web.shell import base_url, caller, gathering_or_404

bp = Blueprint("me", __name__)


@bp.post("/api/<code>/me/pass")
def make_pass(code: str) -> tuple[Response, int]:
    """Return a link that logs in one more device as this person. It works once, and expires."""
    gathering, viewer, person = require_person(code)
    svc = services()
    svc.commands.count(gathering.code, viewer)
    path = svc.in_thread(lambda: person_path(svc.ledger, gathering.code, person, svc.clock))
    return jsonify(url=base_url() + path, minutes=MINUTES), 201


@bp.post("/api/<code>/me/end_others")
def end_others(code: str) -> Response:
    """End all other devices of this person, and their calendar's address."""
    gathering, viewer, person = require_person(code)
    svc = services()
    svc.commands.count(gathering.code, viewer)
    svc.in_thread(lambda: svc.ledger.end_devices(gathering.code, person))
    svc.revocations.tell(gathering.code)
    token = svc.identity.person_token(gathering.code, person)
    response = jsonify(token=token)
    set_cookie(response, request, gathering.code, "person", token)
    return response


@bp.post("/api/<code>/me/sign_out")
def sign_out(code: str) -> Response:
    """Delete this person's cookies in this browser. Their other devices stay logged in."""
    gathering = gathering_or_404(code)
    response = jsonify(signed_out=True)
    delete_cookie(response, request, gathering.code, "person")
    forget_choice(response)
    return response


@bp.post("/api/<code>/me/calendar")
def renew_calendar(code: str) -> Response:
    """Return a new address for the calendar of this person's day: `{url, webcal}`. Earlier addresses end."""
    gathering, viewer, person = require_person(code)
    svc = services()
    svc.commands.count(gathering.code, viewer)
    svc.in_thread(lambda: svc.ledger.renew_calendar(gathering.code, person))
    return jsonify(**calendar_links(gathering.code, person))


def require_person(code: str) -> tuple[Gathering, Viewer, str]:
    """Return (gathering, viewer, person id) of the caller. Raises Refused if they did not join here."""
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    if viewer.person is None:
        raise Refused("not_allowed", why="nobody_joined")
    return gathering, viewer, viewer.person

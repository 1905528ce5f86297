"""Passkeys, the second factor that a browser presents by a script (`static/js/host/passkey.js`)."""

from typing import Any

from flask import Blueprint, Response, jsonify

from openspace.domain.host_actions import FACTOR_PRESENTED
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.ledger.port import Factor
from openspace.service import passkeys
from openspace.web.identity import HostSession
from openspace.web.json_bodies import json_body, text_in
from openspace.web.second_step import (
    check_may_change,
    enrol,
    factors_of,
    host_session,
    let_in,
    logged_failures,
    place_here,
    read_signed,
    signer,
)
from openspace.web.services import services
from openspace.web.shell import keep_host_action, stream_or_404

bp = Blueprint("passkey", __name__)


@bp.post("/api/<code>/host/passkey")
@bp.post("/api/c/<slug>/host/passkey")
def passkey(**address: str) -> Response:
    """`{}` returns what the browser needs to present a passkey, or with `{add: true}` to make one. With its
    answer, `{setup, credential}` signs in, or adds the passkey."""
    stream, body = stream_or_404(address), json_body()
    session, place = host_session(stream), place_here()
    if session is None:
        raise Refused("not_allowed", why="host_only")
    if place is None:
        raise Refused("not_allowed", why="passkey")
    adds, credential = body.get("add") is True, body.get("credential")
    factors = factors_of(stream)
    if adds:
        check_may_change(session, factors)
    if credential is None:
        moment = int(services().clock.moment().timestamp() * 1000)
        challenge = signer("challenge").dumps([stream.code, session.device, adds, moment])
        options = (
            passkeys.options_to_make(place, stream.title, factors, challenge.encode())
            if adds
            else passkeys.options_to_present(place, factors, challenge.encode())
        )
        return jsonify(options=options, setup=challenge)
    return _answer_passkey(stream, session, place, factors, credential)


def _answer_passkey(
    stream: Stream,
    session: HostSession,
    place: passkeys.Place,
    factors: list[Factor],
    credential: Any,
) -> Response:
    setup = text_in(json_body(), "setup") or ""
    with logged_failures(stream, session):
        code, device, adds, moment = read_signed("challenge", setup, "passkey")
        if (code, device) != (stream.code, session.device) or not isinstance(credential, dict):
            raise Refused("not_allowed", why="passkey")
    svc, challenge = services(), setup.encode()
    if adds:
        with logged_failures(stream, session):
            factor = passkeys.made(place, credential, challenge, svc.clock)
        codes = enrol(stream, session, factor)
        response = jsonify(signed_in=True, recovery_codes=codes)
    else:
        with logged_failures(stream, session):
            factor = passkeys.presented(place, credential, challenge, factors)
            if not svc.in_thread(
                lambda: svc.ledger.use_host_factor(stream.code, factor.id, moment)
            ):
                raise Refused("not_allowed", why="passkey")
        keep_host_action(stream.code, session.viewer, FACTOR_PRESENTED)
        response = jsonify(signed_in=True, recovery_codes=[])
    let_in(response, stream, session)
    return response

"""The HTTP API of a gathering and of a community: the host's login, state, changes and commands. The commands
are the same as the socket's, for scripts, helpers and clients without a socket."""

import gzip
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, jsonify, request

from openspace.domain.audience import Viewer, see
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import KEY_REPLACED, LINK_MADE, SIGNED_OUT
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.runtime import compact_json
from openspace.service.host_keys import rotate_host_key
from openspace.service.login_links import MINUTES, host_path
from openspace.service.receipts import as_sent
from openspace.service.retention import retention_info
from openspace.web.cookies import delete_cookie, set_cookie
from openspace.web.errors import status_of
from openspace.web.identity import Identity
from openspace.web.json_bodies import json_body, text_in
from openspace.web.second_step import second_step
from openspace.web.sending import accepts_gzip, send_state
from openspace.web.services import services
from openspace.web.shell import (
    base_url,
    caller,
    keep_host_action,
    slow_down_failures,
    stream_or_404,
    viewer_of,
)

bp = Blueprint("stream_api", __name__)

_VARY = "Accept-Encoding, Authorization, Cookie"
_NOT_WORTH_COMPRESSING = 256
"""Bytes up to which an answer is sent as it is."""


# --- the host


@bp.post("/api/<code>/host")
@bp.post("/api/c/<slug>/host")
def become_host(**address: str) -> Response:
    """Log in with the host key, or with the pass of a link that works once."""
    stream = stream_or_404(address)
    body = json_body()
    host_key, link = text_in(body, "host_key"), text_in(body, "pass")
    with slow_down_failures():
        if link is not None:
            token = sign_in(lambda of: of.redeem_host_pass(stream.code, link.strip()))
        else:
            token = sign_in(lambda of: of.host_token(stream.code, (host_key or "").strip()))
    token, missing = second_step(stream, token, text_in(body, "code"))
    told = {"second_factor": missing} if missing else _for_host(stream)
    response = jsonify(token=token, **told)
    set_cookie(response, request, stream.code, "host", token)
    return response


@bp.post("/api/<code>/host/pass")
@bp.post("/api/c/<slug>/host/pass")
def make_pass(**address: str) -> tuple[Response, int]:
    """Return a link that logs in one more device as the host. It works once, and expires."""
    stream, viewer = _as_host(address)
    link = host_url(stream.code, MINUTES)
    keep_host_action(stream.code, viewer, LINK_MADE)
    return jsonify(host_url=link, minutes=MINUTES), 201


@bp.post("/api/<code>/host/rotate")
@bp.post("/api/c/<slug>/host/rotate")
def rotate(**address: str) -> Response:
    stream, viewer = _as_host(address)
    svc = services()
    session = svc.identity.host_session(request, stream)
    assert session is not None
    host_key = svc.in_thread(lambda: rotate_host_key(svc.ledger, stream.code))
    keep_host_action(stream.code, viewer, KEY_REPLACED)
    svc.revocations.tell(stream.code)
    token = svc.identity.renewed_host_token(stream.code, session)
    response = jsonify(host_key=host_key, host_url=host_url(stream.code), token=token)
    set_cookie(response, request, stream.code, "host", token)
    return response


@bp.post("/api/<code>/host/sign_out")
@bp.post("/api/c/<slug>/host/sign_out")
def sign_out_host(**address: str) -> Response:
    """Delete the host's cookie in this browser. Other devices stay logged in until the key is replaced."""
    stream = stream_or_404(address)
    with suppress(Refused):  # whoever is signed out already may sign out
        keep_host_action(stream.code, viewer_of(stream, "host"), SIGNED_OUT)
    response = jsonify(signed_out=True)
    delete_cookie(response, request, stream.code, "host")
    return response


# --- state, changes and commands


@bp.get("/api/<code>/state")
@bp.get("/api/c/<slug>/state")
def state(**address: str) -> Response:
    stream = stream_or_404(address)
    viewer = caller(stream)
    etag = f"{stream.version}-{viewer.role}-{viewer.person or ''}"
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = _state_of(stream, viewer)
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = _VARY
    return response


@bp.get("/api/<code>/changes")
@bp.get("/api/c/<slug>/changes")
def changes(**address: str) -> Response:
    stream = stream_or_404(address)
    since, viewer = request.args.get("since", type=int), caller(stream)
    if since is None:
        raise Refused("malformed", why="since")
    if request.args.get("origin", stream.origin) != stream.origin:
        raise Refused("resync", seq=stream.seq)
    is_polling = "here" in request.args
    if is_polling and viewer.person:
        services().presence.polls(stream.code, viewer.person)
    if is_polling and viewer.role == "host":
        present = compact_json.dumps(services().presence.for_host(stream.code))
        return _compressed(f"{_changes_since(stream, viewer, since)[:-1]},{present[1:]}")
    if stream.seq != since:
        return _compressed(_changes_since(stream, viewer, since))
    # Nothing is new: a client that polls need not be sent that again.
    etag = f"{stream.version}-{viewer.role}"
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
        response.headers["Vary"] = _VARY
    else:
        response = _compressed(_changes_since(stream, viewer, since))
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.post("/api/<code>/commands")
@bp.post("/api/c/<slug>/commands")
def command(**address: str) -> tuple[Response, int]:
    stream = stream_or_404(address)
    answer = services().commands.send_and_wait(stream.code, caller(stream), json_body())
    return jsonify(as_sent(answer)), 200 if answer["ok"] else status_of(answer["error"])


def sign_in(use: Callable[[Identity], str]) -> str:
    """Sign in in a thread, because it writes to the store and must not block the event loop."""
    svc = services()
    used: str = svc.in_thread(lambda: use(svc.identity))
    return used


def host_url(code: str, minutes: int | None = None) -> str:
    """Return a new link to the host's page of the stream. It works once."""
    svc = services()
    path: str = svc.in_thread(lambda: host_path(svc.ledger, code, svc.clock, minutes))
    return base_url() + path


def _for_host(stream: Stream) -> dict[str, Any]:
    """Return what the host's page lacks, because it was rendered before the login."""
    if not isinstance(stream, Gathering):
        return {}
    return {"keeping": retention_info(services().ledger, stream.code, services().clock)}


def _state_of(stream: Stream, viewer: Viewer) -> Response:
    if isinstance(stream, Gathering):
        return send_state(stream, viewer)
    seen = see(stream, viewer)
    return jsonify(**seen, seq=stream.seq, origin=stream.origin, now=services().clock.now())


def _as_host(address: dict[str, str]) -> tuple[Stream, Viewer]:
    """Return the stream and its host, who is the caller. Raises Refused."""
    stream = stream_or_404(address)
    viewer = caller(stream, "host")
    if viewer.role != "host":
        raise Refused("not_allowed", why="host_only")
    return stream, viewer


def _changes_since(stream: Stream, viewer: Viewer, since: int) -> str:
    """Raises Refused (`resync`)."""
    message: str | None = services().broadcast.catch_up(stream.code, viewer, since)
    if message is None:
        raise Refused("resync", seq=stream.seq)
    return message


def _compressed(body: str) -> Response:
    data = body.encode()
    response = Response(data, mimetype="application/json")
    if len(data) > _NOT_WORTH_COMPRESSING and accepts_gzip(
        request.headers.get("Accept-Encoding", "")
    ):
        response.set_data(gzip.compress(data, 6))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = _VARY
    return response

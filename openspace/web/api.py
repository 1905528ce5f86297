"""The HTTP API: the same commands as the socket's, for scripts, helpers and clients without a socket."""

import gzip
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, jsonify, request

from openspace.domain.audience import PUBLIC
from openspace.domain.gathering import Gathering
from openspace.domain.opening import Plan, read_spec
from openspace.domain.plan import zone_of
from openspace.domain.refusals import Refused
from openspace.domain.rules.doors import refuse_at_the_door
from openspace.domain.rules.people import EraseMe, Join
from openspace.ledger.port import Unreadable
from openspace.service.host_keys import rotate_host_key
from openspace.service.login_links import MINUTES, host_path
from openspace.service.opening import open_new
from openspace.service.receipts import as_sent
from openspace.service.retention import retention_info
from openspace.web.errors import status_of
from openspace.web.identity import Identity, bearer_of, delete_cookie, secrets_equal, set_cookie
from openspace.web.sending import send_state
from openspace.web.shell import (
    base_url,
    caller,
    gathering_or_404,
    is_local_request,
    services,
    slow_down_failures,
)

bp = Blueprint("api", __name__)


# --- opening


@bp.post("/api/gatherings")
def open_gathering() -> tuple[Response, int]:
    if not is_local_request():
        with slow_down_failures():
            _check_server_key()
    spec, svc = _body(), services()
    gathering, host_key = svc.in_thread(lambda: open_new(svc.ledger, spec, svc.clock))
    at = f"{base_url()}/{gathering.code}"
    response = jsonify(
        code=gathering.code,
        join_url=at,
        wall_url=f"{at}/wall",
        host_url=_host_url(gathering.code),
        host_key=host_key,
    )
    # The browser that opened the gathering is logged in as its host, without handling the key.
    token = svc.identity.host_token(gathering.code, host_key)
    set_cookie(response, request, gathering.code, "host", token)
    return response, 201


@bp.post("/api/plan")
def plan() -> Response:
    spec = _body()
    timezone = _text(spec, "timezone") or "UTC"
    zone_of(timezone)
    return jsonify(slots=read_spec(spec, Plan).slots(timezone))


# --- people and hosts


@bp.post("/api/<code>/join")
def join(code: str) -> tuple[Response, int]:
    gathering = gathering_or_404(code)
    body = _body()
    name, token, word, link = (_text(body, key) for key in ("name", "token", "word", "pass"))
    if link is not None:
        with slow_down_failures():
            person = _redeem_in_thread(
                lambda identity: identity.redeem_person_pass(gathering, link.strip())
            )
        return _joined_response(gathering.code, person, 200)
    if token is not None:
        viewer = services().identity.viewer(gathering, token)
        if viewer.person is None:
            raise Refused("not_allowed", why="hosts_token")
        return _joined_response(gathering.code, viewer.person, 200)
    with slow_down_failures("wrong_word"):
        refuse_at_the_door(gathering.info, word or "")
    services().commands.count_join(gathering)
    joined = services().commands.ask(gathering.code, PUBLIC, Join(name=name or "", word=word or ""))
    return _joined_response(gathering.code, joined["person"], 201)


@bp.post("/api/<code>/erase")
def erase(code: str) -> Response:
    """Erase the person who asks.

    With `{words: true}` the texts of their topics, notes and evidence and their photos are erased too. With
    `{pace: "slowly"}` these are erased one by one, at random times within the next hour.
    """
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    if viewer.person is None:
        raise Refused("not_allowed", why="nobody_to_forget")
    body = _body()
    words, pace = body.get("words", False), body.get("pace", "now")
    if not isinstance(words, bool):
        raise Refused("malformed", why="flag", key="words")
    if pace not in ("now", "slowly"):
        raise Refused("not_a_choice", field="pace", choices=["now", "slowly"])
    slowly = words and pace == "slowly"
    services().erase(gathering.code, viewer, EraseMe(words=words, slowly=slowly))
    services().broadcast.disconnect_person(gathering.code, viewer.person)
    response = jsonify(erased=True, wiped=services().tidy_up())
    delete_cookie(response, request, gathering.code, "person")
    return response


@bp.post("/api/<code>/host")
def become_host(code: str) -> Response:
    """Log in with the host key, or with the pass of a link that works once."""
    gathering = gathering_or_404(code)
    body, identity = _body(), services().identity
    host_key, link = _text(body, "host_key"), _text(body, "pass")
    with slow_down_failures():
        if link is not None:
            token = _redeem_in_thread(
                lambda identity: identity.redeem_host_pass(gathering.code, link.strip())
            )
        else:
            token = identity.host_token(gathering.code, (host_key or "").strip())
    # The page was rendered before the login, so it lacks what only the host may see.
    response = jsonify(
        token=token, keeping=retention_info(services().ledger, gathering.code, services().clock)
    )
    set_cookie(response, request, gathering.code, "host", token)
    return response


@bp.post("/api/<code>/host/pass")
def make_pass(code: str) -> tuple[Response, int]:
    """Return a link that logs in one more device as the host. It works once, and expires."""
    gathering = _gathering_as_host(code)
    return jsonify(host_url=_host_url(gathering.code, MINUTES), minutes=MINUTES), 201


@bp.post("/api/<code>/host/rotate")
def rotate(code: str) -> Response:
    gathering = _gathering_as_host(code)
    svc = services()
    host_key = svc.in_thread(lambda: rotate_host_key(svc.ledger, gathering.code))
    services().broadcast.disconnect_hosts(gathering.code)
    token = services().identity.host_token(gathering.code, host_key)
    host_url = _host_url(gathering.code)
    response = jsonify(host_key=host_key, host_url=host_url, token=token)
    set_cookie(response, request, gathering.code, "host", token)
    return response


@bp.post("/api/<code>/host/sign_out")
def sign_out_host(code: str) -> Response:
    """Delete the host's cookie in this browser. Other devices stay logged in until the key is replaced."""
    gathering = gathering_or_404(code)
    response = jsonify(signed_out=True)
    delete_cookie(response, request, gathering.code, "host")
    return response


# --- the gathering


@bp.get("/api/<code>/state")
def state(code: str) -> Response:
    gathering = gathering_or_404(code)
    viewer = caller(gathering)
    etag = f"{gathering.seq}-{viewer.role}-{viewer.person or ''}"
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        response = send_state(gathering, viewer)
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Encoding, Authorization, Cookie"
    return response


@bp.get("/api/<code>/changes")
def changes(code: str) -> Response:
    gathering = gathering_or_404(code)
    since = request.args.get("since", type=int)
    if since is None:
        raise Refused("malformed", why="since")
    message = services().broadcast.catch_up(gathering.code, caller(gathering), since)
    if message is None:
        raise Refused("resync", seq=gathering.seq)
    return _compressed(message)


@bp.post("/api/<code>/commands")
def command(code: str) -> tuple[Response, int]:
    gathering = gathering_or_404(code)
    answer = services().commands.send_and_wait(gathering.code, caller(gathering), _body())
    return jsonify(as_sent(answer)), 200 if answer["ok"] else status_of(answer["error"])


# --- health


@bp.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Return 503 with the reason while the store cannot be written. Reading still works then."""
    with suppress(Unreadable):
        services().ledger.codes()
    trouble = services().ledger.trouble
    if trouble:
        return jsonify(ok=False, trouble=trouble), 503
    return jsonify(ok=True), 200


def _redeem_in_thread(use: Callable[[Identity], str]) -> str:
    """Redeem a pass in a thread, because it writes to the store and must not block the event loop."""
    svc = services()
    used: str = svc.in_thread(lambda: use(svc.identity))
    return used


def _joined_response(code: str, person: str, status: int) -> tuple[Response, int]:
    token = services().identity.person_token(code, person)
    response = jsonify(person=person, token=token)
    set_cookie(response, request, code, "person", token)
    return response, status


def _check_server_key() -> None:
    if not secrets_equal(bearer_of(request), services().settings.server_key):
        raise Refused("not_allowed", why="server_key")


def _gathering_as_host(code: str) -> Gathering:
    """Return the gathering if the caller is its host. Raises Refused."""
    gathering = gathering_or_404(code)
    if caller(gathering, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    return gathering


def _host_url(code: str, minutes: int | None = None) -> str:
    svc = services()
    path: str = svc.in_thread(lambda: host_path(svc.ledger, code, svc.clock, minutes))
    return base_url() + path


def _body() -> Mapping[str, Any]:
    try:
        body = json.loads(request.get_data() or b"{}")
    except (ValueError, RecursionError):
        raise Refused("malformed", why="json") from None
    if not isinstance(body, dict):
        raise Refused("malformed", why="json_object")
    return body


def _text(body: Mapping[str, Any], name: str) -> str | None:
    """Return the string of that name, or None if it is missing. Raises Refused if it is not a string."""
    text = body.get(name)
    if not isinstance(text, str | None):
        raise Refused("malformed", why="text", key=name)
    return text


def _compressed(body: str) -> Response:
    data = body.encode()
    response = Response(data, mimetype="application/json")
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(data, 6))
        response.headers["Content-Encoding"] = "gzip"
    return response

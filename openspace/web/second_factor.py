"""The second step of a host's login, on servers that require it: a code of an app, a recovery code, or a
passkey; and the page on which hosts enrol and change them (docs/decisions/0069-second-factor.md).

The forms work without scripts. Passkeys need one (`static/js/host/passkey.js`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.host_actions import (
    FACTOR_ADDED,
    FACTOR_PRESENTED,
    FACTOR_REFUSED,
    FACTOR_REMOVED,
    RECOVERY_CODE_USED,
    RECOVERY_CODES_MADE,
)
from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.languages.formats import whole_date
from openspace.ledger.port import Factor
from openspace.proceedings.qr import svg_of
from openspace.service import passkeys, second_factor
from openspace.service.login_links import path_of
from openspace.service.second_factor import RECOVERY, TOTP
from openspace.web.cookies import set_cookie
from openspace.web.form_pages import private_page
from openspace.web.identity import HostSession
from openspace.web.json_bodies import json_body, text_in
from openspace.web.shell import keep_host_action, services, slow_down_failures, stream_or_404

bp = Blueprint("second_factor", __name__)

_MINUTES_TO_ENROL = 15


@bp.get("/<code>/host/factor")
@bp.get("/c/<slug>/host/factor")
def page(**address: str) -> AnyResponse:
    stream = stream_or_404(address)
    session = _session(stream)
    return _page(stream, session) if session else _to_host_page(stream)


@bp.post("/<code>/host/factor")
@bp.post("/c/<slug>/host/factor")
def act(**address: str) -> AnyResponse:
    """Do what the form asks for; `do` names the form. Raises Refused."""
    stream = stream_or_404(address)
    session, form = _session(stream), request.form
    if session is None:
        raise Refused("not_allowed", why="host_only")
    try:
        match form.get("do"):
            case "present":
                factor = check(stream, session, form.get("code", ""))
                return _enter(stream, session, factor)
            case "enrol":
                secret = _read_setup(stream, form.get("setup", ""), TOTP)
                factor = second_factor.app_factor(secret, form.get("code", ""), services().clock)
                return _after_enrolling(stream, session, _enrol(stream, session, factor))
            case "recovery":
                return _new_recovery_codes(stream, session)
            case "remove":
                _remove(stream, session, form.get("factor", ""))
                return redirect(f"{path_of(stream.code)}/host/factor", 303)
    except Refused as refused:
        return _page(stream, session, refused)
    raise Refused("unknown_command")


@bp.post("/api/<code>/host/passkey")
@bp.post("/api/c/<slug>/host/passkey")
def passkey(**address: str) -> Response:
    """`{}` returns what the browser needs to present a passkey, or with `{add: true}` to make one. With its
    answer, `{setup, credential}` signs in, or adds the passkey."""
    stream, body = stream_or_404(address), json_body()
    session, place = _session(stream), _place()
    if session is None:
        raise Refused("not_allowed", why="host_only")
    if place is None:
        raise Refused("not_allowed", why="passkey")
    adds, credential = body.get("add") is True, body.get("credential")
    factors = _factors(stream)
    if adds:
        _check_may_change(session, factors)
    if credential is None:
        moment = int(services().clock.moment().timestamp() * 1000)
        challenge = _challenges().dumps([stream.code, session.device, adds, moment])
        options = (
            passkeys.options_to_make(place, stream.title, factors, challenge.encode())
            if adds
            else passkeys.options_to_present(place, factors, challenge.encode())
        )
        return jsonify(options=options, setup=challenge)
    return _answer_passkey(stream, session, place, factors, credential)


def second_step(stream: Stream, token: str, typed: str | None) -> tuple[str, str]:
    """Return the token after the second step, and which step is missing: "enrol", "present" or none. `typed`
    is a code, for programs that log in with one request. Raises Refused."""
    identity = services().identity
    session = identity.session_of(stream, token) if identity.needs_second_factor else None
    if session is None:
        return token, ""
    if not typed:
        return token, "present" if _factors(stream) else "enrol"
    check(stream, session, typed)
    return identity.proven_host_token(stream.code, session.device), ""


def needs_second_step(stream: Stream) -> bool:
    """Return whether the browser has the host key, and has to present its second factor."""
    session = _session(stream)
    return session is not None and not session.is_proven


def check(stream: Stream, session: HostSession, typed: str) -> Factor:
    """Return the factor that the code belongs to, and log that it was presented. Raises Refused."""
    svc = services()
    with _logged_failures(stream, session):
        factor: Factor = svc.in_thread(
            lambda: second_factor.check_code(svc.ledger, svc.limiter, stream.code, typed, svc.clock)
        )
    kind = RECOVERY_CODE_USED if factor.kind == RECOVERY else FACTOR_PRESENTED
    keep_host_action(stream.code, session.viewer, kind)
    return factor


@contextmanager
def _logged_failures(stream: Stream, session: HostSession) -> Iterator[None]:
    """Context manager around the check of a factor: a wrong one is delayed, and logged for the hosts."""
    try:
        with slow_down_failures():
            yield
    except Refused as refused:
        if refused.code == "not_allowed":
            keep_host_action(stream.code, session.viewer, FACTOR_REFUSED)
        raise


# --- enrolling


def _enrol(stream: Stream, session: HostSession, factor: Factor) -> list[str]:
    """Store the factor, and return the recovery codes if it is the first one. Raises Refused.

    Of two devices that enrol first at the same moment, one is refused.
    """
    svc, is_first = services(), not _factors(stream)
    if not is_first:
        _check_may_change(session, [factor])
    codes, kept = second_factor.recovery_codes(svc.clock) if is_first else ([], [])
    stored = svc.in_thread(
        lambda: svc.ledger.add_host_factors(stream.code, [factor, *kept], only_first=is_first)
    )
    if not stored:
        raise Refused("not_allowed", why="second_factor")
    keep_host_action(stream.code, session.viewer, FACTOR_ADDED)
    return codes


def _new_recovery_codes(stream: Stream, session: HostSession) -> AnyResponse:
    svc = services()
    _check_is_fresh(session)
    codes, kept = second_factor.recovery_codes(svc.clock)
    svc.in_thread(lambda: svc.ledger.add_host_factors(stream.code, kept, instead_of=RECOVERY))
    keep_host_action(stream.code, session.viewer, RECOVERY_CODES_MADE)
    return _codes_page(stream, codes)


def _remove(stream: Stream, session: HostSession, id: str) -> None:
    svc = services()
    _check_is_fresh(session)
    if not svc.in_thread(lambda: svc.ledger.remove_host_factor(stream.code, id, RECOVERY)):
        raise Refused("not_allowed", why="last_factor")
    keep_host_action(stream.code, session.viewer, FACTOR_REMOVED)


def _check_may_change(session: HostSession, factors: list[Factor]) -> None:
    """Raises Refused unless there is no factor yet, or one was presented a moment ago: a stolen cookie does
    not add a factor of the thief."""
    if factors:
        _check_is_fresh(session)


def _check_is_fresh(session: HostSession) -> None:
    if not session.is_fresh:
        raise Refused("not_allowed", why="second_factor")


def _answer_passkey(
    stream: Stream,
    session: HostSession,
    place: passkeys.Place,
    factors: list[Factor],
    credential: Any,
) -> Response:
    setup = text_in(json_body(), "setup") or ""
    with _logged_failures(stream, session):
        code, device, adds, moment = _read_challenge(setup)
        if (code, device) != (stream.code, session.device) or not isinstance(credential, dict):
            raise Refused("not_allowed", why="passkey")
    svc, challenge = services(), setup.encode()
    if adds:
        with _logged_failures(stream, session):
            factor = passkeys.made(place, credential, challenge, svc.clock)
        codes = _enrol(stream, session, factor)
        response = jsonify(signed_in=True, recovery_codes=codes)
    else:
        with _logged_failures(stream, session):
            factor = passkeys.presented(place, credential, challenge, factors)
            if not svc.in_thread(
                lambda: svc.ledger.use_host_factor(stream.code, factor.id, moment)
            ):
                raise Refused("not_allowed", why="passkey")
        keep_host_action(stream.code, session.viewer, FACTOR_PRESENTED)
        response = jsonify(signed_in=True, recovery_codes=[])
    _let_in(response, stream, session)
    return response


# --- pages


def _enter(stream: Stream, session: HostSession, factor: Factor) -> AnyResponse:
    """Continue to the host's page; whoever was host already came to change the factors."""
    goes_on = "/factor" if session.is_proven else ""
    response = redirect(f"{path_of(stream.code)}/host{goes_on}", 303)
    _let_in(response, stream, session)
    return response


def _after_enrolling(stream: Stream, session: HostSession, codes: list[str]) -> AnyResponse:
    if codes:
        response: AnyResponse = _codes_page(stream, codes)
    else:
        response = redirect(f"{path_of(stream.code)}/host/factor", 303)
    _let_in(response, stream, session)
    return response


def _let_in(response: Any, stream: Stream, session: HostSession) -> None:
    token = services().identity.proven_host_token(stream.code, session.device)
    set_cookie(response, request, stream.code, "host", token)


def _codes_page(stream: Stream, codes: list[str]) -> Response:
    return _render(stream, "codes", codes=codes)


def _page(stream: Stream, session: HostSession, refused: Refused | None = None) -> Response:
    factors, place = _factors(stream), _place()
    shown: dict[str, Any] = {"sorry": refused.message if refused else ""}
    view = "present"
    if not factors or session.is_fresh:
        view = "manage" if factors else "enrol"
        secret = second_factor.new_secret()
        address = second_factor.address_of_secret(secret, stream.title)
        spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        shown |= {
            "secret": spaced,
            "setup": _signer("app").dumps([stream.code, TOTP, secret]),
            "qr": Markup(svg_of(address)),
        }
    return _render(
        stream,
        view,
        status=refused_status(refused),
        factors=[one for one in factors if one.kind != RECOVERY],
        left=sum(one.kind == RECOVERY and not one.used for one in factors),
        has_passkey=passkeys.has_one(place, factors),
        has_app=any(one.kind == TOTP for one in factors),
        can_make_passkey=place is not None,
        is_proven=session.is_proven,
        day_of=lambda factor: whole_date(datetime.fromisoformat(factor.at).date()),
        **shown,
    )


def refused_status(refused: Refused | None) -> int:
    if refused is None:
        return 200
    return 429 if refused.code == "too_many" else 403


def _render(stream: Stream, view: str, status: int = 200, **shown: Any) -> Response:
    path = path_of(stream.code)
    html = render_template(
        "second_factor.html",
        view=view,
        title=stream.title,
        path=path,
        api=f"/api{path}/host/passkey",
        **{"sorry": "", **shown},
    )
    return private_page(html, status)


def _to_host_page(stream: Stream) -> AnyResponse:
    return redirect(f"{path_of(stream.code)}/host", 303)


# --- parts


def _session(stream: Stream) -> HostSession | None:
    """Return the session of a host who may have presented no factor yet, if this server requires one."""
    identity = services().identity
    return identity.host_session(request, stream) if identity.needs_second_factor else None


def _factors(stream: Stream) -> list[Factor]:
    svc = services()
    found: list[Factor] = svc.in_thread(lambda: svc.ledger.host_factors(stream.code))
    return found


def _place() -> passkeys.Place | None:
    return passkeys.place_of(request.host_url.rstrip("/"))


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().ledger.secret(), salt=f"openspace factor {purpose}")


def _challenges() -> URLSafeTimedSerializer:
    return _signer("challenge")


def _read_challenge(setup: str) -> list[Any]:
    return _read_signed("challenge", setup, "passkey")


def _read_setup(stream: Stream, setup: str, kind: str) -> str:
    code, of, secret = _read_signed("app", setup, "factor_code")
    if (code, of) != (stream.code, kind):
        raise Refused("not_allowed", why="factor_code")
    return str(secret)


def _read_signed(purpose: str, signed: str, why: str) -> list[Any]:
    try:
        return list(_signer(purpose).loads(signed, max_age=_MINUTES_TO_ENROL * 60))
    except BadSignature:
        raise Refused("not_allowed", why=why) from None

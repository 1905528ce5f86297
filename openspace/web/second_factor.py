"""The second step of a host's login, on servers that require it: a code of an app, a recovery code, or a
passkey; and the page on which hosts enrol and change them (docs/decisions/0069-second-factor.md).

The forms work without scripts. Passkeys need one (`passkey.py`).
"""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.refusals import Refused
from openspace.domain.stream import Stream
from openspace.languages.formats import whole_date
from openspace.ledger.port import Factor
from openspace.proceedings.qr import svg_of
from openspace.service import passkeys, second_factor
from openspace.service.login_links import path_of
from openspace.service.second_factor import RECOVERY, TOTP
from openspace.web.form_pages import private_page
from openspace.web.identity import HostSession
from openspace.web.second_step import (
    check,
    enrol,
    factors_of,
    host_session,
    let_in,
    new_recovery_codes,
    place_here,
    read_signed,
    remove,
    signer,
)
from openspace.web.services import services
from openspace.web.shell import stream_or_404

bp = Blueprint("second_factor", __name__)


@bp.get("/<code>/host/factor")
@bp.get("/c/<slug>/host/factor")
def page(**address: str) -> AnyResponse:
    stream = stream_or_404(address)
    session = host_session(stream)
    return _page(stream, session) if session else _to_host_page(stream)


@bp.post("/<code>/host/factor")
@bp.post("/c/<slug>/host/factor")
def act(**address: str) -> AnyResponse:
    """Do what the form asks for; `do` names the form. Raises Refused."""
    stream = stream_or_404(address)
    session, form = host_session(stream), request.form
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
                return _after_enrolling(stream, session, enrol(stream, session, factor))
            case "recovery":
                return _codes_page(stream, new_recovery_codes(stream, session))
            case "remove":
                remove(stream, session, form.get("factor", ""))
                return redirect(f"{path_of(stream.code)}/host/factor", 303)
    except Refused as refused:
        return _page(stream, session, refused)
    raise Refused("unknown_command")


# --- pages


def _enter(stream: Stream, session: HostSession, factor: Factor) -> AnyResponse:
    """Continue to the host's page; whoever was host already came to change the factors."""
    goes_on = "/factor" if session.is_proven else ""
    response = redirect(f"{path_of(stream.code)}/host{goes_on}", 303)
    let_in(response, stream, session)
    return response


def _after_enrolling(stream: Stream, session: HostSession, codes: list[str]) -> AnyResponse:
    if codes:
        response: AnyResponse = _codes_page(stream, codes)
    else:
        response = redirect(f"{path_of(stream.code)}/host/factor", 303)
    let_in(response, stream, session)
    return response


def _codes_page(stream: Stream, codes: list[str]) -> Response:
    return _render(stream, "codes", codes=codes)


def _page(stream: Stream, session: HostSession, refused: Refused | None = None) -> Response:
    factors, place = factors_of(stream), place_here()
    shown: dict[str, Any] = {"sorry": refused.message if refused else ""}
    view = "present"
    if not factors or session.is_fresh:
        view = "manage" if factors else "enrol"
        secret = second_factor.new_secret()
        address = second_factor.address_of_secret(secret, stream.title)
        spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
        shown |= {
            "secret": spaced,
            "setup": signer("app").dumps([stream.code, TOTP, secret]),
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


def _read_setup(stream: Stream, setup: str, kind: str) -> str:
    code, of, secret = read_signed("app", setup, "factor_code")
    if (code, of) != (stream.code, kind):
        raise Refused("not_allowed", why="factor_code")
    return str(secret)

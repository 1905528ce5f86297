"""QR codes of the gathering's addresses, black on white with a quiet zone, also in the dark theme."""

from collections.abc import Callable
from hashlib import sha256

from flask import Blueprint, Response, jsonify, make_response, request

from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.proceedings.qr import png_of, svg_of
from openspace.web.errors import status_of
from openspace.web.shell import base_url, gathering_or_404

bp = Blueprint("qr", __name__)

PLACES = {"": "", "wall": "/wall", "invitation": "/invitation", "proceedings": "/proceedings"}


@bp.get("/<code>/qr")
@bp.get("/<code>/qr.svg")
def svg(code: str) -> Response:
    return _answer(code, "image/svg+xml", lambda address: svg_of(address).encode())


@bp.get("/<code>/qr.png")
def png(code: str) -> Response:
    return _answer(code, "image/png", png_of)


def _answer(code: str, media_type: str, draw: Callable[[str], bytes]) -> Response:
    try:
        address = address_of(gathering_or_404(code), request.args.get("to", ""))
    except Refused as refused:
        error = refused.as_error()
        return make_response(jsonify(error=error), status_of(error))
    response = make_response(draw(address))
    response.content_type = media_type
    # The address may change with the network of this computer.
    response.headers["Cache-Control"] = "public, max-age=60"
    response.set_etag(sha256(address.encode()).hexdigest()[:16])
    response.make_conditional(request)
    return response


def address_of(gathering: Gathering, to: str = "") -> str:
    """Return the address that a QR code opens: the gathering, or `wall`, `invitation`, `room-A`, `s-1F`,
    `proceedings`.

    Raises Refused (`unknown_room`, `unknown_session`, `unknown_place`).
    """
    return f"{base_url()}/{gathering.code}{_path(gathering, to)}"


def _path(gathering: Gathering, to: str) -> str:
    if to in PLACES:
        return PLACES[to]
    kind, _, which = to.partition("-")
    if kind == "room":
        return f"/rooms/{_letter(gathering, which)}"
    if kind == "s":
        session = gathering.session_by_code(which)
        if session is None:
            raise Refused("unknown_session", why="code")
        return f"/s/{session['code']}"
    raise Refused("unknown_place")


def _letter(gathering: Gathering, wanted: str) -> str:
    for room in gathering.rooms:
        if str(room["letter"]).casefold() == wanted.casefold() != "":
            return str(room["letter"])
    raise Refused("unknown_room", why="letter")

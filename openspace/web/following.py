"""The code with which a companion follows somebody, and what they see (`domain/followings.py`).

The code is made from its row with the ledger's secret, so neither the store nor the log has it. A wrong one
is delayed like a wrong key.
"""

from hashlib import sha256
from hmac import compare_digest, new
from typing import Any

from flask import Blueprint, Response, jsonify

from openspace.domain.followings import followed_by, open_offers, valid_until
from openspace.domain.gathering import Gathering
from openspace.domain.private_tables import Following
from openspace.domain.refusals import Refused
from openspace.domain.rules.followings import Follow
from openspace.web.json_bodies import json_body, text_in
from openspace.web.me import require_person
from openspace.web.services import services
from openspace.web.shell import gathering_or_404, slow_down_failures

bp = Blueprint("following", __name__)

_DIGITS = 8


@bp.get("/api/<code>/following")
def following(code: str) -> Response:
    """Return `{code, until, following}`: the caller's own code while it is valid, and whom they follow."""
    gathering, _, person = require_person(code)
    return _answer(gathering, person)


@bp.post("/api/<code>/following")
def follow(code: str) -> tuple[Response, int]:
    """Follow the person who gave `{code}`."""
    gathering, viewer, person = require_person(code)
    given = "".join(filter(str.isdecimal, text_in(json_body(), "code") or ""))
    svc = services()
    svc.commands.count(gathering.code, viewer)
    with slow_down_failures("unknown_code"):
        command = Follow(following=_row_with(gathering, given)["id"])
        svc.commands.ask(gathering.code, viewer, command)
    return _answer(gathering_or_404(code), person), 201


def _row_with(gathering: Gathering, given: str) -> Following:
    """Return the row that the code is for. Raises Refused."""
    for row in open_offers(gathering, services().clock.now()):
        if compare_digest(_code_of(gathering, row).encode(), given.encode()):
            return row
    raise Refused("unknown_code")


def _answer(gathering: Gathering, person: str) -> Response:
    mine = [r for r in open_offers(gathering, services().clock.now()) if r["person"] == person]
    offered: dict[str, Any] = {"code": None, "until": None}
    for row in mine:
        until = valid_until(row).isoformat(timespec="milliseconds")
        offered = {"code": _code_of(gathering, row), "until": until}
    response = jsonify(**offered, following=followed_by(gathering, person))
    response.headers["Cache-Control"] = "no-store"
    return response


def _code_of(gathering: Gathering, row: Following) -> str:
    """Return the digits of the row's code. Ids are used again after a backup is restored, times are not."""
    about = f"follow {gathering.code} {row['id']} {row['at']}"
    digest = new(services().ledger.secret(), about.encode(), sha256).digest()
    return f"{int.from_bytes(digest) % 10**_DIGITS:0{_DIGITS}}"

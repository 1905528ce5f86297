"""The host's list of who plans to come. It is fetched, and not a part of the state (`domain/coming.py`)."""

from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest, new
from typing import Any

from flask import Blueprint, Response, jsonify

from openspace.domain.audience import PUBLIC
from openspace.domain.coming import counts, listed
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.coming import (
    AnswerAccess,
    PlanToCome,
    RemoveNewPlans,
    RemovePlan,
    plan_columns,
)
from openspace.domain.rules.people import Join
from openspace.domain.text import LIMITS
from openspace.domain.viewer import Viewer
from openspace.web.coming import personal_link, refuse_new_plan
from openspace.web.json_bodies import json_body, text_in
from openspace.web.services import services
from openspace.web.shell import caller, gathering_or_404

bp = Blueprint("plans", __name__)


@bp.get("/api/<code>/plans")
def plans(code: str) -> Response:
    response = jsonify(_seen(_gathering_as_host(code)))
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/api/<code>/plans")
def change(code: str) -> tuple[Response, int]:
    """`{plan, arranged}` answers what somebody needs. `{plan, removed: true}` removes a plan, and
    `{new_removed: true}` those that cannot be read yet. `{places?, name?, access?}` plans for somebody
    without a phone, and returns their personal link."""
    gathering, body = _gathering_as_host(code), json_body()
    ask, host = services().commands.ask, caller(gathering, "host")
    planned = _planned(body)
    arranged = _typed(body, "arranged", "line")
    if body.get("new_removed") is True:
        ask(gathering.code, host, RemoveNewPlans())
        return jsonify(_seen(_gathering_as_host(code))), 200
    if "plan" not in body:
        return jsonify(url=_plan_for(gathering, planned)), 201
    plan = _plan_of(gathering, text_in(body, "plan") or "")
    if body.get("removed") is True:
        ask(gathering.code, host, RemovePlan(plan=plan))
    else:
        ask(gathering.code, host, AnswerAccess(plan=plan, arranged=arranged))
    return jsonify(_seen(_gathering_as_host(code))), 200


def _gathering_as_host(code: str) -> Gathering:
    """Return the gathering if the caller is its host. Raises Refused."""
    gathering = gathering_or_404(code)
    if caller(gathering, "host").role != "host":
        raise Refused("not_allowed", why="host_only")
    return gathering


def _seen(gathering: Gathering) -> dict[str, Any]:
    of, (rows, new_ones) = counts(gathering), listed(gathering, services().clock.now())
    return {
        "coming": of.coming,
        "waiting": of.waiting,
        "places": of.most,
        "new": new_ones,
        "plans": [
            {
                "plan": _opaque(gathering.code, row["id"]),
                **{name: row[name] for name in ("places", "name", "access", "arranged", "waiting")},
            }
            for row in rows
        ],
    }


def _planned(body: Mapping[str, Any]) -> PlanToCome:
    """Return what is to be planned, checked also where the body asks for something else. Raises Refused."""
    places = body.get("places", 1)
    if not isinstance(places, int) or isinstance(places, bool):
        raise Refused("malformed", why="number", key="places")
    name, access = _typed(body, "name", "name"), _typed(body, "access", "line")
    command = PlanToCome(places=places, name=name, access=access)
    plan_columns(command)
    return command


def _typed(body: Mapping[str, Any], key: str, kind: str) -> str:
    """Return a text of the body, whose length the description of the API limits as it is sent. Raises
    Refused."""
    typed = text_in(body, key) or ""
    if len(typed) > LIMITS[kind]:
        raise Refused("too_long", field=key, limit=LIMITS[kind], length=len(typed))
    return typed


def _plan_for(gathering: Gathering, command: PlanToCome) -> str:
    refuse_new_plan(gathering)
    code, ask = gathering.code, services().commands.ask
    word = gathering.info["joining_word"] or ""
    person = str(ask(code, PUBLIC, Join(word=word))["person"])
    ask(code, Viewer("person", person), command)
    return personal_link(code, person)


def _opaque(code: str, id: str) -> str:
    """Return an id of the plan that reveals neither when it was made nor after which."""
    return new(services().ledger.secret(), f"plan {code} {id}".encode(), sha256).hexdigest()[:24]


def _plan_of(gathering: Gathering, opaque: str) -> str:
    """Return the id of a plan that the host may read. Raises Refused."""
    rows, _ = listed(gathering, services().clock.now())
    for row in rows:
        if compare_digest(_opaque(gathering.code, row["id"]).encode(), opaque.encode()):
            return row["id"]
    raise Refused("unknown_plan")

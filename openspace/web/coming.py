"""“I plan to come”, as a page without scripts: with the cookie of this browser, or with a personal link.

Who plans here becomes a person as by joining, so on the day the same browser is that person. The link shows
and changes the plan, and nothing else of the person. It works until they end their other devices.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.audience import PUBLIC
from openspace.domain.coming import counts, is_removed, plan_of
from openspace.domain.gathering import Gathering
from openspace.domain.needs import unmet_need
from openspace.domain.phases import CLOSED, has_ended, phase_at
from openspace.domain.private_tables import AttendancePlan
from openspace.domain.refusals import Refused
from openspace.domain.rules.coming import MOST_PLACES, CancelComing, PlanToCome, plan_columns
from openspace.domain.rules.doors import refuse_at_the_door
from openspace.domain.rules.people import Join
from openspace.domain.settings import setting
from openspace.domain.viewer import Viewer
from openspace.languages.text import _
from openspace.proceedings.invitation import invitation_of
from openspace.proceedings.qr import svg_of
from openspace.service.retention import promised
from openspace.web.cookies import set_cookie
from openspace.web.errors import status_of
from openspace.web.form_pages import private_page
from openspace.web.identity import is_same_person, joining_hash
from openspace.web.selfcheck import data_uri_of
from openspace.web.services import services
from openspace.web.shell import base_url, gathering_or_404, slow_down_failures, viewer_of
from openspace.web.signed_links import token_of, values_of

bp = Blueprint("coming", __name__)

_PLAN = "plan to come"


@bp.get("/<code>/plan")
def page(code: str) -> Response:
    gathering = gathering_or_404(code)
    viewer = _viewer(gathering)
    plan = plan_of(gathering, viewer.person) if viewer.person else None
    response = _page(gathering, viewer, plan)
    if plan is None and _why_not(gathering):
        response.status_code = 409
    return response


@bp.post("/<code>/plan")
def change(code: str) -> AnyResponse:
    """Plan to come, change the plan, or with `do=cancel` take it back. What was typed is shown again if it is
    refused."""
    gathering = gathering_or_404(code)
    viewer = _viewer(gathering)
    is_cancelled = request.form.get("do") == "cancel"
    joined = ""
    try:
        if is_cancelled:
            _cancel(gathering, viewer)
        else:
            joined = _plan(gathering, viewer)
    except Refused as refused:
        plan = plan_of(gathering, viewer.person) if viewer.person else None
        is_late = refused.code == "not_now"
        problem = _why_not(gathering) or refused.message if is_late else refused.message
        response = _page(gathering, viewer, plan, problem)
        response.status_code = status_of(refused.as_error())
        return response
    if is_cancelled:
        return redirect(url_for("invitation.page", code=gathering.code), 303)
    to = url_for("coming.page", code=gathering.code, link=request.args.get("link"))
    response = make_response(redirect(to, 303))
    if joined:
        token = services().identity.person_token(gathering.code, joined)
        set_cookie(response, request, gathering.code, "person", token)
    return response


def personal_link(code: str, person: str) -> str:
    ledger = services().ledger
    joined = joining_hash(ledger.load(code), person)
    token = token_of(_PLAN, code, person, ledger.generation(code, person).devices, joined)
    return f"{base_url()}{url_for('coming.page', code=code, link=token)}"


def _viewer(gathering: Gathering) -> Viewer:
    """Return whom the personal link names, or else whom the cookie names. Raises Refused."""
    if "link" not in request.args:
        return viewer_of(gathering, "person")
    with slow_down_failures():
        return Viewer("person", _person_of(gathering, request.args["link"]))


def _person_of(gathering: Gathering, token: str) -> str:
    code, person, generation, joined = values_of(_PLAN, token, "plan_link")
    if (
        code != gathering.code
        or not is_same_person(gathering, person, joined)
        or generation < services().ledger.generation(gathering.code, person).devices
    ):
        raise Refused("not_allowed", why="plan_link")
    return str(person)


def _is_of_somebody_else(gathering: Gathering, viewer: Viewer) -> bool:
    """Return whether this browser has not joined as the person whom the link names. Whoever gives others such
    a link would read what they write."""
    return "link" in request.args and viewer_of(gathering, "person") != viewer


def _plan(gathering: Gathering, viewer: Viewer) -> str:
    """Return the id of the person who joined by planning; "" if they joined before. Raises Refused."""
    command = _typed()
    plan_columns(command)  # before anybody joins for it
    commands = services().commands
    if viewer.person is None:
        refuse_new_plan(gathering)
        word = request.form.get("word", "")
        with slow_down_failures("wrong_word"):
            refuse_at_the_door(gathering.info, word)
        services().limiter.plan(gathering.code)
        commands.count_join(gathering)
        person = str(commands.ask(gathering.code, PUBLIC, Join(word=word))["person"])
    else:
        person = viewer.person
        commands.count(gathering.code, viewer)
    commands.ask(gathering.code, Viewer("person", person), command)
    return "" if person == viewer.person else person


def _cancel(gathering: Gathering, viewer: Viewer) -> None:
    services().commands.count(gathering.code, viewer)
    services().commands.ask(gathering.code, viewer, CancelComing())


def _typed() -> PlanToCome:
    places = request.form.get("places", "1").strip()
    # A number that is none is refused like one that is too large.
    number = int(places) if places.isascii() and places.isdigit() and len(places) < 4 else 0
    form = request.form
    return PlanToCome(places=number, name=form.get("name", ""), access=form.get("access", ""))


def refuse_new_plan(gathering: Gathering) -> None:
    """Raise Refused if nobody can plan to come, or not any more."""
    refused = _refusal(gathering)
    if refused:
        raise refused


def _refusal(gathering: Gathering) -> Refused | None:
    unmet = unmet_need(gathering, PlanToCome.needs, PUBLIC, {"gathering": gathering.code})
    return Refused(unmet.refusal.code, **unmet.refusal.parameters) if unmet else None


def _why_not(gathering: Gathering) -> str:
    """Return why nobody can plan to come, or not any more; "" while people can. The invitation that
    somebody opened before still has the button."""
    refused = _refusal(gathering)
    if refused and has_ended(gathering.info, services().clock.now()):
        return _("This gathering is over.")
    return refused.message if refused else ""


def _page(
    gathering: Gathering, viewer: Viewer, plan: AttendancePlan | None, problem: str = ""
) -> Response:
    info = gathering.info
    link = personal_link(gathering.code, viewer.person) if plan and viewer.person else ""
    typed: Mapping[str, Any] = request.form if problem else (plan or {})
    response = private_page(
        render_template(
            "plan.html",
            it=invitation_of(gathering, base_url()),
            plan=plan,
            typed={name: typed.get(name, "") for name in ("places", "name", "access", "word")},
            problem=problem,
            counts=counts(gathering),
            most=MOST_PLACES,
            link=link,
            is_removed=viewer.person is not None and is_removed(gathering, viewer.person),
            is_others=_is_of_somebody_else(gathering, viewer),
            qr=data_uri_of(svg_of(link)) if link else "",
            asks_word=viewer.person is None and setting(info, "joining") == "word",
            why_not=_why_not(gathering),
            has_ended=has_ended(info, services().clock.now()),
            is_over=phase_at(info, services().clock.now()) == CLOSED,
            kept=promised(services().ledger, gathering.code)["people_gone_on"],
        )
    )
    return response

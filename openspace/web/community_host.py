"""The pages of a community's host: forms that work without scripts."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.audience import HOST, see_about, see_rows
from openspace.domain.command import Command
from openspace.domain.community.briefs import MakeBrief
from openspace.domain.community.entries import HidePart
from openspace.domain.community.rules import AcceptGathering, EditCommunity, RemoveGathering
from openspace.domain.community.stream import Community
from openspace.domain.community.touch import RemoveContact
from openspace.domain.host_actions import SIGNED_OUT
from openspace.domain.refusals import Refused
from openspace.service.communities import asking, gatherings_of
from openspace.web.cookies import delete_cookie, set_cookie
from openspace.web.form_pages import private_page
from openspace.web.opening import check_server_key, log_in_host, new_community
from openspace.web.second_step import needs_second_step
from openspace.web.services import services
from openspace.web.shell import (
    base_url,
    community_or_404,
    is_local_request,
    keep_host_action,
    slow_down_failures,
    viewer_of,
)
from openspace.web.shelves import entry_of
from openspace.web.stream_api import sign_in

bp = Blueprint("community_host", __name__)

_TEXTS = ("name", "about", "for_whom", "contact", "controller")


@bp.get("/new-community")
def new() -> Response:
    return _new_page({}, "")


@bp.post("/new-community")
def open_it() -> Response:
    """Open the community that the form describes, and show its host key once. A form that is refused is shown
    again as it was filled in."""
    form = request.form
    given = {name: form.get(name, "") for name in (*_TEXTS, "slug")}
    try:
        if not is_local_request():
            with slow_down_failures():
                check_server_key(form.get("server_key", "").strip())
        community, links = new_community({**given, "listed": "listed" in form})
    except Refused as refused:
        response = _new_page(given, refused.message)
        response.status_code = 400
        return response
    response = private_page(
        render_template("community_opened.html", it=community.info, links=links)
    )
    log_in_host(response, community.code, links["host_key"])
    return response


@bp.get("/c/<slug>/host")
def page(slug: str) -> AnyResponse:
    community = community_or_404(slug)
    if needs_second_step(community):
        return redirect(f"/c/{community.slug}/host/factor", 303)
    return _host_page(community)


@bp.post("/c/<slug>/host")
def act(slug: str) -> AnyResponse:
    """Do what the form asks for, and show the page again. `do` names the form."""
    community, form = community_or_404(slug), request.form
    here = redirect(f"/c/{community.slug}/host", 303)
    do = form.get("do", "")
    if do == "sign_in":
        return _sign_in(community, form.get("host_key", "").strip())
    if do == "sign_out":
        keep_host_action(community.code, viewer_of(community, "host"), SIGNED_OUT)
        delete_cookie(here, request, community.code, "host")
        return here
    viewer = viewer_of(community, "host")
    if viewer.role != "host":
        raise Refused("not_allowed", why="host_only")
    try:
        made = services().commands.ask(community.code, viewer, _command(do, form))
    except Refused as refused:
        return _host_page(community, refused.message, form.to_dict(), 400)
    if do == "make_brief":
        return redirect(f"/c/{community.slug}/briefs/{made['brief']}/edit", 303)
    return here


def _command(do: str, form: Any) -> Command:
    match do:
        case "edit":
            texts = {name: form[name] for name in _TEXTS if name in form}
            return EditCommunity(**texts, listed="listed" in form)
        case "accept":
            return AcceptGathering(code=form.get("code", ""))
        case "remove":
            return RemoveGathering(code=form.get("code", ""))
        case "remove_contact":
            return RemoveContact(contact=form.get("contact", ""))
        case "make_brief":
            return MakeBrief(title=form.get("title", ""))
        case "hide" | "show":
            reason = form.get("reason", "")
            return HidePart(part=form.get("part", ""), hidden=do == "hide", reason=reason)
    raise Refused("unknown_command")


def _sign_in(community: Community, host_key: str) -> AnyResponse:
    try:
        with slow_down_failures():
            token = sign_in(lambda identity: identity.host_token(community.code, host_key))
    except Refused as refused:
        return _host_page(community, refused.message, status=403)
    response = redirect(f"/c/{community.slug}/host", 303)
    set_cookie(response, request, community.code, "host", token)
    return response


def _host_page(
    community: Community, sorry: str = "", given: dict[str, str] | None = None, status: int = 200
) -> Response:
    """Return the forms for the host, or the form for the key. `given`: what a refused form contained."""
    is_host = viewer_of(community, "host").role == "host"
    shown: dict[str, Any] = {"name": community.info["name"], "slug": community.slug, "sorry": sorry}
    if is_host:
        ledger = services().ledger
        agreed = gatherings_of(community, ledger)
        codes = {one.code for one in agreed}
        shown |= {
            "it": {**see_about(community, HOST), **(given or {})},
            "agreed": [entry_of(one) for one in sorted(agreed, key=lambda one: one.first_day)],
            "asking": [entry_of(one) for one in asking(community, ledger)],
            "waiting": [
                row["id"] for row in community.series if row["id"] not in codes | _kept(community)
            ],
            "contacts": see_rows(community, "contacts", HOST),
            "parts": [
                (community.entry(part["entry"]), part)
                for part in see_rows(community, "parts", HOST)
            ],
            "briefs": see_rows(community, "briefs", HOST)[::-1],
            "url": f"{base_url()}/c/{community.slug}",
        }
    return private_page(render_template("community_host.html", is_host=is_host, **shown), status)


def _kept(community: Community) -> set[str]:
    return {row["id"] for row in community.series if row["kept"]}


def _new_page(given: dict[str, str], sorry: str) -> Response:
    return private_page(
        render_template(
            "community_new.html", it=given, sorry=sorry, needs_key=not is_local_request()
        )
    )

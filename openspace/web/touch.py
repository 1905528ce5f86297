"""Pages to keep in touch with a community, without scripts and without an account
(docs/decisions/0047-touch.md)."""

from secrets import token_hex
from typing import Any, cast

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.audience import PUBLIC, see_about
from openspace.domain.command import Command
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import Companion
from openspace.domain.community.touch import (
    AgreeToMeet,
    DropCompanion,
    PutCompanion,
    PutContact,
    RemoveContact,
    contacts_for,
    has_others,
)
from openspace.domain.refusals import Refused
from openspace.domain.viewer import HOST
from openspace.web.errors import status_of
from openspace.web.form_pages import private_page
from openspace.web.repertoire import entries_of
from openspace.web.services import services
from openspace.web.shell import base_url, community_or_404, slow_down_failures
from openspace.web.signed_links import token_of, values_of

bp = Blueprint("touch", __name__)

_TOUCH = "touch link"

CONTACTS, COMPANIONS = "contacts", "companions"


@bp.route("/c/<slug>/write-to-me", methods=["GET", "POST"])
def write_to_me(slug: str) -> AnyResponse:
    """Let the community write to somebody."""
    community = community_or_404(slug)
    if request.method == "GET":
        return _form(community)
    command = PutContact(contact=request.form.get("contact", ""), key=token_hex(8))
    return _made(community, CONTACTS, command)


@bp.route("/c/<slug>/repertoire/<entry>/together", methods=["GET", "POST"])
def together(slug: str, entry: str) -> AnyResponse:
    """Say that one wants to work with others on an entry."""
    community = community_or_404(slug)
    shown = next((one for one in entries_of(community) if one.entry["id"] == entry), None)
    if shown is None:
        raise Refused("unknown_entry")
    if request.method == "GET":
        return _form(community, entry=shown.entry)
    contact = request.form.get("contact", "")
    command = PutCompanion(entry=entry, contact=contact, key=token_hex(8))
    return _made(community, COMPANIONS, command, entry=shown.entry)


@bp.get("/c/<slug>/touch/<token>")
def kept(slug: str, token: str) -> Response:
    """Return what the link opens: one's own contact, and the contacts of those who agreed both ways."""
    community = community_or_404(slug)
    return _page(community, token, *_read(community, token))


@bp.post("/c/<slug>/touch/<token>")
def act(slug: str, token: str) -> AnyResponse:
    community = community_or_404(slug)
    table, row = _read(community, token)
    do = request.form.get("do", "")
    try:
        services().commands.count(community.code, PUBLIC)
        services().commands.ask(community.code, HOST, _command(table, row, do))
    except Refused as refused:
        return _page(community, token, table, row, refused)
    if do == "remove":
        html = render_template("touch/removed.html", community=see_about(community, PUBLIC))
        return private_page(html)
    return redirect(f"/c/{slug}/touch/{token}", 303)


def _command(table: str, row: Any, do: str) -> Command:
    contact = request.form.get("contact", "")
    match table, do:
        case "contacts", "save":
            return PutContact(id=row["id"], contact=contact, key=row["key"])
        case "contacts", "remove":
            return RemoveContact(contact=row["id"])
        case "companions", "save":
            return PutCompanion(id=row["id"], entry=row["entry"], contact=contact, key=row["key"])
        case "companions", "agree":
            return AgreeToMeet(id=row["id"])
        case "companions", "remove":
            return DropCompanion(id=row["id"])
    raise Refused("unknown_command")


def _made(
    community: Community, table: str, command: PutContact | PutCompanion, **page: Any
) -> AnyResponse:
    try:
        # Not counted with the links, so that a flood of forms stops no link.
        services().limiter.contact(community.code)
        made = services().commands.ask(community.code, HOST, command)
    except Refused as refused:
        return _form(community, refused, **page)
    token = token_of(_TOUCH, community.slug, table, made["id"], command.key)
    return redirect(f"/c/{community.slug}/touch/{token}", 303)


def _form(community: Community, refused: Refused | None = None, entry: Any = None) -> Response:
    html = render_template(
        "touch/form.html",
        community=see_about(community, PUBLIC),
        entry=entry,
        contact=request.form.get("contact", ""),
        sorry=refused.message if refused else "",
    )
    return private_page(html, status_of(refused.as_error()) if refused else 200)


def _page(
    community: Community, token: str, table: str, row: Any, refused: Refused | None = None
) -> Response:
    entry = community.entry(row["entry"]) if table == COMPANIONS else None
    companion = cast(Companion, row)
    html = render_template(
        "touch/kept.html",
        community=see_about(community, PUBLIC),
        entry=entry,
        contact=request.form.get("contact", row["contact"]),
        met=contacts_for(community, companion) if entry else (),
        asks=bool(entry and has_others(community, companion)),
        has_agreed=bool(entry and row["agreed_with"]),
        address=f"{base_url()}/c/{community.slug}/touch/{token}",
        sorry=refused.message if refused else "",
    )
    return private_page(html, status_of(refused.as_error()) if refused else 200)


def _read(community: Community, token: str) -> tuple[str, Any]:
    """Return the table and the row of the link. Raises Refused (`not_allowed`) if there is none."""
    with slow_down_failures():
        slug, table, id, key = values_of(_TOUCH, token, "offers_link")
        row = community.row(table, id) if slug == community.slug else None
        if row is None or row["key"] != key:
            raise Refused("not_allowed", why="offers_link")
    return table, row

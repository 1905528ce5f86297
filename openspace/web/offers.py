"""Pages on which an author offers a note to the repertoire, and agrees a week later, without scripts.

The link of an offer needs no account and no cookie, works as long as the community exists, and contains no
person. It is signed with the ledger's secret for one offer.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.audience import see_row
from openspace.domain.change import Row
from openspace.domain.command import Command
from openspace.domain.community.entries import DropPart, PutPart, part_of_offer
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import Part
from openspace.domain.gathering import Gathering
from openspace.domain.private_tables import Offer
from openspace.domain.refusals import Refused
from openspace.domain.repertoire import COLUMNS, KINDS, LABELS, asked_again_at, checked
from openspace.domain.rules.offers import OfferByLink, OfferEntry
from openspace.domain.viewer import HOST, PUBLIC
from openspace.languages.formats import sort_key
from openspace.languages.text import _
from openspace.ledger.port import UnknownGathering
from openspace.proceedings import reminder_ics
from openspace.proceedings.qr import svg_of
from openspace.service.communities import community_of
from openspace.web.errors import status_of
from openspace.web.form_pages import private_page
from openspace.web.selfcheck import data_uri_of
from openspace.web.services import services
from openspace.web.shell import (
    base_url,
    community_or_404,
    gathering_or_404,
    slow_down_failures,
    viewer_of,
)
from openspace.web.shelves import readable_days
from openspace.web.signed_links import token_of, values_of

bp = Blueprint("offers", __name__)

_OFFER = "offer link"


# --- offering a note


@bp.get("/<code>/keep/<note>")
def form(code: str, note: str) -> Response:
    """Return the form for a note of the person who asks."""
    gathering = gathering_or_404(code)
    own = _own_note(gathering, note)
    person = viewer_of(gathering, "person").person
    mine = (
        row for row in gathering.rows("offers") if (row["note"], row["person"]) == (note, person)
    )
    found: Row | None = next(mine, None)
    kind = own["kind"] if own["kind"] in KINDS else "practice"
    return _form(gathering, own, found or {"kind": kind, "practice": own["text"]})


@bp.post("/<code>/keep/<note>")
def offer(code: str, note: str) -> AnyResponse:
    gathering = gathering_or_404(code)
    own, viewer = _own_note(gathering, note), viewer_of(gathering, "person")
    typed = {name: request.form.get(name, "") for name in (*COLUMNS, "entry")}
    try:
        services().commands.count(gathering.code, viewer)
        done = services().commands.ask(gathering.code, viewer, OfferEntry(note=note, **typed))
    except Refused as refused:
        return _form(gathering, own, typed, refused)
    gathering = gathering_or_404(code)
    row = gathering.row("offers", done["offer"])
    if row is None:
        raise Refused("unknown_offer")
    return redirect(_address(_community_of(gathering), gathering.code, row), 303)


def _form(gathering: Gathering, note: Row, it: Row, refused: Refused | None = None) -> Response:
    community = _community_of(gathering)
    entries = sorted(community.entries, key=lambda entry: sort_key(entry["title"]))
    html = render_template(
        "repertoire/offer.html",
        about=gathering.info,
        community=community.info,
        note=note,
        it=it,
        entries=entries,
        kinds=KINDS,
        labels=LABELS,
        sorry=refused.message if refused else "",
    )
    return private_page(html, status_of(refused.as_error()) if refused else 200)


def _own_note(gathering: Gathering, note: str) -> Row:
    viewer = viewer_of(gathering, "person")
    if viewer.person is None:
        raise Refused("not_allowed", why="nobody_joined")
    seen = see_row(gathering, "notes", note, viewer)
    if seen is None:
        raise Refused("unknown_note")
    if not seen.get("mine"):
        raise Refused("not_yours", why="note")
    return seen


def _community_of(gathering: Gathering) -> Community:
    community = community_of(services().ledger, gathering.code)
    if community is None:
        raise Refused("not_now", why="no_community")
    return community


# --- the link of an offer


@dataclass(frozen=True)
class _Kept:
    """What a link opens: the offer while the gathering has its people, and the part of the community."""

    community: Community
    code: str
    offer: str
    at: str
    row: Offer | None
    part: Part | None

    @property
    def texts(self) -> dict[str, str]:
        found: Any = self.row or self.part or {}
        return {name: str(found[name]) for name in COLUMNS}


@bp.get("/c/<slug>/kept/<token>")
def kept(slug: str, token: str) -> Response:
    """Return the page of the author, who can agree, change the texts, and take them back."""
    return _page(slug, token, _read(slug, token))


@bp.post("/c/<slug>/kept/<token>")
def act(slug: str, token: str) -> AnyResponse:
    it, do = _read(slug, token), request.form.get("do", "")
    if do not in ("save", "agree", "take_back"):
        raise Refused("unknown_command")
    typed = {name: request.form[name] for name in COLUMNS if name in request.form}
    try:
        services().commands.count(it.community.code, PUBLIC)
        if it.row:
            command = OfferByLink(offer=it.offer, at=it.at, do=do, texts=typed)
            services().commands.ask(it.code, PUBLIC, command)
        else:
            services().commands.ask(it.community.code, HOST, _for_part(it, do, typed))
    except Refused as refused:
        return _page(slug, token, it, refused, typed)
    if do == "take_back":
        html = render_template("repertoire/taken_back.html", community=it.community.info)
        return private_page(html)
    return redirect(f"/c/{slug}/kept/{token}?done={do}", 303)


@bp.get("/c/<slug>/kept/<token>/reminder.ics")
def reminder(slug: str, token: str) -> Response:
    """Return a calendar entry for the day on which the author is asked again."""
    it = _read(slug, token)
    day = asked_again_at(it.at).date()
    address = f"{base_url()}/c/{slug}/kept/{token}"
    title = _("Keep it for {community}?", community=it.community.info["name"])
    data = reminder_ics.write(title, day, address)
    response = Response(data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="asked-again.ics"'
    return response


def _for_part(it: _Kept, do: str, typed: dict[str, str]) -> Command:
    """Return the command for a part whose gathering has forgotten its people, or is gone."""
    part = it.part
    if part is None:
        raise Refused("unknown_offer")
    if do == "take_back":
        return DropPart(part=part["id"])
    columns = {name: str(part[name]) for name in _OF_PART} | checked(typed)  # type: ignore[literal-required]
    return PutPart(gathering=it.code, offer=it.offer, entry=part["entry"], **columns)


_OF_PART = (*COLUMNS, "gathering_title", "session", "session_title")


def _page(
    slug: str,
    token: str,
    it: _Kept,
    refused: Refused | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    day = asked_again_at(it.at)
    address = f"{base_url()}/c/{slug}/kept/{token}"
    agreed = bool(it.part or (it.row and it.row["agreed_at"]))
    html = render_template(
        "repertoire/kept.html",
        community=it.community.info,
        it={**it.texts, **(typed or {})},
        part=it.part,
        agreed=agreed,
        may_agree=not agreed and services().clock.moment() >= day,
        day=readable_days(day.date().isoformat(), day.date().isoformat()),
        address=address,
        here=f"/c/{slug}/kept/{token}",
        qr=data_uri_of(svg_of(address)),
        done=request.args.get("done", ""),
        kinds=KINDS,
        labels=LABELS,
        sorry=refused.message if refused else "",
    )
    return private_page(html, status_of(refused.as_error()) if refused else 200)


def _read(slug: str, token: str) -> _Kept:
    """Return what the link opens. Raises Refused (`not_allowed`) if it is not valid, or was taken back."""
    community = community_or_404(slug)
    with slow_down_failures():
        named, code, offer, at = values_of(_OFFER, token, "offers_link")
        row = _offer(code, offer, at)
        part = part_of_offer(community, code, offer)
        if named != community.slug or not (row or part):
            raise Refused("not_allowed", why="offers_link")
    return _Kept(community, code, offer, at, row, part)


def _offer(code: str, offer: str, at: str) -> Offer | None:
    try:
        row = services().ledger.load(code).row("offers", offer)
    except UnknownGathering:
        return None
    return row if row and row["at"] == at else None


def _address(community: Community, code: str, row: Offer) -> str:
    token = token_of(_OFFER, community.slug, code, row["id"], row["at"])
    return f"/c/{community.slug}/kept/{token}"

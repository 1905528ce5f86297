"""The home page: join with a code, a community's gatherings, set-up, and the self-test."""

import re
from dataclasses import replace
from itertools import chain
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from openspace.domain.community.slugs import slug_from, slug_of
from openspace.domain.community.stream import PREFIX
from openspace.domain.practice import LAW, MOTTO, PRINCIPLES, all_said, said
from openspace.languages.formats import sort_key, with_commas
from openspace.languages.known import for_gatherings
from openspace.languages.text import _, spoken
from openspace.ledger.port import UnknownGathering
from openspace.ledger.port_store import Check
from openspace.proceedings.qr import svg_of
from openspace.runtime import addresses
from openspace.service.isolation import isolated
from openspace.web.first_words import first_words
from openspace.web.language import choices_for_gatherings
from openspace.web.selfcheck import SelfCheck, capacity, data_uri_of, summary
from openspace.web.services import services
from openspace.web.shell import base_url, gathering_or_404, is_local_request, is_loopback
from openspace.web.shelves import Shelf, by_time, entry_of

bp = Blueprint("home", __name__)


@bp.get("/")
def home() -> str:
    """Return the page to join with a code, or to find a gathering in its community's list."""
    return _home_page()


@bp.route("/join", methods=["GET", "POST"])
def join() -> AnyResponse:
    """Redirect to the gathering of `code`, in any spelling. Otherwise show the form again with the input."""
    typed = request.values.get("code", "")
    code = _code_within(typed)
    if not code:
        sorry = _("Type the code that is on the wall or on the sheet: six letters and digits.")
        return make_response(_home_page(typed, sorry), 400)
    try:
        gathering = gathering_or_404(code)
    except UnknownGathering:
        sorry = _("No gathering here has the code “{code}”. Look at the wall once more?", code=code)
        return make_response(_home_page(typed, sorry), 404)
    return redirect(f"/{gathering.code}", 303)


@bp.get("/new")
def new() -> Response:
    """Return the set-up form. The server key, if one is needed, is never part of this page's address."""
    usual = {"principles": all_said(PRINCIPLES), "law": said(LAW), "motto": said(MOTTO)}
    page = {
        "needs_key": not is_local_request(),
        "base_url": base_url(),
        "usual": usual,
        "words": first_words(),
        "language": spoken().code if spoken().code in for_gatherings() else "",
        "languages": choices_for_gatherings(),
    }
    response = make_response(render_template("new.html", state={"page": page}))
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/selftest")
def selftest() -> Response:
    """Return the checks that a facilitator makes the evening before: server, address, and (in script) the
    browser."""
    address = f"{base_url()}/selftest"
    checked = _self_check().findings()
    if is_local_request():
        findings = [*checked, capacity(services().settings), _address_finding()]
    else:
        findings = [summary(checked), capacity(services().settings)]
    page = render_template(
        "selftest.html",
        findings=findings,
        address=address,
        qr=data_uri_of(svg_of(address)),
        plain=urlsplit(base_url()).scheme == "http",
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


# --- the lists


def _home_page(typed: str = "", sorry: str = "") -> str:
    return render_template("home.html", communities=_communities(), typed=typed, sorry=sorry)


def _communities() -> list[Shelf]:
    """Return the listed communities, each with its listed gatherings by day; then the gatherings of none."""
    shelves = {
        one.code.removeprefix(PREFIX): Shelf(str(one.title), one.code.removeprefix(PREFIX), [])
        for one in services().ledger.communities()
        if one.listed
    }
    for listing in services().ledger.listings(listed_only=True):
        with isolated(listing.code):
            name = str(listing.community).strip()
            slug = slug_of(name) if slug_of(name) in shelves else slug_from(name)
            if slug not in shelves:
                slug = slug_of(name)
                shelves.setdefault(slug, Shelf(name, slug, []))
            shelves[slug].entries.append(entry_of(listing))
    found = [
        replace(one, entries=list(chain(*by_time(one.entries).values())))
        for one in shelves.values()
    ]
    return sorted(found, key=lambda shelf: (not shelf.name, sort_key(shelf.name)))


# --- small things


def _code_within(typed: str) -> str:
    """Extract the code from the input, which may be a link, or contain spaces, dashes or lower case."""
    typed = typed.strip()
    if "/" in typed:
        path = urlsplit(typed if "//" in typed else f"//{typed}").path
        typed = next((part for part in path.split("/") if part), "")
    return re.sub(r"[^0-9A-Za-z]", "", typed).upper()[:12]


def _address_finding() -> Check:
    if is_loopback(urlsplit(base_url()).hostname):
        return Check(
            _("Address for phones"),
            False,
            _(
                "This computer has no address on a network. Join the Wi-Fi of the venue, then load this page "
                "again; or start with --public-url."
            ),
        )
    says = (
        _("Phones on the same network reach {address}.", address=base_url()),
        _other_addresses(),
    )
    return Check(_("Address for phones"), True, " ".join(filter(None, says)))


def _self_check() -> SelfCheck:
    here: SelfCheck = current_app.extensions.setdefault(
        "openspace.selfcheck", SelfCheck(services().settings, services().in_thread)
    )
    return here


def _other_addresses() -> str:
    """Return a sentence with further addresses, if this machine is in several networks and none was
    configured."""
    settings = services().settings
    if settings.public_url or is_loopback(settings.host):
        return ""
    port = urlsplit(base_url()).port
    others = [
        f"{address.ip}{f':{port}' if port else ''}{f' ({_(address.doubt)})' if address.doubt else ''}"
        for address in addresses.candidates()
        if address.ip != urlsplit(base_url()).hostname
    ]
    return _("Others to try: {addresses}.", addresses=with_commas(*others)) if others else ""

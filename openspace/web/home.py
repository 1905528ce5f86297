"""The home page: join with a code, a community's gatherings, set-up, and the self-test."""

import re
from dataclasses import dataclass
from datetime import UTC, date
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

from openspace.domain.listing import Listing
from openspace.domain.opening import LAW, MOTTO, PRINCIPLES
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.refusals import Refused
from openspace.ledger.port import UnknownGathering
from openspace.ledger.stores import Check
from openspace.proceedings import timetable
from openspace.proceedings.qr import svg_of
from openspace.runtime import addresses
from openspace.service.isolation import isolated
from openspace.web.selfcheck import SelfCheck, capacity, data_uri_of, summary
from openspace.web.shell import base_url, gathering_or_404, is_local_request, is_loopback, services

bp = Blueprint("home", __name__)

WHEN = ("now", "coming", "past")


@dataclass(frozen=True)
class Entry:
    """A gathering in a list. `when` is one of WHEN; `days` is readable text and may be empty."""

    about: Listing
    when: str
    days: str


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
        sorry = "Type the code that is on the wall or on the sheet: six letters and digits."
        return make_response(_home_page(typed, sorry), 400)
    try:
        gathering = gathering_or_404(code)
    except UnknownGathering:
        sorry = f"No gathering here has the code “{code}”. Look at the wall once more?"
        return make_response(_home_page(typed, sorry), 404)
    return redirect(f"/{gathering.code}", 303)


@bp.get("/c/<slug>")
def community(slug: str) -> str:
    """Return all listed gatherings of a community: current, coming, and past ones with their proceedings."""
    found = {name: entries for name, entries in _communities() if name and slug_of(name) == slug}
    if not found:
        raise Refused("unknown_community")
    name, entries = next(iter(found.items()))
    shelves = {when: [entry for entry in entries if entry.when == when] for when in WHEN}
    shelves["past"].reverse()
    return render_template("community.html", name=name, shelves=shelves)


@bp.get("/new")
def new() -> Response:
    """Return the set-up form. The server key, if one is needed, is never part of this page's address."""
    usual = {"principles": PRINCIPLES, "law": LAW, "motto": MOTTO}
    page = {
        "needs_key": not is_local_request(),
        "base_url": base_url(),
        "usual": usual,
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


def _communities() -> list[tuple[str, list[Entry]]]:
    """Return (name of the community or "", its listed gatherings by day), named communities first."""
    shelves: dict[str, list[Entry]] = {}
    for listing in services().ledger.listings(listed_only=True):
        with isolated(listing.code):
            shelves.setdefault(str(listing.community).strip(), []).append(_entry(listing))
    for entries in shelves.values():
        entries.sort(key=lambda entry: (entry.about.first_day, str(entry.about.title)))
    return sorted(shelves.items(), key=lambda shelf: (not shelf[0], shelf[0].casefold()))


def _entry(listing: Listing) -> Entry:
    first, last = listing.first_day, listing.last_day
    when = _when(listing.phase, first, last, _today(listing.timezone or "UTC"))
    return Entry(listing, when, readable_days(first, last))


def _when(phase: str, first: str, last: str, today: str) -> str:
    if phase in (HARVEST, CLOSED) or (last and last < today):
        return "past"
    if phase != "lobby" or (first and first <= today):
        return "now"
    return "coming"


def _today(timezone: str) -> str:
    where = timetable.zone(timezone) or UTC
    return services().clock.moment().astimezone(where).date().isoformat()


def readable_days(first: str, last: str) -> str:
    """Return `5 March 2026`, `5-7 March 2026`, or both ends in full. Return "" for empty or malformed
    dates."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return ""
    whole = f"{end.day} {end:%B %Y}"
    if start == end:
        return whole
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{whole}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {whole}"
    return f"{start.day} {start:%B %Y} – {whole}"


def slug_of(name: str) -> str:
    """Return the community's name for use in an address. Letters of every script are kept."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


bp.add_app_template_filter(slug_of, "slug")


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
            "Address for phones",
            False,
            "This computer has no address on a network. Join the Wi-Fi of the venue, then load "
            "this page again; or start with --public-url.",
        )
    says = f"Phones on the same network reach {base_url()}."
    return Check("Address for phones", True, says + _other_addresses())


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
        f"{address.ip}{f':{port}' if port else ''}{f' ({address.doubt})' if address.doubt else ''}"
        for address in addresses.candidates()
        if address.ip != urlsplit(base_url()).hostname
    ]
    return f" Others to try: {', '.join(others)}." if others else ""

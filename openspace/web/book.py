"""The proceedings in every format, and the agenda as a page that needs no script."""

import logging
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
)

from openspace.domain.refusals import Refused
from openspace.ledger.port import Ledger
from openspace.proceedings import archive, html, pages, proof
from openspace.proceedings.book import compile_book
from openspace.proceedings.formats import FORMATS, Format
from openspace.proceedings.worker import BENCH, WorkerFailed
from openspace.web.assets import asset, version_of
from openspace.web.editions import Wanted, wanted_edition
from openspace.web.shelf import Shelf
from openspace.web.shell import base_url, gathering_or_404, house, viewer_of

bp = Blueprint("book", __name__)
log = logging.getLogger(__name__)

_SEALED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox allow-same-origin"
)
"""What a downloaded page may do when somebody opens it here: show itself, and nothing else."""


@bp.get("/<code>/proceedings")
def read(code: str) -> Response:
    """The book to read and to print, with links to its other formats.

    `?edition=draft` is the book as it stands now; `?edition=N` an earlier version, for the host.
    """
    book = wanted_edition(gathering_or_404(code))
    return _known(book.key, "page") or _page(book)


@bp.get("/<code>/proceedings.<ending>")
def download(code: str, ending: str) -> Response:
    """The book as a file. Raises Refused (`unknown_format`) that says which ones there are."""
    gathering = gathering_or_404(code)
    wanted = FORMATS.get(ending.lower())
    if wanted is None:
        there = ", ".join(f".{one}" for one in FORMATS)
        raise Refused("unknown_format", f"The proceedings can be had as {there}.")
    book = wanted_edition(gathering)
    return _known(book.key, wanted.ending) or _file(book, wanted)


@bp.get("/<code>/proof.json")
def show_proof(code: str) -> Response:
    """What the book lacks and whom it will name, for the host. Raises Refused (`not_allowed`)."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering.code, "host").role != "host":
        raise Refused("not_allowed", "Only the facilitator sees what the book still lacks.")
    return jsonify(house().in_thread(lambda: proof.as_dict(gathering)))


@bp.get("/<code>/agenda")
def agenda(code: str) -> Response:
    gathering = gathering_or_404(code)
    key = str(gathering.seq)
    if known := _known(key, "agenda"):
        return known
    page = render_template("agenda.html", book=compile_book(gathering))
    return _keep(make_response(page), key, "agenda")


def _page(book: Wanted) -> Response:
    look = {
        "stylesheets": (asset("css/base.css"), asset("css/book.css")),
        "downloads": tuple(
            (one.name, f"/{book.today.code}/proceedings.{one.ending}{book.query}")
            for one in FORMATS.values()
        ),
        "icon": asset("favicon.svg"),
    }
    made = _from_shelf(book, "page", lambda: BENCH.make(html.page, book.compile(), *look.values()))
    return _keep(make_response(made), book.key, "page")


def _file(book: Wanted, wanted: Format) -> Response:
    response = make_response(_written(book, wanted))
    response.content_type = wanted.media_type
    title = file_name(book.today.about["title"]) or book.today.code
    version = f"-{book.name}" if book.edition else ""
    name = f"{title}-proceedings{version}.{wanted.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = _SEALED
    return _keep(response, book.key, wanted.ending)


def _written(book: Wanted, wanted: Format) -> bytes:
    """The file, from the shelf when nothing changed. Raises Refused (`busy`) when it took too long."""
    address, find = base_url(), _photo_finder(house().ledger, book.today.code)
    at_hand: dict[str, bytes] = {}
    if wanted.ending == "zip" and not _shelf().holds(_place(book, wanted.ending)):
        at_hand = _others(book)

    def make() -> bytes:
        compiled = book.compile(address, find)
        if wanted.ending == "pdf":  # in a process of its own
            return wanted.write(compiled)
        if wanted.ending == "zip":
            return BENCH.make(archive.write, compiled, at_hand)
        return BENCH.make(wanted.write, compiled)

    return _from_shelf(book, wanted.ending, make)


def _others(book: Wanted) -> dict[str, bytes]:
    """Every other format, from the shelf where it is there. The archive names what is missing."""
    made: dict[str, bytes] = {}
    for one in FORMATS.values():
        if one.ending != "zip":
            with suppress(Refused):
                made[one.ending] = _written(book, one)
    return made


def _from_shelf(book: Wanted, what: str, make: Callable[[], bytes]) -> bytes:
    """Made in a real thread where it is not there: it takes a while, and meanwhile people claim cells."""
    at_home = house()
    try:
        return _shelf().get(_place(book, what), lambda: at_home.in_thread(make), at_home.sleep)
    except WorkerFailed as failed:
        log.error("gathering %s: %s", book.today.code, failed)
        raise Refused(
            "busy",
            "This file could not be made just now. Please try again, or take another format.",
        ) from None


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions.setdefault("openspace.shelf", Shelf())
    return shelf


def _place(book: Wanted, what: str) -> tuple[str, str]:
    return book.today.code, _etag(book.key, what)


def _photo_finder(ledger: Ledger, code: str) -> Callable[[str], bytes | None]:
    def find(id: str) -> bytes | None:
        photo = ledger.photo(code, id)
        return photo.jpeg if photo else None

    return find


def file_name(title: str) -> str:
    """`title` as a file's name that every system takes: "Learning-together"; may be empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


# --- nothing is compiled or sent twice while nothing has changed


def _known(key: str, what: str) -> Response | None:
    if not request.if_none_match.contains_weak(_etag(key, what)):
        return None
    return _keep(Response(status=304), key, what)


def _keep(response: Response, key: str, what: str) -> Response:
    response.set_etag(_etag(key, what))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _etag(key: str, what: str) -> str:
    look = f"{current_app.config['ASSET_VERSION']}-{_templates_version()}"
    return f"{key}-{what}-{look}-{base_url()}"


@cache
def _templates_version() -> str:
    return version_of(pages.folder("templates"))

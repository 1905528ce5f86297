"""The proceedings in every format, and the agenda as a page without scripts."""

import gzip
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, current_app, make_response, request

from openspace.domain.refusals import Refused
from openspace.proceedings import checklist, html, pages
from openspace.proceedings.formats import FORMATS, Format
from openspace.proceedings.plain import file_name
from openspace.proceedings.render.cache import QUICK, SLOW
from openspace.proceedings.render.source import slim, write_from_source
from openspace.proceedings.render.worker import DOWNLOADS, RENDER_PROCESS, render_in_own_process
from openspace.web.assets import asset, version_of
from openspace.web.editions import RequestedEdition, requested_edition
from openspace.web.render_cache import render_cache, rendered
from openspace.web.sending import accepts_gzip
from openspace.web.shell import base_url, gathering_or_404, services, viewer_of

bp = Blueprint("book", __name__)

_QUICK = ("page", "agenda")

_DOWNLOAD_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox allow-same-origin"
)
"""Content-Security-Policy of a downloaded page that is opened in the browser: no scripts, nothing from
outside."""


@bp.get("/<code>/proceedings")
def read(code: str) -> Response:
    """Return the book as a page to read and print, with links to its other formats.

    `?edition=draft` selects the book as it is now, `?edition=N` an earlier version (host only).
    """
    book = requested_edition(gathering_or_404(code))
    return _not_modified(book.key, "page") or _page(book)


@bp.get("/<code>/proceedings.<ending>")
def download(code: str, ending: str) -> Response:
    """Return the book as a file. Raises Refused (`unknown_format`) with the available formats."""
    gathering = gathering_or_404(code)
    wanted = FORMATS.get(ending.lower())
    if wanted is None:
        raise Refused("unknown_format", choices=[f".{one}" for one in FORMATS])
    book = requested_edition(gathering)
    return _not_modified(book.key, wanted.ending) or _file(book, wanted)


@bp.get("/<code>/proof.json")
def show_checklist(code: str) -> Response:
    """Return what the book lacks and whom it will name, for the host. Raises Refused (`not_allowed`)."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering, "host").role != "host":
        raise Refused("not_allowed", why="proof")
    made = rendered(
        gathering.code,
        f"{gathering.seq}-proof",
        lambda: RENDER_PROCESS.make(checklist.as_json, slim(gathering)),
    )
    return Response(made, content_type="application/json")


@bp.get("/<code>/agenda")
def agenda(code: str) -> Response:
    gathering = gathering_or_404(code)
    book = RequestedEdition(gathering, None, services().ledger)
    if known := _not_modified(book.key, "agenda"):
        return known
    made = _render(book, "agenda", html.agenda, *_page_assets())
    return _packed(book, "agenda", made)


def _page(book: RequestedEdition) -> Response:
    downloads = tuple(
        (one.name, f"/{book.today.code}/proceedings.{one.ending}{book.query}")
        for one in FORMATS.values()
    )
    made = _render(book, "page", html.page, *_page_assets(), downloads)
    return _packed(book, "page", made)


def _page_assets() -> tuple[tuple[str, ...], str, str]:
    """Style sheets, icon and the face that text is set in."""
    styles = (asset("css/base.css"), asset("css/book.css"))
    return (
        styles,
        asset("favicon.svg"),
        asset("fonts/atkinson-hyperlegible-next-latin-normal.woff2"),
    )


def _file(book: RequestedEdition, wanted: Format) -> Response:
    response = make_response(_render_file(book, wanted))
    response.content_type = wanted.media_type
    title = file_name(book.today.info["title"]) or book.today.code
    version = f"-{book.name}" if book.edition else ""
    name = f"{title}-proceedings{version}.{wanted.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = _DOWNLOAD_POLICY
    return _with_etag(response, book.key, wanted.ending)


def _render_file(book: RequestedEdition, wanted: Format) -> bytes:
    """Return the file, from the cache if nothing changed. Raises Refused (`busy`) if rendering took too
    long."""
    is_same_person = render_cache().holds(book.today.code, _etag(book.key, wanted.ending))
    more = (_other_formats(book),) if wanted.includes_others and not is_same_person else ()
    return _render(
        book,
        wanted.ending,
        wanted.make,
        *more,
        with_photos=wanted.holds_photos,
        is_isolated=wanted.is_isolated,
    )


def _other_formats(book: RequestedEdition) -> dict[str, bytes]:
    """Return every other format, rendered if it is not cached. A format that fails is left out; the archive
    names it."""
    made: dict[str, bytes] = {}
    for one in FORMATS.values():
        if not one.includes_others:
            with suppress(Refused):
                made[one.ending] = _render_file(book, one)
    return made


def _render(
    book: RequestedEdition,
    what: str,
    write: Callable[..., bytes | str],
    *more: Any,
    with_photos: bool = False,
    is_isolated: bool = False,
) -> bytes:
    address = base_url()

    def make() -> bytes:
        source = book.source(address, with_photos)
        if is_isolated:
            return render_in_own_process(write_from_source, write, source, *more)
        process = RENDER_PROCESS if what in _QUICK else DOWNLOADS
        return process.make(write_from_source, write, source, *more)

    lane = QUICK if what in _QUICK else SLOW
    return rendered(book.today.code, _etag(book.key, what), make, lane)


def _packed(book: RequestedEdition, what: str, made: bytes) -> Response:
    """Return a page, compressed if the client accepts gzip."""
    response = make_response(made)
    if accepts_gzip(request.headers.get("Accept-Encoding", "")):
        key = f"{_etag(book.key, what)}-gzip"
        response.set_data(rendered(book.today.code, key, lambda: gzip.compress(made, mtime=0)))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return _with_etag(response, book.key, what)


# --- caching: an unchanged file is neither rendered nor sent again


def _not_modified(key: str, what: str) -> Response | None:
    if not request.if_none_match.contains_weak(_etag(key, what)):
        return None
    return _with_etag(Response(status=304), key, what)


def _with_etag(response: Response, key: str, what: str) -> Response:
    # Weak, because the compressed page has the same one.
    response.set_etag(_etag(key, what), weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _etag(key: str, what: str) -> str:
    look = f"{current_app.config['ASSET_VERSION']}-{version_of(pages.folder('templates'))}"
    return f"{key}-{what}-{look}-{base_url()}"

"""The proceedings in every format, and the agenda as a page without scripts."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, make_response

from openspace.domain.refusals import Refused
from openspace.languages.text import N_, spoken
from openspace.proceedings import checklist, html
from openspace.proceedings.formats import FORMATS, Format
from openspace.proceedings.plain import file_name
from openspace.proceedings.render.cache import Make
from openspace.proceedings.render.source import slim, write_from_source
from openspace.proceedings.render.worker import LANES, QUICK
from openspace.runtime.threads import together
from openspace.web.editions import RequestedEdition, requested_edition
from openspace.web.render_cache import rendered, to_render
from openspace.web.rendered_files import as_download, etag, not_modified, packed, page_assets
from openspace.web.services import services
from openspace.web.shell import base_url, gathering_or_404, viewer_of

bp = Blueprint("book", __name__)


@bp.get("/<code>/proceedings")
def read(code: str) -> Response:
    """Return the book as a page to read and print, with links to its other formats.

    `?edition=draft` selects the book as it is now, `?edition=N` an earlier version (host only).
    """
    book = requested_edition(gathering_or_404(code))
    return not_modified(book.key, "page") or _page(book)


@bp.get("/<code>/proceedings.<ending>")
def download(code: str, ending: str) -> Response:
    """Return the book as a file. Raises Refused (`unknown_format`) with the available formats."""
    gathering = gathering_or_404(code)
    wanted = FORMATS.get(ending.lower())
    if wanted is None:
        raise Refused("unknown_format", choices=[f".{one}" for one in FORMATS])
    book = requested_edition(gathering)
    return not_modified(book.key, wanted.ending) or _file(book, wanted)


@bp.get("/<code>/proof.json")
def show_checklist(code: str) -> Response:
    """Return what the book lacks and whom it will name, for the host. Raises Refused (`not_allowed`)."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering, "host").role != "host":
        raise Refused("not_allowed", why="proof")
    language = spoken().code
    made = rendered(
        gathering.code,
        f"{gathering.version}-proof-{language}",
        lambda: LANES[QUICK].make(checklist.as_json, slim(gathering), language),
    )
    return Response(made, content_type="application/json")


@bp.get("/<code>/agenda")
def agenda(code: str) -> Response:
    gathering = gathering_or_404(code)
    book = RequestedEdition(gathering, None, services().ledger)
    if known := not_modified(book.key, "agenda"):
        return known
    made = _render(book, "agenda", html.agenda, *page_assets())
    return packed(book.today.code, book.key, "agenda", made)


def _page(book: RequestedEdition) -> Response:
    downloads = tuple(
        (one.name, f"/{book.today.code}/proceedings.{one.ending}{book.query}")
        for one in FORMATS.values()
    )
    back = (N_("To the gathering"), f"/{book.today.code}")
    contact = f"/{book.today.code}/accessibility#help"
    made = _render(book, "page", html.page, *page_assets(), downloads, back, contact)
    return packed(book.today.code, book.key, "page", made)


def _file(book: RequestedEdition, wanted: Format) -> Response:
    response = make_response(_render_file(book, wanted))
    title = file_name(book.today.info["title"]) or book.today.code
    version = f"-{book.name}" if book.edition else ""
    name = f"{title}-proceedings{version}.{wanted.ending}"
    return as_download(response, name, wanted.media_type, book.key, wanted.ending)


def _render_file(book: RequestedEdition, wanted: Format) -> bytes:
    """Return the file, from the cache if nothing changed. Raises Refused (`busy`) if rendering took too
    long."""
    if not wanted.includes_others:
        return _file_to_render(book, wanted)()
    is_cached = services().render_cache.holds(book.today.code, etag(book.key, wanted.ending))
    return _file_to_render(book, wanted, *(() if is_cached else (_other_formats(book),)))()


def _other_formats(book: RequestedEdition) -> dict[str, bytes]:
    """Return every other format, rendered if it is not cached, the PDF beside the rest. A format that fails
    is left out; the archive names it."""
    others = [one for one in FORMATS.values() if one.in_archive]
    works = [_unless_refused(_file_to_render(book, one)) for one in others]
    made = together(services().settings.async_mode, works)
    return {one.ending: file for one, file in zip(others, made, strict=True) if file is not None}


def _unless_refused(make: Make) -> Callable[[], bytes | None]:
    def get() -> bytes | None:
        with suppress(Refused):
            return make()
        return None

    return get


def _file_to_render(book: RequestedEdition, wanted: Format, *more: Any) -> Make:
    return _to_render(
        book, wanted.ending, wanted.make, *more, with_photos=wanted.holds_photos, lane=wanted.lane
    )


def _render(book: RequestedEdition, what: str, write: Callable[..., str], *more: Any) -> bytes:
    return _to_render(book, what, write, *more)()


def _to_render(
    book: RequestedEdition,
    what: str,
    write: Callable[..., bytes | str],
    *more: Any,
    with_photos: bool = False,
    lane: str = QUICK,
) -> Make:
    address = base_url()

    def make() -> bytes:
        source = book.source(address, with_photos)
        return LANES[lane].make(write_from_source, write, source, *more)

    return to_render(book.today.code, etag(book.key, what), make, lane)

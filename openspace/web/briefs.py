"""The briefs of a community, to read in every format (docs/decisions/0046-briefs.md)."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response

from openspace.domain.refusals import Refused
from openspace.languages.text import N_
from openspace.proceedings import html
from openspace.proceedings.brief import write_brief
from openspace.proceedings.formats import BRIEF_FORMATS, Format
from openspace.proceedings.plain import file_name
from openspace.proceedings.render.worker import LANES, QUICK
from openspace.web.brief_sources import RequestedBrief, requested_brief
from openspace.web.render_cache import rendered
from openspace.web.rendered_files import as_download, etag, not_modified, packed, page_assets
from openspace.web.shell import base_url

bp = Blueprint("briefs", __name__)

PAGE, FOR_HOST = "page", "host"


@bp.get("/c/<slug>/briefs/<brief>")
def read(slug: str, brief: str) -> Response:
    """Return the brief as a page to read and print, with links to its other formats."""
    wanted = requested_brief(slug, brief)
    return not_modified(wanted.key, PAGE) or _page(wanted)


@bp.get("/c/<slug>/briefs/<brief>.<ending>")
def download(slug: str, brief: str, ending: str) -> Response:
    """Return the brief as a file. Raises Refused (`unknown_brief`, `unknown_format`)."""
    brief, *more = brief.split(".")  # an ending can have two parts, and a brief's id has no dot
    ending = ".".join([*more, ending])
    wanted = requested_brief(slug, brief)
    one = BRIEF_FORMATS.get(ending.lower())
    if one is None:
        raise Refused("unknown_format", choices=[f".{each}" for each in BRIEF_FORMATS])
    return not_modified(wanted.key, one.ending) or _file(wanted, one)


def _page(brief: RequestedBrief) -> Response:
    downloads = tuple((one.name, f"{brief.path}.{one.ending}") for one in BRIEF_FORMATS.values())
    back = (N_("To the community"), f"/c/{brief.community.slug}")
    made = render(brief, PAGE, html.page, *page_assets(), downloads, back, "/accessibility#help")
    return packed(brief.community.code, brief.key, PAGE, made)


def _file(brief: RequestedBrief, one: Format) -> Response:
    made = render(brief, one.ending, one.make, lane=one.lane)
    title = file_name(brief.row["title"]) or brief.community.slug
    name = f"{title}-brief.{one.ending}"
    return as_download(make_response(made), name, one.media_type, brief.key, one.ending)


def render(
    brief: RequestedBrief,
    what: str,
    write: Callable[..., bytes | str],
    *more: Any,
    lane: str = QUICK,
) -> bytes:
    """Return `write(brief, *more)`, from the cache if nothing changed. Raises Refused (`busy`)."""
    address = base_url()

    def make() -> bytes:
        return LANES[lane].make(write_brief, write, brief.source(address), *more)

    return rendered(brief.community.code, etag(brief.key, what), make, lane)

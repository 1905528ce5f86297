"""The repertoire of a community: a list of its entries, and a page for each. They work without scripts."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.audience import PUBLIC, see_about, see_rows
from openspace.domain.change import Row
from openspace.domain.community.stream import Community
from openspace.domain.refusals import Refused
from openspace.domain.repertoire import KINDS, LABELS
from openspace.languages.formats import sort_key
from openspace.service.communities import gatherings_of
from openspace.web.services import services
from openspace.web.shell import community_or_404
from openspace.web.shelves import readable_days

bp = Blueprint("repertoire", __name__)


@dataclass(frozen=True)
class Shown:
    """An entry as everybody sees it, with its parts in the order in which they came."""

    entry: Row
    kind: str
    parts: list[Row]


@bp.get("/c/<slug>/repertoire")
def page(slug: str) -> Response:
    community = community_or_404(slug)
    shown = sorted(entries_of(community), key=lambda one: sort_key(one.entry["title"]))
    return _page("repertoire/list.html", community, shown=shown)


@bp.get("/c/<slug>/repertoire/<entry>")
def entry(slug: str, entry: str) -> Response:
    community = community_or_404(slug)
    shown = next((one for one in entries_of(community) if one.entry["id"] == entry), None)
    if shown is None:
        raise Refused("unknown_entry")
    codes = {one.code for one in gatherings_of(community, services().ledger)}
    return _page("repertoire/entry.html", community, one=shown, codes=codes, labels=LABELS)


def entries_of(community: Community) -> list[Shown]:
    """Return the entries that have a part that is not hidden."""
    parts: dict[str, list[Row]] = {}
    for part in see_rows(community, "parts", PUBLIC):
        parts.setdefault(part["entry"], []).append(part)
    return [
        Shown(entry, KINDS[entry["kind"]], parts[entry["id"]])
        for entry in see_rows(community, "entries", PUBLIC)
        if entry["id"] in parts
    ]


def _page(template: str, community: Community, **page: object) -> Response:
    html = render_template(
        template,
        community=see_about(community, PUBLIC),
        days=lambda day: readable_days(day, day),
        **page,
    )
    response = make_response(html)
    response.headers["Cache-Control"] = "no-cache"
    return response

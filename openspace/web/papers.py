"""The privacy notice and the terms of a gathering, and the privacy notice of a community, as pages without
scripts; and all papers of a gathering as a ZIP, for its host."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.audience import PUBLIC, see_about
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.languages.text import _, speaking
from openspace.papers.community_notice import notice_of_community
from openspace.papers.facts import Facts, facts_of
from openspace.papers.folder import as_zip
from openspace.papers.privacy import notice
from openspace.papers.terms import terms
from openspace.proceedings.document import Part
from openspace.proceedings.html import macros
from openspace.proceedings.plain import file_name
from openspace.proceedings.render.worker import LANES, PRINT
from openspace.service.communities import community_of
from openspace.service.retention import promised
from openspace.web.render_cache import rendered
from openspace.web.services import services
from openspace.web.shell import base_url, community_or_404, gathering_or_404, viewer_of

bp = Blueprint("papers", __name__)

PRIVACY_PICTURES = ("people", "memo", "together", "eyes", "clock", "scales", "camera", "lock")
COMMUNITY_PICTURES = ("people", "memo", "together", "forget", "scales", "lock")
TERMS_PICTURES = ("speech", "forget", "loudspeaker", "hand", "scales", "person")
"""The pictures of the parts in Easy English, in their order."""


@bp.get("/<code>/privacy")
def privacy(code: str) -> Response:
    gathering = gathering_or_404(code)
    parts = notice(_facts(gathering))
    return _page_of(gathering, _("Privacy notice"), parts, PRIVACY_PICTURES)


@bp.get("/<code>/terms")
def terms_of(code: str) -> Response:
    gathering = gathering_or_404(code)
    return _page_of(gathering, _("Terms"), terms(_facts(gathering)), TERMS_PICTURES)


@bp.get("/c/<slug>/privacy")
def privacy_of_community(slug: str) -> Response:
    community = community_or_404(slug)
    about = see_about(community, PUBLIC)
    parts, at = notice_of_community(about), f"/c/{community.slug}"
    return _page(at, about["name"], _("Privacy notice"), parts, COMMUNITY_PICTURES)


@bp.get("/<code>/papers.zip")
def papers(code: str) -> Response:
    """Return the ZIP. Raises Refused (`not_allowed`) unless the host asks."""
    gathering = gathering_or_404(code)
    if viewer_of(gathering, "host").role != "host":
        raise Refused("not_allowed", why="papers")
    with speaking("en"):
        facts = _facts(gathering)
    key = f"{gathering.version}-papers-{facts.made_at}-{base_url()}"
    made = rendered(gathering.code, key, lambda: LANES[PRINT].make(as_zip, facts), PRINT)
    response = Response(made, content_type="application/zip")
    name = f"{file_name(gathering.info['title']) or gathering.code}-papers.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _facts(gathering: Gathering) -> Facts:
    svc = services()
    kept = promised(svc.ledger, gathering.code)
    today = svc.clock.moment().date().isoformat()
    is_in_series = community_of(svc.ledger, gathering.code) is not None
    return facts_of(gathering, kept, svc.settings, base_url(), today, is_in_series)


def _page_of(
    gathering: Gathering, title: str, parts: tuple[Part, ...], pictures: tuple[str, ...]
) -> Response:
    at, name = f"/{gathering.code}", gathering.info["title"]
    links = {f"{at}/privacy": _("Privacy notice"), f"{at}/terms": _("Terms")}
    return _page(at, name, title, parts, pictures, links)


def _page(
    at: str,
    name: str,
    title: str,
    parts: tuple[Part, ...],
    pictures: tuple[str, ...],
    links: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Return a page about what is at `at` and is called `name`, with `links` (address: text) at its end."""
    page = render_template(
        "notice.html",
        at=at,
        name=name,
        title=title,
        parts=parts,
        pictures=pictures,
        links=links,
        blocks=macros(),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-cache"
    return response

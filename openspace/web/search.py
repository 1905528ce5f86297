"""The search in a community's published books: a page, which needs no scripts, and JSON for programs."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from markupsafe import Markup, escape

from openspace.domain.community.slugs import slug_of
from openspace.domain.community.stream import PREFIX, key_of
from openspace.domain.listing import Listing
from openspace.domain.refusals import Refused
from openspace.domain.searchable import ENTRY, EVIDENCE, SESSION, TOPIC
from openspace.domain.vocabulary import NOTE_KINDS
from openspace.languages.text import N_, _
from openspace.ledger.port import END, START, Hit
from openspace.proceedings import timetable
from openspace.proceedings.book_rows import anchor
from openspace.service.communities import gatherings_of
from openspace.service.searching import Found, Query, search
from openspace.web.errors import status_of
from openspace.web.services import services
from openspace.web.shell import community_or_404

bp = Blueprint("search", __name__)

KIND_NAMES = {
    ENTRY: N_("Repertoire"),
    SESSION: N_("Session"),
    TOPIC: N_("Topic without a place"),
    **{kind: it.name for kind, it in NOTE_KINDS.items()},
    EVIDENCE: N_("Evidence"),
}


@bp.get("/api/c/<slug>/search")
def results(slug: str) -> Response:
    """Return `{results, more}` for `?q=`, and `&gathering=`, `&kind=`, `&tag=`, which limit them. Raises
    Refused."""
    titles = _titles(slug, *_searched(slug))
    found = _search(slug, titles, _query())
    return jsonify(
        results=[_as_json(hit, titles[hit.gathering]) for hit in found.hits], more=found.has_more
    )


@bp.get("/c/<slug>/search")
def page(slug: str) -> tuple[str, int]:
    """Return the same as a page. A query that is refused stays in the form, with the reason."""
    (name, gatherings), query = _searched(slug), _query()
    titles = _titles(slug, name, gatherings)
    found, sorry, status = Found(), "", 200
    try:
        found = _search(slug, titles, query)
    except Refused as refused:
        error = refused.as_error()
        sorry, status = error["message"], status_of(error)
    return render_template(
        "search.html",
        name=name,
        slug=slug,
        gatherings=sorted(gatherings, key=lambda one: one.first_day, reverse=True),
        query=query,
        results=[_as_shown(hit, titles[hit.gathering]) for hit in found.hits],
        has_more=found.has_more,
        sorry=sorry,
        kinds={kind: _(name) for kind, name in KIND_NAMES.items()},
    ), status


def _searched(slug: str) -> tuple[str, list[Listing]]:
    """Return the name of the community, and the gatherings on its page. Raises Refused (`unknown_community`,
    `deleted`)."""
    ledger = services().ledger
    try:
        community = community_or_404(slug)
    except Refused as refused:
        listed = ledger.listings(listed_only=True)
        named = [one for one in listed if slug_of(one.community) == slug]
        if refused.code != "unknown_community" or not named:
            raise
        return named[0].community.strip(), named
    return str(community.info["name"]), gatherings_of(community, ledger)


def _titles(slug: str, name: str, gatherings: list[Listing]) -> dict[str, str]:
    """Return the names of the community and its gatherings, by their keys in the store."""
    return {key_of(slug): name, **{one.code: one.title for one in gatherings}}


def _query() -> Query:
    given = {name: request.args.get(name, "") for name in ("q", "gathering", "kind", "tag")}
    return Query(**given)


def _search(slug: str, keys: Collection[str], query: Query) -> Found:
    query.check()
    if query.is_empty:
        return Found()
    services().limiter.search(slug)
    ledger = services().ledger
    found: Found = services().in_thread(lambda: search(ledger, keys, query))
    return found


def _as_json(hit: Hit, gathering: str) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "kind_name": _(KIND_NAMES[hit.kind]),
        "title": hit.title.replace(START, "").replace(END, "") or gathering,
        "snippet": "" if hit.content_note else _marked(hit.snippet),
        "content_note": hit.content_note,
        "url": _url(hit),
        "gathering": "" if hit.kind == ENTRY else hit.gathering,
        "gathering_title": gathering,
        "at": hit.at,
        "day": timetable.day_label(hit.at[:10]),
    }


def _as_shown(hit: Hit, gathering: str) -> dict[str, Any]:
    """Return the same with found words in `<mark>` in the title as well."""
    plain = _as_json(hit, gathering)
    marked = {"title": Markup(_marked(hit.title)) or gathering, "snippet": Markup(plain["snippet"])}
    return {**plain, **marked}


def _url(hit: Hit) -> str:
    if hit.kind == ENTRY:
        return f"/c/{hit.gathering.removeprefix(PREFIX)}/repertoire/{hit.topic}"
    return f"/{hit.gathering}/proceedings#{_anchor(hit)}"


def _anchor(hit: Hit) -> str:
    if hit.session:
        return anchor("session", hit.session)
    return anchor("topic", hit.topic) if hit.topic else "statement"


def _marked(snippet: str) -> str:
    """Return the snippet as HTML: escaped, and found words in `<mark>`."""
    return str(escape(snippet)).replace(START, "<mark>").replace(END, "</mark>")

"""The pages of a community: what it is, its next gathering, and the series. They work without scripts."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, render_template

from openspace.domain.audience import PUBLIC, see_about, see_rows
from openspace.domain.community.slugs import slug_of
from openspace.domain.community.stream import Community
from openspace.domain.refusals import Refused
from openspace.languages.known import SOURCE
from openspace.languages.text import speak
from openspace.proceedings import community_ics
from openspace.service.communities import gatherings_of
from openspace.service.isolation import isolated
from openspace.web.prose import prose
from openspace.web.repertoire import entries_of
from openspace.web.services import services
from openspace.web.shell import base_url, community_or_404
from openspace.web.shelves import Entry, by_time, entry_of, readable_days

bp = Blueprint("community", __name__)


@dataclass(frozen=True)
class KeptLine:
    """What is left of a gathering that was purged after its time."""

    title: str
    days: str
    venue: str


@bp.get("/c/<slug>")
def page(slug: str) -> Response:
    try:
        community = community_or_404(slug)
    except Refused as refused:
        if refused.code != "unknown_community":
            raise
        return _page_of_text(slug)
    entries = _entries(community)
    about = see_about(community, PUBLIC)
    html = render_template(
        "community.html",
        name=about["name"],
        it=about,
        slug=slug,
        prose=prose,
        shelves=by_time(entries),
        kept=_kept_lines(community),
        repertoire=entries_of(community)[::-1],
        briefs=see_rows(community, "briefs", PUBLIC)[::-1],
        days=readable_days,
        events=[_event_data(entry) for entry in entries if entry.about.first_day],
    )
    response = make_response(html)
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/c/<slug>/feed.atom")
def feed(slug: str) -> Response:
    """Return the gatherings as an Atom feed, newest first. Its times are those of the announcements, so they
    do not reveal when people are active. Programs fetch it, so it is in English for every reader."""
    speak(SOURCE.code)
    community = community_or_404(slug)
    entries = sorted(_entries(community), key=lambda one: one.about.opened_at, reverse=True)
    xml = render_template(
        "community_feed.xml", it=see_about(community, PUBLIC), entries=entries[:50], base=base_url()
    )
    return Response(xml, content_type="application/atom+xml; charset=utf-8")


@bp.get("/c/<slug>/calendar.ics")
def calendar(slug: str) -> Response:
    """Return all gatherings as a calendar to subscribe to, in English like the feed."""
    speak(SOURCE.code)
    community = community_or_404(slug)
    listings = [entry.about for entry in _entries(community)]
    data = community_ics.write(community.info["name"], listings, base_url())
    return Response(data, content_type="text/calendar; charset=utf-8")


def _page_of_text(slug: str) -> Response:
    """Return the listed gatherings that name a community of which there is no more than the name."""
    found: dict[str, list[Entry]] = {}
    for listing in services().ledger.listings(listed_only=True):
        with isolated(listing.code):
            if slug_of(str(listing.community)) == slug:
                found.setdefault(str(listing.community).strip(), []).append(entry_of(listing))
    if not found:
        raise Refused("unknown_community")
    name, entries = next(iter(found.items()))
    return make_response(
        render_template(
            "community.html", name=name, slug=slug, it={}, shelves=by_time(entries), events=[]
        )
    )


def _entries(community: Community) -> list[Entry]:
    entries = []
    for listing in gatherings_of(community, services().ledger):
        with isolated(listing.code):
            entries.append(entry_of(listing))
    return entries


def _kept_lines(community: Community) -> list[KeptLine]:
    kept = sorted(
        (row for row in community.series if row["kept"]),
        key=lambda row: row["first_day"],
        reverse=True,
    )
    return [
        KeptLine(row["title"], readable_days(row["first_day"], row["last_day"]), row["venue"])
        for row in kept
    ]


def _event_data(entry: Entry) -> dict[str, Any]:
    """Return the gathering as an Event of schema.org."""
    about = entry.about
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": about.title,
        "description": about.theme,
        "startDate": about.first_day,
        "endDate": about.last_day,
        "location": {"@type": "Place", "name": about.venue} if about.venue else None,
        "url": f"{base_url()}/{about.code}/invitation",
    }
    return {name: value for name, value in event.items() if value}

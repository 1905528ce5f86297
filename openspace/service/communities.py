"""Which gatherings are in a community: both hosts must agree (docs/decisions/0040-communities.md)."""

from openspace.domain.community.rules import KeepInSeries
from openspace.domain.community.slugs import slug_from, slug_of
from openspace.domain.community.stream import Community, key_of
from openspace.domain.listing import Listing
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.viewer import HOST
from openspace.ledger.port import Catalogue, Ledger
from openspace.service.clock import Clock
from openspace.service.turn import CommandRequest, execute_batch


def gatherings_of(community: Community, catalogue: Catalogue) -> list[Listing]:
    """Return the gatherings that both hosts agree on."""
    accepted = [row["id"] for row in community.series]
    return [one for one in catalogue.listings_of(accepted) if names(one, community)]


def codes_of(community: Community, catalogue: Catalogue) -> list[str]:
    """Return the codes of `gatherings_of`."""
    return [one.code for one in gatherings_of(community, catalogue)]


def asking(community: Community, catalogue: Catalogue) -> list[Listing]:
    """Return the gatherings that name the community, and that it has not accepted."""
    return [
        one
        for one in catalogue.listings()
        if names(one, community) and not community.in_series(one.code)
    ]


def community_of(ledger: Ledger, code: str) -> Community | None:
    """Return the community that the gathering is in, or None. Every phone's page asks, so only communities
    that the gathering may name are loaded."""
    listing = ledger.listing(code)
    if not listing.community:
        return None
    wanted = slug_of(listing.community)
    by_slug = {key_of(slug) for slug in (wanted, slug_from(listing.community))}
    for one in ledger.communities():
        if one.code in by_slug or slug_of(one.title) == wanted:
            community = ledger.community(one.code)
            if community.in_series(code) and names(listing, community):
                return community
    return None


def previous_of(ledger: Ledger, code: str) -> Listing | None:
    """Return the last gathering of the same community that was over before this one began, or None."""
    community, first_day = community_of(ledger, code), ledger.listing(code).first_day
    if community is None:
        return None
    over = [
        one
        for one in gatherings_of(community, ledger)
        if one.code != code
        and one.phase in (HARVEST, CLOSED)
        and (not first_day or one.last_day < first_day)
    ]
    return max(over, key=lambda one: one.last_day, default=None)


def next_of(ledger: Ledger, code: str) -> list[Listing]:
    """Return the gatherings of the same community that began after this one, the next first."""
    community, last_day = community_of(ledger, code), ledger.listing(code).last_day
    if community is None:
        return []
    later = [one for one in gatherings_of(community, ledger) if one.first_day > last_day]
    return sorted(later, key=lambda one: one.first_day)


def keep_line(ledger: Ledger, code: str, clock: Clock) -> None:
    """Keep what the series says about a gathering that is to be purged after its time."""
    community, listing = community_of(ledger, code), ledger.listing(code)
    if community is None:
        return
    kept = KeepInSeries(
        code=code,
        title=str(listing.title),
        first_day=listing.first_day,
        last_day=listing.last_day,
        venue=str(listing.venue),
    )
    execute_batch(ledger, community.code, [CommandRequest(HOST, kept)], clock)


def names(listing: Listing, community: Community) -> bool:
    """Return whether the gathering names the community, by its slug or its name."""
    given = {slug_of(listing.community), slug_from(listing.community)}
    return bool(listing.community) and not given.isdisjoint(
        {community.slug, slug_of(community.info["name"])}
    )

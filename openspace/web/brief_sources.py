"""What a brief is rendered from: the newest published books of the gatherings of its items, as of today."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from openspace.domain.community.briefs import found, gathering_of
from openspace.domain.community.stream import Community
from openspace.domain.community.tables import ABrief
from openspace.domain.refusals import Refused
from openspace.domain.rules.book import newest_edition
from openspace.ledger.port import Ledger
from openspace.proceedings.brief import BriefSource
from openspace.service.communities import codes_of
from openspace.service.isolation import isolated
from openspace.web.editions import RequestedEdition
from openspace.web.services import services
from openspace.web.shell import community_or_404, viewer_of


@dataclass(frozen=True)
class RequestedBrief:
    """A brief that is not rendered yet."""

    community: Community
    row: ABrief
    ledger: Ledger

    @cached_property
    def books(self) -> list[RequestedEdition]:
        """Return the books of its items. A gathering that left the series, or was purged, has none."""
        agreed = set(codes_of(self.community, self.ledger))
        wanted = dict.fromkeys(gathering_of(item) for item in self.row["items"])
        return published_books((code for code in wanted if code in agreed), self.ledger)

    @property
    def path(self) -> str:
        return f"/c/{self.community.slug}/briefs/{self.row['id']}"

    @property
    def key(self) -> str:
        """Return a cache key that changes whenever the brief may change."""
        parts = (
            self.row["id"],
            self.community.version,
            *(b.today.code + b.key for b in self.books),
        )
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]

    def source(self, base_url: str) -> BriefSource:
        return BriefSource(
            path=self.path,
            title=self.row["title"],
            introduction=self.row["introduction"],
            community=self.community.info["name"],
            is_published=self.row["published"],
            day=self.row["day"],
            items=tuple(self.row["items"]),
            books=tuple(book.source(base_url, with_photos=False) for book in self.books),
        )


def published_books(codes: Iterable[str], ledger: Ledger) -> list[RequestedEdition]:
    """Return the newest edition of each gathering. A gathering without one, or a damaged one, is left out."""
    books = []
    for code in codes:
        with isolated(code):
            gathering = ledger.load(code)
            if edition := newest_edition(gathering):
                books.append(RequestedEdition(gathering, edition, ledger))
    return books


def requested_brief(slug: str, id: str) -> RequestedBrief:
    """Return the brief. Raises Refused (`unknown_brief`), also for one that is not published, unless the
    community's host asks."""
    community = community_or_404(slug)
    row = found(community, id)
    if not row["published"] and not is_host(community):
        raise Refused("unknown_brief")
    return RequestedBrief(community, row, services().ledger)


def is_host(community: Community) -> bool:
    return viewer_of(community, "host").role == "host"

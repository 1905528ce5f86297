"""Which edition of the book a request asks for: the newest published one, or else the draft."""

from dataclasses import dataclass

from flask import request

from openspace.domain.change import Row
from openspace.domain.editions import as_published
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.rules.book import newest_edition
from openspace.ledger.port import Ledger
from openspace.proceedings.render.source import Source, slim
from openspace.web.services import services
from openspace.web.shell import viewer_of


@dataclass(frozen=True)
class RequestedEdition:
    """An edition of the book that is not rendered yet. `edition` is None for the draft."""

    today: Gathering
    edition: Row | None
    ledger: Ledger

    @property
    def key(self) -> str:
        """Return a cache key that changes whenever the book may change. A published edition changes too,
        because it follows later choices of people about their names."""
        return f"{self.today.version}-{self.name}"

    @property
    def name(self) -> str:
        return f"v{self.edition['version']}" if self.edition else "draft"

    @property
    def query(self) -> str:
        """Return the query string that a link needs to stay with this edition."""
        newest = newest_edition(self.today)
        if self.edition == newest:
            return ""
        return f"?edition={self.edition['version'] if self.edition else 'draft'}"

    def source(self, base_url: str, with_photos: bool) -> Source:
        """Return the book as of now, and not of the request, which may have waited for its turn: something
        may have been taken back since. Raises UnknownGathering."""
        then = today = self.ledger.load(self.today.code)
        if self.edition:
            then = as_published(self.ledger.at(then.code, self.edition["seq"]), today)
        photos = self._photos(then) if with_photos else {}
        return Source(slim(then), base_url, photos, self.edition)

    def _photos(self, of: Gathering) -> dict[str, bytes]:
        ids = {note["photo"] for note in of.rows("notes") if note["photo"] and not note["hidden"]}
        found = {id: self.ledger.photo(of.code, id) for id in ids}
        return {id: photo.jpeg for id, photo in found.items() if photo}


def requested_edition(gathering: Gathering) -> RequestedEdition:
    """Return the edition of `?edition=draft` or `?edition=N`. Raises Refused; earlier editions are for the
    host."""
    return RequestedEdition(
        gathering, _edition(gathering, request.args.get("edition", "")), services().ledger
    )


def _edition(gathering: Gathering, asked: str) -> Row | None:
    newest = newest_edition(gathering)
    if not asked or asked == "draft":
        return None if asked else newest
    for edition in gathering.rows("editions"):
        if str(edition["version"]) == asked:
            if edition != newest and viewer_of(gathering, "host").role != "host":
                raise Refused("not_allowed", why="earlier_edition")
            return edition
    raise Refused("unknown_edition")

"""The streams of the ledger in memory, and the lists of them."""

from collections.abc import Collection

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering
from openspace.domain.listing import Listing, listing_of
from openspace.domain.stream import Stream
from openspace.ledger.port import UnknownGathering, of_kind


class MemoryCatalogue:
    def __init__(self) -> None:
        super().__init__()
        self._logs: dict[str, list[Change]] = {}
        self._newest: dict[str, Stream] = {}

    def load(self, code: str) -> Gathering:
        return of_kind(Gathering, self.stream(code))

    def community(self, code: str) -> Community:
        return of_kind(Community, self.stream(code))

    def stream(self, code: str) -> Stream:
        if code not in self._newest:
            raise UnknownGathering(code)
        return self._newest[code]

    def heads(self, codes: Collection[str]) -> dict[str, int]:
        return {code: self._newest[code].seq for code in codes if code in self._newest}

    def codes(self) -> list[str]:
        return [code for code in self._keys() if isinstance(self._newest[code], Gathering)]

    def _keys(self) -> list[str]:
        return sorted(self._logs, key=lambda code: self._logs[code][0].at, reverse=True)

    def codes_in_phase(self, phase: str) -> list[str]:
        return [code for code in self.codes() if self.load(code).info["phase"] == phase]

    def listings(self, listed_only: bool = False) -> list[Listing]:
        found = [self.listing(code) for code in self.codes()]
        return [one for one in found if one.listed or not listed_only]

    def listings_of(self, codes: Collection[str]) -> list[Listing]:
        return [self.listing(code) for code in codes if code in self._newest]

    def communities(self) -> list[Listing]:
        found = [self.listing(k) for k, one in self._newest.items() if isinstance(one, Community)]
        return sorted(found, key=lambda one: one.title)

    def listing(self, code: str) -> Listing:
        return listing_of(self.stream(code), self._logs[code])

    def codes_with_visits(self, until: str) -> list[str]:
        return [
            code
            for code in self.codes()
            if any(row["at"] <= until for row in self.load(code).rows("visits"))
        ]

    def codes_with_agreed_offers(self) -> set[str]:
        return {
            code
            for code, stream in self._newest.items()
            if any(row["agreed_at"] for row in stream.rows("offers"))
        }

    def codes_to_clean(self) -> list[str]:
        return self._keys()

"""The port Catalogue in tables."""

from collections.abc import Collection

from openspace.domain.listing import Listing
from openspace.ledger.port import UnknownGathering, Unreadable
from openspace.ledger.sql import streams
from openspace.ledger.sql.transactions import Transactions


class SqlCatalogue(Transactions):
    """What was listed last is kept, and answered while the store cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: list[str] = []
        self._listings: list[Listing] = []

    def codes(self) -> list[str]:
        try:
            with self._read() as db:
                self._codes = streams.codes(db)
        except Unreadable:
            if not self._codes:
                raise
        return list(self._codes)

    def codes_in_phase(self, phase: str) -> list[str]:
        with self._read() as db:
            return streams.codes_in_phase(db, phase)

    def listings(self, listed_only: bool = False) -> list[Listing]:
        try:
            with self._read() as db:
                found = streams.read(db, listed_only)
        except Unreadable:
            if not self._listings:
                raise
            return [one for one in self._listings if one.listed or not listed_only]
        if listed_only:
            self._listings = found
        return found

    def listings_of(self, codes: Collection[str]) -> list[Listing]:
        with self._read() as db:
            return streams.of_codes(db, codes)

    def communities(self) -> list[Listing]:
        with self._read() as db:
            return streams.communities(db)

    def listing(self, code: str) -> Listing:
        with self._read() as db:
            found = streams.one(db, code)
        if found is None:
            raise UnknownGathering(code)
        return found

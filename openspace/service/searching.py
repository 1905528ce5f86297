"""Searches the published books of a community's gatherings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from openspace.domain.refusals import Refused
from openspace.domain.searchable import KINDS
from openspace.domain.text import LIMITS, clean
from openspace.ledger.port import Hit, Search

MOST_CHARACTERS = 200
"""Limit of a query."""

_MOST_WORDS = 12
"""Further words of a query are not used."""

MOST_RESULTS = 30


@dataclass(frozen=True)
class Query:
    """What somebody searches. `gathering` is a code; each but `q` may be empty, which means any."""

    q: str = ""
    gathering: str = ""
    kind: str = ""
    tag: str = ""

    @property
    def words(self) -> list[str]:
        return [w for w in clean(self.q).split() if any(map(str.isalnum, w))][:_MOST_WORDS]

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.tag)

    def check(self) -> None:
        """Raise Refused (`too_long`, `not_a_choice`) if it cannot be answered."""
        for field_, given, limit in (
            ("q", self.q, MOST_CHARACTERS),
            ("tag", self.tag, LIMITS["tag"]),
        ):
            if len(given) > limit:
                raise Refused("too_long", field=field_, limit=limit, length=len(given))
        if self.kind and self.kind not in KINDS:
            raise Refused("not_a_choice", field="kind", choices=list(KINDS))


@dataclass(frozen=True)
class Found:
    """`has_more`: there are more results than these MOST_RESULTS."""

    hits: Sequence[Hit] = field(default_factory=tuple)
    has_more: bool = False


def search(ledger: Search, keys: Collection[str], query: Query) -> Found:
    """Search the streams with these keys. Raises Unreadable."""
    codes = [key for key in keys if query.gathering in ("", key)]
    kinds = (query.kind,) if query.kind else ()
    hits = ledger.search(codes, query.words, kinds, query.tag, MOST_RESULTS + 1)
    return Found(hits[:MOST_RESULTS], len(hits) > MOST_RESULTS)

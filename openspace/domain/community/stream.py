"""The rows of one community."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from openspace.domain.community.tables import (
    DECLARED,
    ABrief,
    ACommunity,
    Companion,
    Entry,
    InSeries,
    Part,
)
from openspace.domain.stream import Stream

PREFIX = "c."
"""Start of a community's key in the store. No gathering's code contains a full stop."""


class Community(Stream):
    """A community as of change `seq`."""

    NAME = "community"
    TABLES = tuple(DECLARED)
    TITLE = "name"

    @property
    def info(self) -> ACommunity:
        return cast(ACommunity, super().info)

    @property
    def slug(self) -> str:
        return str(self.info["id"])

    @property
    def code(self) -> str:
        return key_of(self.slug)

    @property
    def series(self) -> Collection[InSeries]:
        """Return the gatherings that the host accepted."""
        return cast(Collection[InSeries], self.rows("series"))

    @property
    def entries(self) -> Collection[Entry]:
        return cast(Collection[Entry], self.rows("entries"))

    @property
    def parts(self) -> Collection[Part]:
        return cast(Collection[Part], self.rows("parts"))

    def entry(self, id: str) -> Entry | None:
        return cast(Entry | None, self.row("entries", id))

    def part(self, id: str) -> Part | None:
        return cast(Part | None, self.row("parts", id))

    def parts_of(self, entry: str) -> list[Part]:
        """Return the parts of the entry in the order in which they came."""
        return [row for row in self.parts if row["entry"] == entry]

    def companion(self, id: str) -> Companion | None:
        return cast(Companion | None, self.row("companions", id))

    def companions_of(self, entry: str) -> list[Companion]:
        rows = cast(Collection[Companion], self.rows("companions"))
        return [row for row in rows if row["entry"] == entry]

    @property
    def briefs(self) -> Collection[ABrief]:
        return cast(Collection[ABrief], self.rows("briefs"))

    def brief(self, id: str) -> ABrief | None:
        return cast(ABrief | None, self.row("briefs", id))

    def in_series(self, code: str) -> InSeries | None:
        return cast(InSeries | None, self.row("series", code))


def key_of(slug: str) -> str:
    return PREFIX + slug

"""The rows of one community."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from openspace.domain.community.tables import DECLARED, ACommunity, InSeries
from openspace.domain.stream import Stream

PREFIX = "c."
"""Start of a community's key in the store. No gathering's code contains a full stop."""


class Community(Stream):
    """A community as of change `seq`."""

    NAME = "community"
    TABLES = tuple(DECLARED)

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

    def in_series(self, code: str) -> InSeries | None:
        return cast(InSeries | None, self.row("series", code))


def key_of(slug: str) -> str:
    return PREFIX + slug

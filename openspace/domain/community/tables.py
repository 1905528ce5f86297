"""Declares the tables and columns of a community. `domain/tables.py` adds them to the catalogue, and explains
the marks."""

from typing import Annotated, TypedDict

from openspace.domain.columns import HOST, HOST_WORDS, PUBLIC


class ACommunity(TypedDict):
    """One row. `id` is the slug in its address, `about` is Markdown."""

    id: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC, HOST_WORDS]
    about: Annotated[str, PUBLIC, HOST_WORDS]
    for_whom: Annotated[str, PUBLIC, HOST_WORDS]
    contact: Annotated[str, PUBLIC, HOST_WORDS]
    listed: Annotated[bool, PUBLIC]
    at: Annotated[str, PUBLIC]


class InSeries(TypedDict):
    """A gathering that the community's host accepted. `id` is its code. It is shown when the gathering names
    the community as well (`series.py`). The other columns are filled when the gathering is purged after its
    time."""

    id: Annotated[str, HOST]
    title: Annotated[str, HOST, HOST_WORDS]
    first_day: Annotated[str, HOST]
    last_day: Annotated[str, HOST]
    venue: Annotated[str, HOST, HOST_WORDS]
    kept: Annotated[bool, HOST]
    at: Annotated[str, HOST]


DECLARED: dict[str, tuple[type, type | None]] = {
    "communities": (ACommunity, None),
    "series": (InSeries, None),
}

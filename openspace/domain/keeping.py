"""How long a gathering is kept: two numbers of days, counted from its last day (docs/decisions/0036)."""

from collections.abc import Mapping
from typing import Any

USUAL_PEOPLE_DAYS = 30
"""Default days after which the people are forgotten."""

FOR_EVER = 0

KEPT_DAYS = ("retention_days", "people_kept_days", "book_kept_days")
"""Settings of a gathering. The first is that of older versions, and sets the other two."""


def kept_days(about: Mapping[str, Any]) -> tuple[int, int]:
    """Return the days after which the people are forgotten, and after which all of it is erased; FOR_EVER is
    never. `about` is the gathering's row.

    A row from before there were two numbers has one, `retention_days`, after which all of it was to be
    erased. That is what its people were promised.
    """
    one, people, book = (
        about.get(column) for column in ("retention_days", "people_kept_days", "book_kept_days")
    )
    if people is None and book is None:
        days = USUAL_PEOPLE_DAYS if one is None else int(one)
        return days, days
    return (
        USUAL_PEOPLE_DAYS if people is None else int(people),
        FOR_EVER if book is None else int(book),
    )


def with_kept_days(about: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, int]:
    """Return `{people_kept_days, book_kept_days}` after a change to `given`. `retention_days` alone sets
    both, as it did before there were two."""
    people, book = kept_days(about)
    if "retention_days" in given:
        people = book = given["retention_days"]
    return {
        "people_kept_days": given.get("people_kept_days", people),
        "book_kept_days": given.get("book_kept_days", book),
    }

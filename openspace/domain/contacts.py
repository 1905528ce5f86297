"""The contact that two people show each other after both agreed (`rules/wishes.py`)."""

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering


def contact_of_other(gathering: Gathering, row: Row) -> str | None:
    """Return the contact of the other person of an introduction to which both agreed, while they want it."""
    wish = gathering.row("wishes", row["wish"])
    if not row["agreed"] or wish is None or row["other"] is None:
        return None
    return next(
        (
            one["contact"]
            for one in gathering.rows("wishes")
            if one["person"] == row["other"]
            and (one["topic"], one["note"]) == (wish["topic"], wish["note"])
        ),
        None,
    )

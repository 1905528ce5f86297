"""Closing reflections: no wall and nobody else's phone ever gets one; the book shows them
(docs/decisions/0054-actions-and-closing.md)."""

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.domain.phases import CLOSED, HARVEST
from openspace.domain.tables import Evidence
from openspace.domain.vocabulary import REFLECTION

REFLECTION_ID = "cl"
"""Begin of the ids of closing reflections. Nobody is told when one is taken back."""


def is_reflection(table: str, row: Row) -> bool:
    return table == "evidence" and row["form"] == REFLECTION


def reflections_shown(gathering: Gathering, in_edition: bool) -> list[Evidence]:
    """Return the closing reflections for the book, in the order of their words: the order in which they came
    would show who wrote while the others were listening.

    A draft has none before the circle is over, because whoever fetches it again and again would see when
    one arrives.
    """
    if not in_edition and gathering.info["phase"] not in (HARVEST, CLOSED):
        return []
    shown = [
        row
        for row in gathering.rows("evidence")
        if is_reflection("evidence", row) and not (row["hidden"] or row["covered"])
    ]
    return sorted(shown, key=lambda row: (row["text"].casefold(), row["text"]))

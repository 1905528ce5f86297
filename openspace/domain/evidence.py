"""When the kind of an evidence item may be shown. The kind (for example “what I lived”) tells something about
its author, and with the session it can reveal who that is."""

from collections import Counter

from openspace.domain.gathering import Gathering
from openspace.domain.tables import Evidence
from openspace.domain.vocabulary import EVIDENCE_KINDS

ENOUGH = 5
"""So many items of one kind hide each other."""


def live_kind(row: Evidence) -> str:
    """Return the kind as screens show it: none if the item names a session.

    It does not depend on other items. Otherwise kinds would appear and disappear as items come and go.
    """
    return "" if row["session"] else row["kind"]


def published_kinds(gathering: Gathering) -> dict[str, str]:
    """Return the kind of each item, by id, as the book and the exports show it: beside a session only if
    enough items have it."""
    common = counted_kinds(gathering)
    return {
        row["id"]: row["kind"] if not row["session"] or row["kind"] in common else ""
        for row in gathering.rows("evidence")
    }


def counted_kinds(gathering: Gathering) -> dict[str, int]:
    """Return the number of visible items of each kind that enough items have."""
    shown = [row for row in gathering.rows("evidence") if not (row["hidden"] or row["covered"])]
    numbers = Counter(row["kind"] for row in shown)
    return {kind: numbers[kind] for kind in EVIDENCE_KINDS if numbers[kind] >= ENOUGH}

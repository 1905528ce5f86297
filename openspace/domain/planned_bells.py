"""The kinds of bells that a host plans for all session slots (docs/decisions/0052-planned-bells.md).

A kind is `start`, `end`, or `end-5`: five minutes before the end. Pages work out when each rings.
"""

import re
from collections.abc import Sequence

from openspace.domain.refusals import Refused

KIND = "start|end|end-([1-9]|[1-5][0-9]|60)"
MOST_KINDS = 6


def checked_kind(kind: str) -> str:
    """Return the kind. Raises Refused."""
    if not re.fullmatch(KIND, kind):
        raise Refused("not_a_choice", field="bell", choices=["start", "end-5", "end"])
    return kind


def checked_kinds(kinds: Sequence[str]) -> list[str]:
    """Return the kinds in the order in which they ring, each once. Raises Refused."""
    found = {checked_kind(kind) for kind in kinds}
    if len(found) > MOST_KINDS:
        raise Refused("too_many", why="bells", most=MOST_KINDS)
    return sorted(found, key=lambda kind: (kind != "start", -_minutes_before_end(kind)))


def _minutes_before_end(kind: str) -> int:
    return int(kind.partition("-")[2] or 0)

"""What others see of an item that the host has covered, and the host of a topic that was withdrawn: where it
is, and none of its words and names."""

from openspace.domain.change import Row
from openspace.domain.columns import Table
from openspace.domain.english import COVERED

_STRUCTURE = {"kind", "form", "bearing", "session"}
"""Columns with the author's words by which pages group items. They are shown."""

_TEXT = {"topics": "title", "notes": "text", "evidence": "text", "issues": "text"}
"""The column that says instead that the item is covered."""

_MORE: dict[str, Row] = {
    "notes": {
        "photo": "",
        "by_name": None,
        "initiator_name": None,
        "joined_names": [],
        "joined_others": 0,
    },
    "topics": {"convener_name": None},
    "evidence": {"kind": "", "by_name": None},
    "issues": {},
}
_ONLY_WITH_NAME = ("convener_typed", "convener_names", "initiator_typed")


def covered(table: Table, seen: Row) -> Row:
    """Return `seen`, an item as others see it, without what it says and who is named on it."""
    return {**without_words(table, seen), _TEXT[table.name]: COVERED}


def without_words(table: Table, seen: Row) -> Row:
    cleared = table.cleared(tuple(n for n in table.words if n in seen and n not in _STRUCTURE))
    left = {name: value for name, value in seen.items() if name not in _ONLY_WITH_NAME}
    return {**left, **cleared, **_MORE[table.name]}

"""Which topics a time slot has cells for: sessions, or action groups in a re-opened space."""

from openspace.domain.change import Row

_FOR_TOPICS, _FOR_ACTIONS = "session", "action"

KINDS_WITH_CELLS = (_FOR_TOPICS, _FOR_ACTIONS)


def holds_cells(slot: Row) -> bool:
    """Return whether topics can be placed in the slot. In the others everybody is together."""
    return slot["kind"] in KINDS_WITH_CELLS


def fits(topic: Row, slot: Row) -> bool:
    """Return whether the topic can be placed in the slot. Topics for action have slots of their own."""
    return bool(slot["kind"] == (_FOR_ACTIONS if topic["for_action"] else _FOR_TOPICS))

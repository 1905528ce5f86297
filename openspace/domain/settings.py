"""The host's settings of a gathering, with defaults for a row that is older than a setting."""

from typing import Any

from openspace.domain.change import Row

WRITINGS = ("open", "host")
USUAL_CELLS_EACH = 3
"""Cells that one convener may hold at a time; 0: as many as wished."""

USUAL_TOPICS_EACH = 20
"""Open topics that one person may have; 0: as many as wished."""

USUAL_REPORT_MINUTES = 5
"""Before the end of a slot, when a session's page becomes its report; 0: never."""

_USUAL = {
    "joining": "open",
    "writing": "open",
    "cells_each": USUAL_CELLS_EACH,
    "topics_each": USUAL_TOPICS_EACH,
    "approval": False,
    "wall_view": "",
    "convergence": "",
    "report_minutes": USUAL_REPORT_MINUTES,
}


def settings(about: Row) -> Row:
    """Return `{joining, writing, cells_each, topics_each, approval, wall_view, convergence, report_minutes}`
    from the gathering's row."""
    return {name: setting(about, name) for name in _USUAL}


def setting(about: Row, name: str) -> Any:
    """Return one of them."""
    value = about.get(name)
    return _USUAL[name] if value is None else value

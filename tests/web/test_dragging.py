"""Whatever can be dragged is also placed by two taps (WCAG 2.5.7): the card, then its place."""

import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static" / "js"
DRAGS = re.compile(r"draggable|onDrag|onDrop")


def test_only_cards_are_dragged_and_only_to_cells_that_take_a_tap() -> None:
    """Browser tests tap: on the phone (`test_phone.py`), and on the host's wall (`test_gathering.py`)."""
    drags = {
        str(file.relative_to(STATIC))
        for file in STATIC.rglob("*.js")
        if DRAGS.search(file.read_text("utf-8"))
    }
    cells = (STATIC / "ui/grid.js").read_text("utf-8")

    assert drags == {"ui/card.js", "ui/cell.js", "ui/grid.js"}
    assert re.search(r"const tap = shown && onTopic.*?: onCell && isFor &&", cells, re.S)
    assert "const onDrop = onCell && isFor &&" in cells

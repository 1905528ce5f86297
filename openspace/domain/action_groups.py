"""Who joined an action, as everybody sees it: a part of the note, so that it is hidden and covered with it
(docs/decisions/0054-actions-and-closing.md).

Only names have an order, that of the alphabet. The order of joining would show that one name took the place
of another.
"""

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering

ENOUGH = 5
"""So many unnamed people hide each other. Their number is shown from here on, rounded down to a multiple."""


def joined(gathering: Gathering, note: Row) -> Row:
    """Return `{joined_names, joined_others}` of an action: the names, and how many more there are at
    least."""
    if note["kind"] != "action":
        return {}
    rows = gathering.joins_by_note.get(note["id"], ())
    names = [gathering.shown_name(row["shown_as"]) for row in rows]
    shown = sorted((name for name in names if name), key=lambda name: (name.casefold(), name))
    unnamed = len(names) - len(shown)
    return {"joined_names": shown, "joined_others": unnamed - unnamed % ENOUGH}

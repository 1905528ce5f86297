"""Who joined an action, as everybody sees it: a part of the note, so that it is hidden and covered with it
(docs/decisions/0054-actions-and-closing.md).

Only names have an order, that of the alphabet. The order of joining would show that one name took the place
of another.
"""

from collections.abc import Sequence

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering
from openspace.languages.formats import sort_key, with_commas
from openspace.languages.text import _, ngettext

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


def who_joined(names: Sequence[str], others: int) -> str:
    """Return "Kim, Rosa and at least 5 more", or "" for nobody whom others see."""
    listed = with_commas(*sorted(names, key=sort_key))
    if not others:
        return listed
    if not names:
        return ngettext("at least {count} more", "at least {count} more", others)
    one, other = "{names} and at least {count} more", "{names} and at least {count} more"
    return ngettext(one, other, others, names=listed)


def joined_line(note: Row) -> str:
    """Return "Joined: Kim, Rosa", or ""."""
    who = who_joined(note.get("joined_names", ()), note.get("joined_others", 0))
    return _("Joined: {who}", who=who) if who else ""

"""The conveners of a topic: the one who proposed it, and a second one with the same rights
(docs/decisions/0049-two-conveners.md).

Two names are shown in the order of the columns. A single name is shown alone, whoever of the two has it, so
that nobody can tell whether there is somebody else.
"""

from collections.abc import Sequence

from openspace.domain.change import Row
from openspace.domain.gathering import Gathering

SHOWN = ("shown_as", "second_shown_as")


def conveners_shown(gathering: Gathering, topic: Row) -> Row:
    """Return `convener_name`, which names all who chose it, with `convener_typed` if somebody else typed one
    of the names; and `convener_names`, if there are two."""
    if (
        topic["second_shown_as"] is None
    ):  # as nearly everywhere, and every topic that is sent is asked
        name = gathering.shown_name(topic["shown_as"])
        typed = name is not None and is_typed(gathering, topic["shown_as"])
        return {"convener_name": name, **({"convener_typed": True} if typed else {})}
    shown = [
        (name, is_typed(gathering, topic[column]))
        for column in SHOWN
        if (name := gathering.shown_name(topic[column]))
    ]
    names = [name for name, _ in shown]
    return {
        "convener_name": in_words(names) or None,
        **({"convener_typed": True} if any(typed for _, typed in shown) else {}),
        **({"convener_names": names} if len(names) > 1 else {}),
    }


def in_words(names: Sequence[str]) -> str:
    """Return “Kim”, “Kim and Rosa” or “Kim, Rosa and Amir”."""
    *others, last = names or [""]
    return " and ".join(filter(None, (", ".join(others), last)))


def is_typed(gathering: Gathering, person: str | None) -> bool:
    """Return whether the name of `person` was typed by somebody else."""
    known = gathering.row("people", person) if person else None
    return known is not None and known["kept_by"] is not None


def without_leaver(topic: Row) -> Row:
    """Return the topic with the second convener as its convener, if it has no other."""
    if topic["convener"] is not None or topic["second"] is None:
        return topic
    return {
        **topic,
        "convener": topic["second"],
        "shown_as": topic["second_shown_as"],
        "second": None,
        "second_shown_as": None,
        "second_wrote": False,
    }

"""What Open Space usually says: principles, law and motto. A new gathering begins with them, in English.

Pages, paper and book show these texts in the language that is spoken. Texts that the host wrote stay as they
are.
"""

from collections.abc import Iterable

from openspace.languages.known import EASY, SOURCE
from openspace.languages.text import N_, _, spoken

PRINCIPLES = (
    N_("Whoever comes is the right people."),
    N_("Whatever happens is the only thing that could have."),
    N_("Whenever it starts is the right time."),
    N_("When it’s over, it’s over."),
)
LAW = N_(
    "If you are neither learning nor contributing where you are, use your two feet, "
    "or whatever form of mobility you have, and go somewhere you can."
)
MOTTO = N_("Be prepared to be surprised.")

PICTURES = dict(
    zip(
        (*PRINCIPLES, LAW, MOTTO),
        ("people", "seedling", "hourglass", "done", "feet", "idea"),
        strict=True,
    )
)
"""{usual text: its picture in Easy English}"""

_USUAL = frozenset((*PRINCIPLES, LAW, MOTTO))


def said(text: str) -> str:
    """Return a principle, the law or the motto as it is shown: translated, if it is a usual one."""
    return _(text) if text in _USUAL else text


def all_said(texts: Iterable[str]) -> list[str]:
    return [said(text) for text in texts]


def for_pages() -> dict[str, str]:
    """Return {usual text: its translation}; nothing in English."""
    return {} if spoken() == SOURCE else {text: _(text) for text in sorted(_USUAL)}


def pictures() -> dict[str, str]:
    """Return {usual text as it is shown: its picture}; only Easy English has pictures."""
    return {_(text): name for text, name in PICTURES.items()} if spoken().code == EASY else {}

"""The words that the set-up form begins with, in each language that a gathering can have."""

from functools import cache

from openspace.languages.known import for_gatherings
from openspace.languages.text import _, speaking


@cache
def first_words() -> dict[str, dict[str, str]]:
    """Return {code: {what: words}}. `{letter}` stays, for the page."""
    return {code: _words(code) for code in for_gatherings()}


def _words(code: str) -> dict[str, str]:
    with speaking(code):
        return {
            "room": _("Room {letter}"),
            "opening": _("Opening circle and marketplace"),
            "morning": _("Morning announcements"),
            "lunch": _("Lunch"),
            "closing": _("Closing circle"),
        }

"""Dates, times and lists as the language that is spoken writes them.

Digits are those of the session codes (0-9) in every language, so that a time on the phone looks like the one
on the wall.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from openspace.languages.text import spoken

_ENGLISH_DAY = "EEEE d MMMM y"
"""CLDR has a comma after the weekday. The wall never had one."""


def long_day(day: date) -> str:
    """Return "Tuesday 24 November 2026"."""
    locale = spoken().babel
    return str(format_date(day, _ENGLISH_DAY if locale.language == "en" else "full", locale=locale))


def day_and_month(day: date) -> str:
    """Return "24 November"."""
    return str(format_skeleton("MMMMd", day, locale=spoken().babel))


def whole_date(day: date) -> str:
    """Return "24 November 2026"."""
    return str(format_date(day, "long", locale=spoken().babel))


def hours(moment: datetime | time) -> str:
    """Return "16:05": 24 hours in every language, as on the wall."""
    return f"{moment:%H:%M}"


def listed_in_words(items: Iterable[str]) -> str:
    """Return "a, b and c"."""
    return str(format_list(list(items), locale=spoken().babel))


def sort_key(text: str) -> str:
    """Return a key that sorts names without regard to case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))

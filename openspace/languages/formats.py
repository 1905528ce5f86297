"""Dates, times and lists as the language that is spoken writes them.

Digits are those of the session codes (0-9) in every language, so that a time on the phone looks like the one
on the wall.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from openspace.languages.known import SOURCE
from openspace.languages.text import _, spoken

_ENGLISH_DAY = "EEEE d MMMM y"
"""CLDR has a comma after the weekday. The wall never had one."""


def long_day(day: date) -> str:
    """Return "Tuesday 24 November 2026"."""
    locale = spoken().babel
    return str(format_date(day, _ENGLISH_DAY if locale.language == "en" else "full", locale=locale))


def weekday(day: date) -> str:
    """Return "Tuesday"."""
    return str(format_date(day, "cccc", locale=spoken().babel))


def weekday_and_day(day: date) -> str:
    """Return "Tuesday 24"."""
    pattern = spoken().babel.datetime_skeletons["Ed"].pattern
    whole = re.sub("[Ec]+", "EEEE", pattern)
    return str(format_date(day, whole, locale=spoken().babel)).replace(",", "")


def whole_date(day: date) -> str:
    """Return "24 November 2026"."""
    return str(format_date(day, "long", locale=spoken().babel))


def date_range(first: date, last: date) -> str:
    """Return "24–26 November 2026", or "30 November – 2 December 2026"."""
    if first == last:
        return whole_date(first)
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = spoken().babel.interval_formats["yMMMd"][differs]
    parts = [
        format_date(day, re.sub("M+", "MMMM", pattern), locale=spoken().babel)
        for day, pattern in zip((first, last), patterns, strict=True)
    ]
    return "".join(parts).replace("\u2009", "" if differs == "d" else " ")


def words_of_dates() -> dict[str, str]:
    """Return {"Monday": "Dydd Llun", "Sept": "Medi", …}: what a browser needs that has no dates of the
    language that is spoken."""
    english, spoken_ = SOURCE.babel, spoken().babel
    found = {"Sep": spoken_.months["format"]["abbreviated"][9]}  # Browsers disagree about this one.
    for width in ("wide", "abbreviated"):
        for names in ("days", "months"):
            words = getattr(spoken_, names)["format"][width]
            found |= {
                word: words[nth] for nth, word in getattr(english, names)["format"][width].items()
            }
    return found


def hours(moment: datetime | time) -> str:
    """Return "16:05": 24 hours in every language, as on the wall."""
    return f"{moment:%H:%M}"


def number(value: float, decimals: int = 0) -> str:
    """Return "1,200", or "1,200.5" with one decimal."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, spoken().babel, numbering_system="latn"))


def listed_in_words(items: Iterable[str]) -> str:
    """Return "a, b and c"."""
    return str(format_list(list(items), locale=spoken().babel))


def with_commas(*parts: str | None) -> str:
    """Return "a, b, c", without those that are empty."""
    comma = "، " if spoken().babel.language == "ar" else ", "
    return comma.join(filter(None, parts))


def labelled(label: str, value: str) -> str:
    """Return "Due: 1 May 2027"."""
    return _("{label}: {value}", label=label, value=value)


def sort_key(text: str) -> str:
    """Return a key that sorts names without regard to case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))

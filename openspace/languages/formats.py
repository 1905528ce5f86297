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

from openspace.languages.direction import apart
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
    return str(format_list(_apart(items), locale=spoken().babel))


def with_commas(*parts: str | None) -> str:
    """Return "a, b, c", without those that are empty."""
    return comma().join(_apart(filter(None, parts)))


def with_spaces(*parts: str) -> str:
    """Return "1A Tea", without those that are empty."""
    return " ".join(_apart(filter(None, parts)))


def comma() -> str:
    """Return what is between the things of a list."""
    return "، " if spoken().babel.language == "ar" else ", "


def _apart(items: Iterable[str]) -> list[str]:
    """Return the items, each isolated from the others if it begins in another direction."""
    alone, direction = [*items], spoken().direction
    return [apart(item, direction) for item in alone] if len(alone) > 1 else alone


def labelled(label: str, value: str) -> str:
    """Return "Due: 1 May 2027"."""
    return _("{label}: {value}", label=label, value=value)


_NO_ACCENT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_LAST = "\U0010fffd"
_LETTERS_OF_THEIR_OWN: dict[str, dict[str, str | int | None]] = {
    "es": {"ñ": f"n{_LAST}"},
    "pl": {
        **{letter: f"{base}{_LAST}" for letter, base in zip("ąćęłńóśź", "acelnosz", strict=True)},
        "ż": f"z{_LAST}{_LAST}",
    },
}
"""Letters that follow the one they look like, and do not count as the same one."""


def sort_key(text: str) -> str:
    """Return a key that sorts names as a dictionary of the language does: without regard to case and
    accents."""
    own = _LETTERS_OF_THEIR_OWN.get(spoken().babel.language, {})
    letters = unicodedata.normalize("NFC", text.casefold()).translate(str.maketrans(own))
    plain = unicodedata.normalize("NFKD", letters.translate(_NO_ACCENT))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))

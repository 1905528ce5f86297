"""Texts of two directions in one line: Latin letters in an Arabic sentence, or Arabic ones in an English one.

What is put into a sentence is isolated (U+2068 … U+2069) if it begins in the other direction. Otherwise its
last punctuation mark would be drawn on the wrong side, and a number after it before it.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

_BEGIN, _END = "\u2066\u2067\u2068", "\u2069"
_MARKS = re.compile(f"[{_BEGIN}{_END}]")
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"


def apart(text: str, direction: str) -> str:
    """Return `text` isolated, if it begins in another direction than `direction`. Markup stays Markup."""
    if direction == "ltr" and text.isascii():
        return text
    words = text.striptags() if isinstance(text, Markup) else text
    is_other = is_left_to_right(words) if direction == "rtl" else is_right_to_left(words)
    return "\u2068" + text + _END if is_other else text


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter with a strong direction is written from right to left."""
    return not text.isascii() and _first_direction(text) in ("R", "AL")


def is_left_to_right(text: str) -> bool:
    """Return whether it is written from left to right. Numbers alone are neither."""
    return _first_direction(text) == "L"


def without_strays(text: str) -> str:
    """Return `text` without those marks of isolated parts that have no counterpart on their line."""
    if text.isascii() or not any(mark in text for mark in _BEGIN + _END):
        return text
    begun: list[int] = []
    strays: set[int] = set()
    for place, character in enumerate(text):
        if character in _BEGIN:
            begun.append(place)
        elif character == _END:
            if begun:
                begun.pop()
            else:
                strays.add(place)
        elif character == "\n":
            strays.update(begun)
            begun = []
    strays.update(begun)
    return "".join(character for place, character in enumerate(text) if place not in strays)


def with_letters_around(text: str) -> str:
    """Return `text` with invisible letters of both directions around isolated parts, for programs that know
    no others (Word). Parts inside of parts get none."""
    if _END not in text:
        return text
    parts = (
        (nth, "".join(character for character, _ in characters))
        for nth, characters in groupby(_with_part(text), key=itemgetter(1))
    )
    return "".join(_with_letters(part) if nth else part for nth, part in parts)


def without_marks(text: str) -> str:
    """Return `text` without marks of isolated parts, for programs."""
    return text if text.isascii() else _MARKS.sub("", text)


def _with_letters(isolated: str) -> str:
    inner, outer = _RIGHT_TO_LEFT, _LEFT_TO_RIGHT
    if is_left_to_right(isolated):
        inner, outer = outer, inner
    return f"{outer}{inner}{isolated}{inner}{outer}"


def _first_direction(text: str) -> str:
    """Return the direction of the first strong character outside of isolated parts, as browsers do."""
    directions = (unicodedata.bidirectional(one) for one, nth in _with_part(text) if not nth)
    return next((one for one in directions if one in ("L", "R", "AL")), "")


def _with_part(text: str) -> Iterator[tuple[str, int]]:
    """Yield each character, and which isolated part it is in (the first is 1); 0 if it is in none."""
    depth = nth = 0
    for character in text:
        if character in _BEGIN:
            nth += not depth
            depth += 1
        elif character == _END:
            depth = max(0, depth - 1)
        else:
            yield character, nth if depth else 0

"""What every writer does to text before it writes it, whoever made the book."""

import re
import unicodedata

from openspace.domain.text import clean, is_web_address

_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# The last two characters of every plane are none, and XML 1.0 validators say so of some.
_NO_CHARACTER = re.compile(
    "[" + "".join(chr(p + 0xFFFE) + chr(p + 0xFFFF) for p in range(0, 0x110000, 0x10000)) + "]"
)
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def plain(text: str) -> str:
    """`text` without what no file can hold and without overrides of direction; every word stays."""
    return _NO_CHARACTER.sub("", _BIDI_CONTROLS.sub("", clean(text)))


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def paragraphs(text: str) -> list[str]:
    """`text` parted at its blank lines; other line breaks stay inside."""
    return [part.strip("\n") for part in _BLANK_LINE.split(text) if part.strip()]


def web_address(url: str) -> str:
    """`url` when it is safe to link to, else nothing."""
    return url if is_web_address(url) and url == line(url) else ""


def without_lone_percent(url: str) -> str:
    """`url` as strict readers take it: a percent sign that begins no escape, as in a cut link, is escaped."""
    return _LONE_PERCENT.sub("%25", url)


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction of its own runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def file_name(text: str) -> str:
    """`text` as a file's name that every system takes: "Learning-together"; may be empty."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:60].rstrip("-")


def language_tag(language: str) -> str:
    """`language` when it looks like one ("en", "pt-BR"), else English."""
    return language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else "en"

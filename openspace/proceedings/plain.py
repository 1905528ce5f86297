"""Text clean-up that every writer applies before it writes."""

import re
import unicodedata

from openspace.domain.text import clean, is_web_address
from openspace.languages.direction import without_strays

_BIDI_OVERRIDES = re.compile("[\u202a-\u202e]")
# The last two code points of every plane are not characters, and XML 1.0 validators reject some of them.
_NO_CHARACTER = re.compile(
    "[" + "".join(chr(p + 0xFFFE) + chr(p + 0xFFFF) for p in range(0, 0x110000, 0x10000)) + "]"
)
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def plain(text: str) -> str:
    """Return `text` without characters that some file cannot contain, and without marks of direction that
    reach beyond it."""
    text = clean(text)
    if text.isascii():
        return text
    return _NO_CHARACTER.sub("", without_strays(_BIDI_OVERRIDES.sub("", text)))


def line(text: str) -> str:
    """Like `plain`, on one line."""
    return " ".join(plain(text).split())


def paragraphs(text: str) -> list[str]:
    """Split `text` at its blank lines; other line breaks are kept."""
    return [part.strip("\n") for part in _BLANK_LINE.split(text) if part.strip()]


def web_address(url: str) -> str:
    """Return `url` if it is safe to link to, else ""."""
    return url if is_web_address(url) and url == line(url) else ""


def without_lone_percent(url: str) -> str:
    """`url` as strict readers take it: a percent sign that begins no escape, as in a cut link, is escaped."""
    return _LONE_PERCENT.sub("%25", url)


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def file_name(text: str) -> str:
    """Return `text` as a file name for every system: "Learning-together". May be empty."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:60].rstrip("-")


def language_tag(language: str) -> str:
    """Return `language` if it looks like a language tag ("en", "pt-BR"), else "en"."""
    return language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else "en"

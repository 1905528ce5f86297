"""Finds words on a page in the pseudo-language that are outside its brackets."""

import re
from html.parser import HTMLParser

_UNSHOWN = {"script", "style", "svg"}
_DATA = {"bdi", "code"}
_EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_SAID = ("alt", "aria-description", "aria-label", "placeholder", "title")
_DATES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_SAME_IN_EVERY_LANGUAGE = re.compile(
    r"\b(?:UTC|kB|[A-Z][a-z]+/[A-Z][a-z]+)\b|\bABC 234\b|\S+://\S+"
)
_WORD = re.compile(r"[A-Za-z]{2,}")


def bare_texts(page: str) -> list[str]:
    """Return the texts with a word that is in no message: not between brackets, no date or address, not what
    somebody wrote (`dir="auto"`, `<bdi>`), no code, not
    the name of a language, and not marked as English (`lang="en"`)."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._messages = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_apart = (
            tag in _UNSHOWN | _DATA
            or given.get("dir") == "auto"
            or given.get("lang") == "en"
            or "hreflang" in given
        )
        for name in _SAID:
            if not (self._is_apart or is_apart):
                self._judge(_outside(given.get(name) or ""))
        if tag not in _EMPTY:
            self._open.append((tag, self._is_apart or is_apart))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """A message can contain elements, so its brackets can be in different texts."""
        outside = ""
        for letter in data:
            self._messages += letter == "⟦"
            outside += " " if self._messages else letter
            self._messages -= letter == "⟧"
        if not self._is_apart:
            self._judge(outside)

    @property
    def _is_apart(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _judge(self, text: str) -> None:
        text = _DATES.sub(" ", _SAME_IN_EVERY_LANGUAGE.sub(" ", text))
        if _WORD.search(text):
            self.found.append(" ".join(text.split()))


def _outside(text: str) -> str:
    """Return an attribute without its messages. One can be a parameter of another."""
    shorter = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    return shorter if shorter == text else _outside(shorter)

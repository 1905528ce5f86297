"""Text as people type it, made safe to store: nothing they wrote is changed, only what is no text."""

import re

from openspace.domain.refusals import Refused

LIMITS = {"title": 500, "name": 120, "text": 20_000, "line": 1_000, "tag": 60, "reason": 200}
"""Longest text of each kind, in characters. Real titles reach 478, real notes 19,154 (PRACTICE.md)."""
MOST_TAGS = 12
"""Of a topic."""

# C0 and C1 controls but tab and newline, and what no file format takes: non-characters and lone surrogates.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEWLINES = re.compile("\r\n|\r|\x0b|\x0c|\u2028|\u2029")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")

# fmt: off
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☑",
    "\uf076": "❖", "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf0a8": "◻", "\uf071": "❑",
    "\uf0e0": "→", "\uf0ae": "→", "\uf0df": "←", "\uf0f0": "⇨", "\uf04a": "☺", "\uf04c": "☹",
    "\uf02d": "–", "\uf020": " ",
}
"""What Word writes for signs of its fonts Symbol and Wingdings: elsewhere nothing but an empty box."""
_SYMBOL = re.compile(f"[{''.join(_SYMBOLS)}]")


def clean(text: str) -> str:
    """`text` with one kind of newline, without characters that no database or book can hold, and with
    Word's bullets as everybody's."""
    text = _UNWRITABLE.sub("", _NEWLINES.sub("\n", text))
    return _SYMBOL.sub(lambda sign: _SYMBOLS[sign[0]], text)


def one_line(text: str, kind: str, field: str) -> str:
    """A title or a name: one line, single spaces, no overrides of the direction of what follows it."""
    line = " ".join(_BIDI_CONTROLS.sub("", clean(text)).split())
    return _within(line, kind, field)


def many_lines(text: str, field: str) -> str:
    """A note or a description: lines kept, blank edges dropped."""
    return _within(clean(text).strip(), "text", field)


def _within(text: str, kind: str, field: str) -> str:
    limit = LIMITS[kind]
    if len(text) > limit:
        raise Refused("too_long", field=field, limit=limit, length=len(text))
    return text


def tags(given: list[str]) -> list[str]:
    """Tags without doubles and empties, in the order given."""
    if len(given) > MOST_TAGS:
        raise Refused("too_many", why="tags", most=MOST_TAGS)
    return list(
        dict.fromkeys(tag for t in given if (tag := one_line(t.lstrip("#"), "tag", "tag")))
    )


def web_link(url: str) -> str:
    """A link that is safe to show as one, or a refusal."""
    link = one_line(url, "line", "link")
    if link and not is_web_address(link):
        raise Refused("bad_link")
    return link


def is_web_address(text: str) -> bool:
    """Whether `text` begins as an address of the web does: nothing else may become a link."""
    return bool(_WEB_ADDRESS.match(text))

"""Cleans typed text for storage. Nothing that people wrote changes; only characters that are no text are
removed."""

import re
import unicodedata

from openspace.domain.refusals import Refused

LIMITS = {
    "title": 500,
    "name": 120,
    "device": 60,
    "text": 20_000,
    "line": 1_000,
    "tag": 60,
    "reason": 200,
    "evidence": 1_000,
    "flag": 500,
    "content_note": 80,
    "outcome": 500,
    "answer": 5_000,
    "issue": 200,
}
"""Maximum length of each kind of text, in characters. The longest of 673 real reports had a
title of 478 and notes of 19,154."""
MOST_TAGS = 12
"""Limit of tags of a topic."""

# C0 and C1 controls except tab and newline, and characters that no file format accepts: non-characters and
# lone surrogates.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NEWLINES = re.compile("\r\n|\r|\x0b|\x0c|\u2028|\u2029")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MOST_MARKS = 6
"""Marks on one letter. No script needs more, and a pile of them would be drawn over other people's text."""
_MAY_BE_A_PILE = re.compile(f"[^\\w\\s\\x00-\\x7f]{{{_MOST_MARKS + 1},}}")
"""Signs that are no letters, enough of them for a pile of marks."""
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and marks that show nothing: fillers and Braille's empty cell."""

# fmt: off
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☑",
    "\uf076": "❖", "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf0a8": "◻", "\uf071": "❑",
    "\uf0e0": "→", "\uf0ae": "→", "\uf0df": "←", "\uf0f0": "⇨", "\uf04a": "☺", "\uf04c": "☹",
    "\uf02d": "–", "\uf020": " ",
}
"""Characters that Word writes for signs of its fonts Symbol and Wingdings. Other programs show an empty
box."""
_SYMBOL = re.compile(f"[{''.join(_SYMBOLS)}]")


def clean(text: str) -> str:
    """Return `text` with uniform newlines, without characters that no database or book can store, with at
    most six marks on a letter, and with Word's bullets replaced by Unicode's."""
    text = _UNWRITABLE.sub("", _NEWLINES.sub("\n", text))
    if text.isascii():
        return text
    text = _MAY_BE_A_PILE.sub(_without_piles, text)
    return _SYMBOL.sub(lambda sign: _SYMBOLS[sign[0]], text)


def one_line(text: str, kind: str, field: str) -> str:
    """Return a title or a name: one line, single spaces, no direction overrides. Raises Refused."""
    line = " ".join(_BIDI_CONTROLS.sub("", clean(text)).split())
    return _within(line, kind, field)


def many_lines(text: str, field: str, kind: str = "text") -> str:
    """Return a note or a description: lines are kept, blank lines at both ends are removed. Raises
    Refused."""
    return _within(clean(text).strip(), kind, field)


def content_note(text: str) -> str:
    """Return what the author says that their text contains, such as “talks about self-harm”, without a full
    stop, because pages continue the sentence. Raises Refused."""
    return one_line(text.rstrip().removesuffix("."), "content_note", "content_note")


def _without_piles(signs: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in signs[0]:
        is_mark = sign < "\U00010000" and unicodedata.category(sign) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _within(text: str, kind: str, field: str) -> str:
    limit = LIMITS[kind]
    if len(text) > limit:
        raise Refused("too_long", field=field, limit=limit, length=len(text))
    return text if any(map(_is_visible, text)) else ""


def _is_visible(character: str) -> bool:
    """Return whether a text of this character alone shows something. Joiners between visible characters
    stay: emojis and several scripts need them."""
    if character.isspace() or character in _BLANK or "\ufe00" <= character <= "\ufe0f":
        return False
    return unicodedata.category(character) != "Cf"


def tags(given: list[str]) -> list[str]:
    """Return tags without duplicates and empty ones, in the given order. Raises Refused."""
    if len(given) > MOST_TAGS:
        raise Refused("too_many", why="tags", most=MOST_TAGS)
    return list(
        dict.fromkeys(tag for t in given if (tag := one_line(t.lstrip("#"), "tag", "tag")))
    )


def web_link(url: str) -> str:
    """Return a link that is safe to show. Raises Refused."""
    link = one_line(url, "line", "link")
    if link and not is_web_address(link):
        raise Refused("bad_link")
    return link


def https_link(url: str) -> str:
    """Return a link that the host gives to everybody. Raises Refused."""
    link = web_link(url)
    if link and not link.lower().startswith("https://"):
        raise Refused("bad_link", why="https")
    return link


def is_web_address(text: str) -> bool:
    """Return whether `text` starts like a web address. Nothing else may become a link."""
    return bool(_WEB_ADDRESS.match(text))

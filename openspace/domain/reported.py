"""What counts as the report of a session: two sentences that somebody wrote (decision 34).

Pages apply the same patterns (`static/js/core/reported.js`), so they are written in what Python and
JavaScript have in common.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

NOT_WRITTEN = ("photo", "link")
"""Kinds of notes that do not count. A picture is an annex: people feel that their issue did not count if
only a photo of their chart came back. A link says where something is, and not what was said."""

SENTENCES = 2

LONG = 120
"""Characters of a text without any full stop that counts as two sentences, because many people type so on a
phone, and some languages have no full stop."""

_END = "[.!?…]+(?=[\\s\"'”’»)]|$)|[。！？।؟۔]|\n+"
_LETTER = "[A-Za-z\u00c0-\u024f\u0370-\u1fff\u2e80-\ud7ff]"
_WORDS = "\\S\\s+\\S|[\u0370-\u1fff\u2e80-\ud7ff]{3}"
"""Two words, or three letters of a script beyond Latin, because some have no spaces."""


def is_report(notes: Iterable[tuple[str, str]]) -> bool:
    """Return whether notes, as (kind, text), are a report: two sentences in one note, or two notes with
    words. Hidden and covered ones are left out by the caller."""
    found = 0
    for kind, text in notes:
        if kind not in NOT_WRITTEN:
            found += _sentences(text)
        if found >= SENTENCES:
            return True
    return False


def for_pages() -> dict[str, Any]:
    """Return the definition for `reported.js`."""
    return {
        "not_written": list(NOT_WRITTEN),
        "sentences": SENTENCES,
        "long": LONG,
        "end": _END,
        "letter": _LETTER,
        "words": _WORDS,
    }


def _sentences(text: str) -> int:
    """Return the number of sentences, and at most `SENTENCES`: the rest of a long text is not read."""
    if not re.search(_LETTER, text):
        return 0
    if len(text) >= LONG and not re.search(_END, text):
        return SENTENCES
    with_words = (part for part in _parts(text) if re.search(_WORDS, part))
    return max(1, len(list(islice(with_words, SENTENCES))))


def _parts(text: str) -> Iterator[str]:
    """Yield what `re.split(_END, text)` returns."""
    begin = 0
    for end in re.finditer(_END, text):
        yield text[begin : end.start()]
        begin = end.end()
    yield text[begin:]

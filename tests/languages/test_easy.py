"""Easy English: short sentences in everything that somebody who takes part reads."""

import re
from collections.abc import Iterator

import pytest
from babel.messages import Message

from openspace.languages import extraction
from openspace.languages.known import EASY, LANGUAGES

READ_BY_ALL = (
    "static/js/core",
    "static/js/offline",
    "static/js/phone",
    "static/js/wall",
    "templates/invitation.html",
    "templates/paper/guide.html",
    "templates/paper/help.html",
    "templates/phone.html",
    "openspace/papers",
)
"""The rest may stay in plain English: what hosts and operators read."""

CLAUSE = re.compile(r"(?<!\{)\b([Ww]hoever|[Ww]henever|[Ww]hatever|unless|whose|whom|which|when)\b")


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return list(extraction.entries(extraction.read(LANGUAGES[EASY])))


def texts(message: Message) -> Iterator[str]:
    """Yield what is shown: the easy text, else the English one."""
    for text, english in zip(forms(message.string), forms(message.id), strict=True):
        yield text or english


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence. After a colon, another one begins."""
    parts = re.split(r"[.!?:;]+(?:\s|$)|\n", text)
    return [words for part in parts if (words := re.findall(r"[\w{}’'@.,&-]*\w[\w{}’'-]*", part))]


def is_read_by_all(message: Message) -> bool:
    return any(place.startswith(READ_BY_ALL) for place, _line in message.locations)


def test_easy_texts_have_short_sentences(messages: list[Message]) -> None:
    easy = [text for message in messages for text in forms(message.string) if text]
    lengths = [len(words) for text in easy for words in sentences(text)]

    assert len(easy) > 600
    assert [text for text in easy if any(len(words) > 12 for words in sentences(text))] == []
    assert sum(lengths) / len(lengths) <= 7
    assert [text for text in easy if CLAUSE.search(text)] == []


def test_no_long_sentence_is_left_for_those_who_take_part(messages: list[Message]) -> None:
    shown = [text for message in messages if is_read_by_all(message) for text in texts(message)]

    assert [text for text in shown if any(len(words) > 15 for words in sentences(text))] == []

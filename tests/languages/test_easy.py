"""Easy English: short sentences in everything that somebody who takes part reads."""

import re
from collections.abc import Iterator

import pytest
from babel.messages import Message

from openspace.domain.english import COVERED, NOTICES, REFUSALS
from openspace.domain.messages import texts_of as messages_of
from openspace.languages import extraction
from openspace.languages.known import EASY, LANGUAGES
from openspace.languages.text import _, speaking

READ_BY_ALL = (
    "static/js/core",
    "static/js/offline",
    "static/js/phone",
    "static/js/wall",
    "templates/error.html",
    "templates/help.html",
    "templates/invitation.html",
    "templates/my_data.html",
    "templates/offline.html",
    "templates/paper/guide.html",
    "templates/paper/help.html",
    "templates/phone.html",
    "templates/plan.html",
    "templates/repertoire",
    "templates/too_old.html",
    "templates/touch",
    "openspace/papers",
)
"""The rest may stay in plain English: what hosts and operators read."""

HARD = re.compile(
    r"\b([Ff]acilitat\w+|[Cc]onvene\w*|[Ee]vidence|[Ss]tatement|[Pp]roceedings|[Ww]ithdr[ae]w\w*"
    r"|[Rr]epertoire|[Mm]arketplace|[Cc]ontent note)\b"
)
"""Words for which Easy English has others (docs/translating.md)."""

FOR_HOSTS = (
    "A QR code leads to",
    "Say how many sessions a day has",
    "A bell rings at the start",
    "A Wi-Fi password has",
    "An address has small letters",
    "“{one[label]}” at",
    "The breaks are a list",
)
"""How refusals begin that only hosts and programs get."""

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


def test_those_who_take_part_read_easy_words(messages: list[Message]) -> None:
    shown = [text for message in messages if is_read_by_all(message) for text in texts(message)]

    assert [text for text in shown if HARD.search(text)] == []


def test_refusals_and_notices_are_easy() -> None:
    """Somebody to whom something goes wrong reads them, and can do least with a hard sentence."""
    with speaking(EASY):
        shown = {_(text) for text in messages_of((REFUSALS, NOTICES, COVERED)) if text}
    hard = {
        text
        for text in shown
        if HARD.search(text) or any(len(words) > 12 for words in sentences(text))
    }

    assert {text for text in hard if not text.startswith(FOR_HOSTS)} == set()

"""Translates texts into the language that is spoken at the moment: that of the reader, or of the wall.

    with speaking("cy"):
        _("{count} seats", count=12)

The language is a context variable, so each request, connection and thread has its own. A new thread speaks
English until it calls `speaking`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from openspace.languages.catalogues import Translations, translations
from openspace.languages.direction import apart
from openspace.languages.known import Language, language_of

_current: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    before = _current.set(language_of(code).code)
    try:
        yield
    finally:
        _current.reset(before)


def speak(code: str) -> None:
    """Speak that language until told otherwise: for a request that sets it at its start."""
    _current.set(language_of(code).code)


def spoken() -> Language:
    return language_of(_current.get())


def _(message: str, **parameters: Any) -> str:
    """Return the translation of `message`, with its parameters in place of `{name}`. Texts that begin in
    another direction than the language's are isolated."""
    return _filled(_now().text(message), parameters)


def pgettext(context: str, message: str, **parameters: Any) -> str:
    """Like `_`, for a message that has several translations: `context` says which is meant."""
    return _filled(_now().text(message, context), parameters)


def ngettext(one: str, other: str, count: int, **parameters: Any) -> str:
    """Return the plural form for `count`, which is also the parameter `{count}`."""
    return _filled(plural_form(one, other, count), {"count": count, **parameters})


def plural_form(one: str, other: str, count: int) -> str:
    """Return the plural form for `count`, with its placeholders."""
    return _now().plural_text(one, other, count)


def N_(message: str) -> str:  # noqa: N802
    """Mark a message of a table for the catalogues. It is translated when it is shown."""
    return message


def _now() -> Translations:
    return translations(_current.get())


def _filled(text: str, parameters: dict[str, Any]) -> str:
    return text.format(**isolated(parameters)) if parameters else text


def isolated(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters, with texts of the other direction isolated."""
    direction = spoken().direction
    return {
        name: apart(value, direction) if isinstance(value, str) else value
        for name, value in parameters.items()
    }

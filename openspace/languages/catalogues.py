"""Reads the catalogue of a language: its translations, by context and message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from openspace.languages.known import LANGUAGES, SOURCE, Language
from openspace.languages.pseudo import pseudo

Key = tuple[str, str]
"""Context ("" if there is none) and message; of a plural, the singular in English."""


@dataclass(frozen=True)
class Translations:
    """`texts` has one text for each message, or one for each plural form. `plural` returns the index of the
    form for a number."""

    language: Language
    texts: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = lambda count: int(count != 1)
    is_pseudo: bool = False

    def text(self, message: str, context: str = "") -> str:
        """Return the translation, or `message` itself if there is none."""
        found = self.texts.get((context, message))
        if found and found[0]:
            return found[0]
        return pseudo(message) if self.is_pseudo else message

    def plural_text(self, one: str, other: str, count: int) -> str:
        forms = self.forms(one, other)
        return forms[min(self.plural(count), len(forms) - 1)]

    def forms(self, one: str, other: str) -> tuple[str, ...]:
        """Return all plural forms."""
        found = self.texts.get(("", one))
        if found and all(found):
            return found
        return (pseudo(one), pseudo(other)) if self.is_pseudo else (one, other)


@cache
def translations(code: str) -> Translations:
    """Return the translations of a language, read once. English and unknown codes have none."""
    language = LANGUAGES.get(code, SOURCE)
    if language.is_pseudo:
        return Translations(language, is_pseudo=True)
    file = catalogue_folder() / f"{language.code}.po"
    if not file.is_file():
        return Translations(language)
    catalogue = read_catalogue(file.read_bytes(), language)
    return Translations(language, _texts(catalogue), _plural(catalogue))


def catalogue_folder() -> Path:
    return Path(__file__).parent / "po"


def read_catalogue(data: bytes, language: Language) -> Catalog:
    return read_po(data.splitlines(keepends=True), locale=language.locale)


def _texts(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    texts: dict[Key, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        one = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string
        texts[message.context or "", one] = (said,) if isinstance(said, str) else tuple(said or ())
    return texts


def _plural(catalogue: Catalog) -> Callable[[int], int]:
    return c2py(catalogue.plural_expr)

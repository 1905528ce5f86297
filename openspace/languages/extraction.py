"""Finds every message of the program, updates the catalogues, and checks them (`bin/translate`)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_python
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

from openspace.languages.catalogues import catalogue_folder, read_catalogue
from openspace.languages.javascript import messages
from openspace.languages.known import LANGUAGES, SOURCE, Language

_FUNCTIONS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_COUNTS = ("{n}", "{count}")
_VARYING = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator|'
    rb"Language-Team): .*\n",
    re.M,
)
MACHINE = "machine"
"""Comment of a translation that no person has read yet."""

Found = tuple[str, str, str, str]
"""File, context, message, plural ("" if there is none)."""


def template(root: Path, tables: Iterable[tuple[str, str]]) -> Catalog:
    """Return the catalogue without translations. `root` is a checkout; `tables` has (context, message)."""
    catalogue = _empty(None)
    for context, text in tables:
        catalogue.add(text, locations=[("openspace/domain", 0)], context=context or None)
    for file, context, text, plural in in_files(root):
        id = (text, plural) if plural else text
        catalogue.add(id, locations=[(file, 0)], context=context or None)
    return catalogue


def in_files(root: Path) -> Iterator[Found]:
    for file in _files(root / "openspace", "*.py"):
        with file.open("rb") as source:
            yield from _as_found(root, file, extract_python(source, _FUNCTIONS, (), {}))
    for file in _files(root / "templates", "*.*"):
        with file.open("rb") as source:
            options = {"extensions": "jinja2.ext.i18n", "silent": "false"}
            yield from _as_found(root, file, babel_extract(source, list(_FUNCTIONS), (), options))
    for file in _files(root / "static" / "js", "*.js"):
        for found in messages(file.read_text("utf-8")):
            name = file.relative_to(root).as_posix()
            yield name, found.context, found.message, found.other


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(file for file in folder.rglob(pattern) if "vendor" not in file.parts)


def _as_found(root: Path, file: Path, calls: Iterable[tuple[object, ...]]) -> Iterator[Found]:
    name = file.relative_to(root).as_posix()
    for _, function, arguments, _ in calls:
        texts = (arguments,) if isinstance(arguments, str) else tuple(arguments or ())  # type: ignore[arg-type]
        if not texts or not isinstance(texts[0], str):
            continue
        first, second = texts[0], texts[1] if len(texts) > 1 and isinstance(texts[1], str) else ""
        if function == "pgettext":
            yield name, first, second, ""
        else:
            yield name, "", first, second if function == "ngettext" else ""


def update(root: Path, tables: Iterable[tuple[str, str]]) -> None:
    """Write the template, and bring the catalogues of all languages up to date with it."""
    catalogue = template(root, tables)
    _write(catalogue, catalogue_folder() / "messages.pot")
    for language in with_catalogue():
        known = read(language)
        known.update(catalogue, no_fuzzy_matching=True)
        known.obsolete.clear()
        save(known, language)


def with_catalogue() -> list[Language]:
    """Return the languages that are translated: not English, nor a pseudo-language."""
    return [one for one in LANGUAGES.values() if one != SOURCE and not one.is_pseudo]


def read(language: Language) -> Catalog:
    """Return the catalogue of a language, empty if there is no file yet."""
    file = catalogue_folder() / f"{language.code}.po"
    return read_catalogue(file.read_bytes(), language) if file.is_file() else _empty(language)


def save(catalogue: Catalog, language: Language) -> None:
    _write(catalogue, catalogue_folder() / f"{language.code}.po")


def _empty(language: Language | None) -> Catalog:
    return Catalog(
        locale=language.locale if language else None,
        header_comment="# Translations of openspace. See docs/translating.md.",
        project="openspace",
        version="1",
        fuzzy=False,
    )


def _write(catalogue: Catalog, file: Path) -> None:
    """Write without dates, addresses and line numbers, so that a file changes only with its messages."""
    with file.open("wb") as target:
        write_po(target, catalogue, width=100, include_lineno=False, omit_header=False)
    file.write_bytes(_VARYING.sub(b"", file.read_bytes()))


def entries(catalogue: Catalog) -> list[Entry]:
    return [message for message in catalogue if message.id]


def is_missing(message: Entry) -> bool:
    said = message.string
    return not said if isinstance(said, str) else not (said and all(said))


def problems(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with translations, one line each."""
    for message in entries(catalogue):
        ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        for text in filter(None, said):
            yield from (f"{ids[0]!r}: {what} in {text!r}" for what in _wrong(ids, text))


def _wrong(ids: tuple[str, ...], text: str) -> Iterator[str]:
    plain = text.replace("{{", "").replace("}}", "")
    wanted = set(_PLACEHOLDER.findall(ids[-1].replace("{{", "").replace("}}", "")))
    found = set(_PLACEHOLDER.findall(plain))
    if unknown := found - wanted:
        yield f"unknown {', '.join(sorted(unknown))}"
    needed = wanted.difference(_COUNTS) if len(ids) > 1 else wanted
    if missing := needed - found:
        yield f"no {', '.join(sorted(missing))}"
    if set("{}").intersection(_PLACEHOLDER.sub("", plain)):
        yield "a brace too many"
    if (text[0].isspace(), text[-1].isspace()) != (ids[0][0].isspace(), ids[0][-1].isspace()):
        yield "other spaces around it"

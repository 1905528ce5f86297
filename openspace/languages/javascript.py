"""Finds the messages in a JavaScript module, and replaces them by their translations.

    t("Placed at {code}.", { code })            one message
    tc("of a door", "Open")                     one with a context
    tn("{n} note", "{n} notes", count)          a plural

The arguments are literals in double quotes, so that they can be found. A page in another language has the
translations in place of the English texts, so that only one language is sent. A message without parameters
becomes its text alone, also in English: there are hundreds, and a phone's first load is small.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from openspace.languages.catalogues import Translations

_LITERAL = r'("(?:[^"\\\n]|\\.)*")'
_CALL = re.compile(rf"(?<![\w$.])(t|tc|tn)\(\s*{_LITERAL}(?:(\s*,\s*){_LITERAL})?(\s*\))?")


class Message(NamedTuple):
    """`other` is the plural, "" if there is none."""

    line: int
    context: str
    message: str
    other: str


def messages(source: str) -> Iterator[Message]:
    """Yield the messages of a module."""
    for call in _CALL.finditer(source):
        line = source.count("\n", 0, call.start()) + 1
        first = json.loads(call[2])
        second = json.loads(call[4]) if call[4] else ""
        if call[1] == "t":
            yield Message(line, "", first, "")
        elif call[1] == "tc":
            yield Message(line, first, second, "")
        else:
            yield Message(line, "", first, second)


def translated(source: str, into: Translations) -> str:
    """Return the module with the texts of that language."""

    def replace(call: re.Match[str]) -> str:
        name, first, _comma, second, end = call.groups()
        if name == "tn":
            return f"tn({_forms(_by_category(json.loads(first), json.loads(second), into))}"
        context, message = (first, second) if name == "tc" else ('""', first)
        text = _literal(into.text(json.loads(message), json.loads(context)))
        return text if end else f"t({text}" if name == "t" else f"tc(0,{text}"

    return _CALL.sub(replace, source)


def _by_category(one: str, other: str, into: Translations) -> dict[str, str]:
    """Return {category of Intl.PluralRules: text}. gettext numbers the plural forms, and divides the
    numbers in the same way, so the first number of a category tells its form."""
    forms = into.forms(one, other)
    category_of = into.language.babel.plural_form
    found: dict[str, str] = {}
    for count in range(200):
        found.setdefault(category_of(count), forms[min(into.plural(count), len(forms) - 1)])
    found.setdefault("other", forms[-1])
    return found


def _forms(by_category: dict[str, str]) -> str:
    """Return the first two arguments of `tn`."""
    if by_category.keys() == {"one", "other"}:
        return f"{_literal(by_category['one'])},{_literal(by_category['other'])}"
    return f"{_literal(by_category)},0"


def _literal(value: str | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""Finds the messages in a JavaScript module, and replaces them by their translations.

    t("Placed at {code}.", { code })            one message
    tc("of a door", "Open")                     one with a context
    tn("{n} note", "{n} notes", count)          a plural

The arguments are literals in double quotes, so that they can be found. A page in another language has the
translations in place of the English texts, so that only one language is sent.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from openspace.languages.catalogues import Translations

_LITERAL = r'("(?:[^"\\\n]|\\.)*")'
_CALL = re.compile(rf"(?<![\w$.])(t|tc|tn)\(\s*{_LITERAL}(?:(\s*,\s*){_LITERAL})?")


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
    """Return the module with the texts of another language."""

    def replace(call: re.Match[str]) -> str:
        name, first, comma, second = call.groups()
        if name == "t":
            rest = f"{comma}{second}" if second else ""
            return f"t({_literal(into.text(json.loads(first)))}{rest}"
        if name == "tc":
            return f"tc(0,{_literal(into.text(json.loads(second), json.loads(first)))}"
        return f"tn({_literal(_by_category(json.loads(first), json.loads(second), into))},0"

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


def _literal(value: str | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""The functions of `text.py`, and those for lists, for templates. A message contains no HTML, and a parameter
may be Markup."""

from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from openspace.languages import direction, formats, text
from openspace.languages.known import EASY


def add_to(environment: Environment) -> None:
    environment.globals["_"] = _text
    environment.globals["pgettext"] = _pgettext
    environment.globals["ngettext"] = _ngettext
    environment.globals["is_easy"] = _is_easy
    environment.globals["apart"] = _apart
    environment.globals["comma"] = formats.comma
    environment.globals["with_commas"] = formats.with_commas


def _is_easy() -> bool:
    """Whether the page is in Easy English, and so has pictures."""
    return text.spoken().code == EASY


def _apart(words: Markup) -> Markup:
    return Markup(direction.apart(words, text.spoken().direction))


def _text(message: str, **parameters: Any) -> Markup:
    return Markup(escape(text._(message))).format(**text.isolated(parameters))


def _pgettext(context: str, message: str, **parameters: Any) -> Markup:
    return Markup(escape(text.pgettext(context, message))).format(**text.isolated(parameters))


def _ngettext(one: str, other: str, count: int, **parameters: Any) -> Markup:
    form = text.plural_form(one, other, count)
    return Markup(escape(form)).format(count=count, **text.isolated(parameters))

"""The functions of `text.py` for templates: a message contains no HTML, and a parameter may be Markup."""

from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from openspace.languages import text
from openspace.languages.known import EASY


def add_to(environment: Environment) -> None:
    environment.globals["_"] = _text
    environment.globals["pgettext"] = _pgettext
    environment.globals["ngettext"] = _ngettext
    environment.globals["is_easy"] = _is_easy


def _is_easy() -> bool:
    """Whether the page is in Easy English, and so has pictures."""
    return text.spoken().code == EASY


def _text(message: str, **parameters: Any) -> Markup:
    return Markup(escape(text._(message))).format(**parameters)


def _pgettext(context: str, message: str, **parameters: Any) -> Markup:
    return Markup(escape(text.pgettext(context, message))).format(**parameters)


def _ngettext(one: str, other: str, count: int, **parameters: Any) -> Markup:
    form = text.plural_form(one, other, count)
    return Markup(escape(form)).format(count=count, **parameters)

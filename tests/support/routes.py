"""Routes that are added once in a process.

Tests make thousands of apps. To add the same 130 addresses to each took half of the time of making an app.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, ClassVar

from flask import Flask
from werkzeug.routing import Rule

_TABLES = (
    "blueprints",
    "view_functions",
    "error_handler_spec",
    "before_request_funcs",
    "after_request_funcs",
    "teardown_request_funcs",
    "template_context_processors",
    "url_value_preprocessors",
    "url_default_functions",
)
"""What blueprints add to, by `Blueprint.register`."""


class RoutesAddedOnce:
    """Adds routes to the first app, and gives each later one, which has none but its own static files, copies
    of what the first has then. They share the map of addresses, which knows of no app."""

    def __init__(self, add: Callable[[Flask], None]) -> None:
        self._add = add
        self._kept: dict[str, Any] = {}

    def __call__(self, app: Flask) -> None:
        if not self._kept:
            self._add(app)
            self._kept = {name: deeply(getattr(app, name)) for name in _TABLES}
            self._kept["url_map"] = app.url_map
            return
        app.url_map = self._kept["url_map"]
        own = dict(app.view_functions)
        for name in _TABLES:
            setattr(app, name, deeply(self._kept[name]))
        # That of static files knows its app.
        app.view_functions |= own


def deeply(table: Any) -> Any:
    """A copy of `table`, and of the tables and lists in it, but not of their functions."""
    table = copy(table)
    if isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, dict | list):
                table[key] = deeply(value)
    return table


class RuleCompiledOnce(Rule):
    """For the address that each app adds itself, of its static files."""

    _compiled: ClassVar[dict[tuple[Any, ...], dict[str, Any]]] = {}

    def compile(self) -> None:
        about = (self.rule, str(self.endpoint), self.strict_slashes, str(self.defaults))
        if about not in self._compiled:
            before = dict(vars(self))
            super().compile()
            self._compiled[about] = {
                name: value
                for name, value in vars(self).items()
                if before.get(name, self._compiled) is not value
            }
        vars(self).update(self._compiled[about])

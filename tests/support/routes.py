"""Routes that are compiled once in a process.

Tests make hundreds of apps, and Werkzeug would compile the same fifty addresses for each. That took most of
the time of making an app.
"""

from typing import Any

from werkzeug.routing import Rule

_compiled: dict[tuple[Any, ...], dict[str, Any]] = {}


class RuleCompiledOnce(Rule):
    def compile(self) -> None:
        about = (self.rule, str(self.endpoint), self.strict_slashes, str(self.defaults))
        if about not in _compiled:
            before = dict(vars(self))
            super().compile()
            _compiled[about] = {
                name: value
                for name, value in vars(self).items()
                if before.get(name, _compiled) is not value
            }
        vars(self).update(_compiled[about])

"""Carries templates/ and static/ into the wheel as openspace/templates and openspace/static.

A plain `force-include` would also copy them into an editable install, where they would go stale.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryPages(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        build_data["force_include"]["templates"] = "openspace/templates"
        build_data["force_include"]["static"] = "openspace/static"

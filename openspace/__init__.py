"""openspace: a live app for Open Space gatherings. Where things are: docs/architecture.md."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openspace.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """`openspace.create_app`, loaded when somebody asks for it: the rules and the writers of books need no
    web server."""
    if name == "create_app":
        from openspace.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

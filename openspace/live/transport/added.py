"""What this package adds to the objects of a connection."""

from typing import Any

_ADDED = ("close", "connection", "iterator", "direct", "poll", "send", "_recv_frame")


def remove_added(*objects: Any) -> None:
    """Delete the attributes that were added to the objects of a closed connection. They refer back to the
    object, so the garbage collector would free both only after many thousand connections."""
    for one in objects:
        for name in _ADDED:
            getattr(one, "__dict__", {}).pop(name, None)

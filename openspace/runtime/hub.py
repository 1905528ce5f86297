"""Eventlet's event loop below its sockets: it calls a function when a descriptor can be read."""

from collections.abc import Callable
from typing import Any

from openspace.runtime.green_workers import GreenWorkers
from openspace.runtime.threads import quietly_import_eventlet


class Hub:
    """`spawn(function, *arguments)` runs a function in a green thread; `event()` has `wait` and `send`."""

    def __init__(self) -> None:
        quietly_import_eventlet()
        from eventlet import event, hubs

        self._hub: Callable[[], Any] = hubs.get_hub
        self.spawn: Callable[..., Any] = GreenWorkers().spawn
        self.event: Callable[[], Any] = event.Event

    def watch(self, descriptor: int, readable: Callable[[int], None]) -> Any:
        """Call `readable` whenever the descriptor can be read. It must not block. Return the listener."""
        hub = self._hub()
        listener = hub.add(hub.READ, descriptor, readable, _ignore, _ignore)
        # It would keep the green thread that watches first.
        listener.greenlet = hub.greenlet
        return listener

    def unwatch(self, listener: Any) -> None:
        """Call it before the descriptor is closed."""
        self._hub().remove(listener)


def _ignore(*_: object) -> None:
    """Do nothing when a descriptor is used again: nobody watches a closed one."""

"""Shared by the servers of all runtimes."""

from collections.abc import Callable
from typing import Any

BACKLOG = 4096
"""Connections that the system queues for us, because a whole hall may scan the same code in the same
second."""

ACCEPTED_A_ROUND = 32
"""Connections accepted before the event loop runs other tasks."""

Served = tuple[Callable[[], None], Callable[[Callable[[], None]], Any], Callable[[Any], Any]]
"""(function that serves, function that starts a task, function that waits until a socket can be read)."""

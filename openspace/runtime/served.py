"""What every runtime's server has in common."""

from collections.abc import Callable
from typing import Any

BACKLOG = 4096
"""Connections the system holds for us: a hall of phones scans the same code in the same second."""

ACCEPTED_A_ROUND = 32
"""Connections before the event loop looks whether somebody who is in wants something."""

Served = tuple[Callable[[], None], Callable[[Callable[[], None]], Any], Callable[[Any], Any]]
"""What serves, and how this runtime starts something and waits until a socket can be read."""

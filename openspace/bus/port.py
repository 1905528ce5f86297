"""The bus between the server processes that share one store: its interface, and the bus of a single process.

A message is a hint and nothing more. It may be lost, late, doubled or out of order, and nothing may become
wrong by that: the store is the truth, and every process also polls it. A message never contains what people
wrote, or credentials. It is encrypted on its way (`sealed.py`), because some contain ids of people, or the
name that a host gave to their device.

During an upgrade, processes of two versions hear each other. So a kind of message only grows: new keys, and
new elements at the end of lists, which older processes ignore. What means something else is a new kind, which
they do not take.
"""

import logging
import secrets
from collections.abc import Callable
from typing import Any, Protocol

log = logging.getLogger(__name__)

Message = dict[str, Any]
"""What JSON can express: usually some hundred bytes; of the presence of a large hall, tens of kilobytes."""

Take = Callable[[str, Message], None]
"""(the id of the process that sent it, the message). It is called on the event loop, and is short."""


LOST = "lost"
"""The kind of message with which a bus tells its own process that others may have been lost."""

UNSENT = "unsent"
"""The kind with which a bus tells its own process that the others may have lost messages from here."""

OWN_KINDS = (LOST, UNSENT)
"""Dropped by a bus when they arrive from outside, where somebody may have made them up."""


class Takes:
    """The functions that are called with messages, by the kind of the message."""

    def __init__(self) -> None:
        self._of: dict[str, list[Take]] = {}
        self._failed: set[str] = set()

    def add(self, kind: str, take: Take) -> None:
        self._of.setdefault(kind, []).append(take)

    def give(self, sender: str, kind: str, message: Message) -> None:
        """Call all of them, also after one that fails. The first failure of each kind is logged: a process of
        another version may send many."""
        for take in self._of.get(kind, ()):
            try:
                take(sender, message)
            except Exception:
                if kind not in self._failed:
                    self._failed.add(kind)
                    log.exception("a message of another process could not be handled")


class Bus(Protocol):
    me: str
    """The id of this process, random for each start."""

    def send(self, kind: str, message: Message) -> None:
        """Send the message to all other processes. It never blocks and never raises. Call it after the commit
        that it tells of, from any thread."""

    def on(self, kind: str, take: Take) -> None:
        """Have `take` called with each message of this kind from another process."""

    def run(self) -> None:
        """Receive messages as long as the server runs: a background task."""


class NoBus:
    """The bus of a process that has no others."""

    def __init__(self) -> None:
        self.me = new_id()

    def send(self, kind: str, message: Message) -> None:
        """Do nothing."""

    def on(self, kind: str, take: Take) -> None:
        """Do nothing."""

    def run(self) -> None:
        """Return at once."""


def new_id() -> str:
    return secrets.token_hex(8)

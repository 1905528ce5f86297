"""Buses of several processes, linked in one process: what one sends, the others receive at once."""

import json
from collections import defaultdict
from typing import Any

from openspace.bus.port import Message, Take, new_id


class Wire:
    """Links buses. `is_cut` loses every message; `seen` are the messages as an eavesdropper reads them."""

    def __init__(self) -> None:
        self.is_cut = False
        self.seen: list[tuple[str, str]] = []
        self.buses: list[LinkedBus] = []

    def bus(self) -> "LinkedBus":
        self.buses.append(LinkedBus(self))
        return self.buses[-1]


class LinkedBus:
    def __init__(self, wire: Wire) -> None:
        self.me = new_id()
        self._wire = wire
        self._takes: dict[str, list[Take]] = defaultdict(list)

    def send(self, kind: str, message: Message) -> None:
        text = json.dumps(message)
        self._wire.seen.append((kind, text))
        for other in self._wire.buses if not self._wire.is_cut else ():
            if other is not self:
                other.receive(self.me, kind, json.loads(text))

    def receive(self, sender: str, kind: str, message: Any) -> None:
        for take in self._takes[kind]:
            take(sender, message)

    def on(self, kind: str, take: Take) -> None:
        self._takes[kind].append(take)

    def run(self) -> None:
        """Return at once: messages are delivered as they are sent."""

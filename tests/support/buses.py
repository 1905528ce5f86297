"""Processes of one test that hear each other at once."""

import json

from openspace.bus.port import Message, Take, new_id


class Wire:
    """Links the buses that it makes. While `is_cut`, every message is lost. `seen` is what somebody reads who
    listens."""

    def __init__(self) -> None:
        self.is_cut = False
        self.buses: list[SharedBus] = []
        self.seen: list[tuple[str, str]] = []

    def bus(self) -> "SharedBus":
        self.buses.append(SharedBus(self))
        return self.buses[-1]


class SharedBus:
    """What is sent is received before `send` returns."""

    def __init__(self, wire: Wire) -> None:
        self.me, self._wire = new_id(), wire
        self._takes: dict[str, list[Take]] = {}
        self.sent: list[tuple[str, Message]] = []

    def send(self, kind: str, message: Message) -> None:
        text = json.dumps(message)
        self.sent.append((kind, message))
        self._wire.seen.append((kind, text))
        for other in self._wire.buses:
            if other is not self and not self._wire.is_cut:
                other.receive(self.me, kind, json.loads(text))

    def on(self, kind: str, take: Take) -> None:
        self._takes.setdefault(kind, []).append(take)

    def run(self) -> None:
        """Return at once: `send` calls who receives."""

    def receive(self, sender: str, kind: str, message: Message) -> None:
        for take in self._takes.get(kind, ()):
            take(sender, message)

"""Processes of one test that hear each other at once."""

from collections.abc import Callable

from openspace.bus.port import Message, Take, new_id


class SharedBus:
    """`SharedBus(others)` joins the list of `others`. What is sent is received before `send` returns."""

    def __init__(self, others: "list[SharedBus]") -> None:
        self.me, self._others = new_id(), others
        self._takes: dict[str, list[Take]] = {}
        self.sent: list[tuple[str, Message]] = []
        others.append(self)

    def send(self, kind: str, message: Message) -> None:
        self.sent.append((kind, message))
        for other in self._others:
            if other is not self:
                other.receive(self.me, kind, message)

    def on(self, kind: str, take: Take) -> None:
        self._takes.setdefault(kind, []).append(take)

    def run(self) -> None:
        """Return at once: `send` calls who receives."""

    def receive(self, sender: str, kind: str, message: Message) -> None:
        for take in self._takes.get(kind, ()):
            take(sender, message)


Connected = Callable[[], SharedBus]

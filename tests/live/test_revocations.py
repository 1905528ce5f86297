"""When a server looks which sockets lost their access."""

from types import SimpleNamespace
from typing import Any

import pytest

from openspace.bus.port import LOST
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Grants
from openspace.live.connections import Connection, Connections
from openspace.live.revocations import Revocations
from tests.support.buses import Wire

CODE, OTHER = "K7MQ2X", "AAAAAA"


class Looked:
    """A server with a socket of Kim at `CODE`."""

    def __init__(self) -> None:
        self.started: list[Any] = []
        self.asked: list[set[str]] = []
        self.closed: list[str] = []
        self.bus = Wire().bus()
        connections = Connections()
        for code in (CODE, OTHER):
            connections.add(Connection(f"of {code}", code, Viewer("person", "kim"), 0))
        socketio: Any = SimpleNamespace(
            start_background_task=self.started.append,
            server=SimpleNamespace(disconnect=self.closed.append),
        )
        signals: Any = SimpleNamespace(grants=self.grants, forget_grants=lambda code: None)
        Revocations(socketio, connections, self.bus, signals, lambda *_: True, lambda work: work())

    def grants(self, codes: Any) -> dict[str, Grants]:
        self.asked.append(set(codes))
        return {code: Grants("key", {"kim": 1}) for code in codes}

    def hears(self, kind: str, **message: str) -> None:
        self.bus.receive("another", kind, message)


@pytest.fixture
def looked() -> Looked:
    return Looked()


def test_a_flood_of_messages_causes_one_look_at_all_that_they_name(looked: Looked) -> None:
    for _ in range(20):
        looked.hears("revoked", code=CODE)
        looked.hears("revoked", code=OTHER)
        looked.hears(LOST)

    [look] = looked.started
    look()

    assert looked.asked == [{CODE, OTHER}]
    assert sorted(looked.closed) == [f"of {OTHER}", f"of {CODE}"]


def test_a_message_after_a_look_causes_another_one(looked: Looked) -> None:
    looked.hears("revoked", code=CODE)
    looked.started[0]()

    looked.hears("revoked", code=CODE)
    looked.started[1]()

    assert looked.asked == [{CODE}, {CODE}]

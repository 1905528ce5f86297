"""A gathering on a server to be measured, its people, and what they ask."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any

from crowd import Client, Crowd
from servers import OpenSpace


class Venue:
    """One gathering with `rooms` × `slots` cells, or the one with `code` that the store has."""

    def __init__(self, server: OpenSpace, rooms: int = 40, slots: int = 12, code: str = "") -> None:
        self.server = server
        self.code = code or self._opened(rooms, slots)
        tables = self.state()["tables"]
        self.rooms = [row["id"] for row in tables["rooms"]]
        self.slots = [row["id"] for row in tables["slots"]]

    def _opened(self, rooms: int, slots: int) -> str:
        opened = self.server.post(
            "/api/gatherings",
            {
                "title": "Learning together",
                "theme": "What helps a team to go on learning?",
                "timezone": "UTC",
                # One person may place as much as a row asks for.
                "cells_each": 0,
                "topics_each": 0,
                "opens_early": True,
                "rooms": [{"name": f"Room {n}"} for n in range(rooms)],
                "slots": [
                    {
                        "starts_at": f"2027-03-31T{8 + n:02d}:00",
                        "ends_at": f"2027-03-31T{8 + n:02d}:45",
                    }
                    for n in range(slots)
                ],
            },
        )
        self.host_key: str = opened["host_key"]
        return str(opened["code"])

    def state(self) -> dict[str, Any]:
        return self.server.get(f"/api/{self.code}/state")

    def joins(self) -> str:
        return str(self.server.post(f"/api/{self.code}/join", {})["token"])

    def wall(self) -> dict[str, object]:
        """What a screen that only looks connects with."""
        return {"gathering": self.code, "as": "wall"}

    def conveners(self, crowd: Crowd, count: int) -> "Conveners":
        return Conveners(self, crowd, count)


class Conveners:
    """People who hold a cell each and move their session, over and over, between two rooms of their own."""

    def __init__(self, venue: Venue, crowd: Crowd, count: int) -> None:
        tokens = [venue.joins() for _ in range(count)]
        self._crowd = crowd
        self.clients: list[Client] = crowd.comes(
            [{"gathering": venue.code, "token": token} for token in tokens]
        )
        self._moves: list[Iterator[dict[str, str]]] = []
        self.sessions = []
        pairs = [
            (a, b, slot)
            for slot in venue.slots
            for a, b in zip(venue.rooms[::2], venue.rooms[1::2], strict=False)
        ]
        for token, (here, there, slot) in zip(tokens, pairs, strict=False):
            command = f"/api/{venue.code}/commands"
            body = {
                "id": token_hex(8),
                "name": "propose_topic",
                "args": {"title": "How a team goes on learning"},
            }
            topic = venue.server.post(command, body, token)["result"]["topic"]
            claim = {"topic": topic, "room": here, "slot": slot}
            body = {"id": token_hex(8), "name": "claim_cell", "args": claim}
            session = venue.server.post(command, body, token)["result"]["session"]
            self.sessions.append(session)
            self._moves.append(_to_and_fro(session, slot, here, there))
        self._turn = 0

    def move(self) -> None:
        """The next of them claims another cell."""
        n = self._turn % len(self._moves)
        self._turn += 1
        args = next(self._moves[n])
        command = {"id": token_hex(8), "name": "move_session", "args": args}
        self._crowd.asks(self.clients[n], "command", command)


def _to_and_fro(session: str, slot: str, here: str, there: str) -> Iterator[dict[str, str]]:
    while True:
        for room in (there, here):
            yield {"session": session, "slot": slot, "room": room}

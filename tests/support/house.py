"""Two server processes on one store, linked by a bus, in one process of a test."""

from pathlib import Path
from secrets import token_hex
from typing import Any, Self

from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.gathering import Gathering
from openspace.ledger.stores import open_store
from openspace.service.clock import SYSTEM, Clock
from tests.support.buses import Wire
from tests.support.samples import GATHERING


class House:
    """Their background tasks do not run: nothing but a hint acts, and nothing while the wire is cut."""

    def __init__(self, db: Path, clock: Clock = SYSTEM, **settings: Any) -> None:
        self.wire = Wire()
        usual: dict[str, Any] = {"limits": Limits.none(), "server_key": "key"}
        these = Settings(host="127.0.0.1", db=db, async_mode="threading", **{**usual, **settings})
        self.one, self.two = (
            create_app(these, open_store(db), clock, self.wire.bus()) for _ in range(2)
        )
        self.opened = self.http(self.one).post("/api/gatherings", json=GATHERING).get_json()
        self.code: str = self.opened["code"]
        self.api = f"/api/{self.code}"
        key = {"host_key": self.opened["host_key"]}
        self.host: str = self.http(self.one).post(f"{self.api}/host", json=key).get_json()["token"]
        self.asks(self.one, self.host, "set_phase", phase="marketplace")

    def http(self, app: Flask) -> FlaskClient:
        return app.test_client(use_cookies=False)

    def joins(self, app: Flask, name: str = "") -> str:
        answer = self.http(app).post(f"{self.api}/join", json={"name": name})
        return str(answer.get_json()["token"])

    def post(self, app: Flask, token: str, path: str, body: dict[str, Any] | None = None) -> Any:
        bearer = {"Authorization": f"Bearer {token}"}
        answer = self.http(app).post(f"{self.api}/{path}", json=body or {}, headers=bearer)
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def asks(self, app: Flask, token: str, name: str, **args: Any) -> Any:
        return self.post(app, token, "commands", {"id": token_hex(8), "name": name, "args": args})

    def sees(self, app: Flask, path: str = "state", token: str = "") -> str:
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self.http(app).get(f"{self.api}/{path}", headers=bearer)
        return answer.text

    def load(self, app: Flask) -> Gathering:
        found: Gathering = app.extensions["openspace"].ledger.load(self.code)
        return found

    def places(self, token: str) -> tuple[str, str]:
        """Propose a topic and claim a cell for it. Return the ids of topic and session."""
        topic = self.asks(self.one, token, "propose_topic", title="A topic")["result"]["topic"]
        rows = self.load(self.one)
        room, slot = rows.rooms[0]["id"], next(s["id"] for s in rows.rows("slots") if s["code"])
        self.asks(self.one, token, "claim_cell", topic=topic, room=room, slot=slot)
        return topic, self.load(self.one).placed[0]["id"]

    def marks(self, app: Flask) -> Any:
        return app.extensions["openspace"].marks.of(self.load(app))

    def connects(self, app: Flask, token: str | None = None) -> Any:
        auth = {"gathering": self.code, **({"token": token} if token else {})}
        socket = app.extensions["socketio"].test_client(app, auth=auth)
        assert socket.is_connected()
        return socket

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for app in (self.one, self.two):
            app.extensions["openspace"].ledger.close()

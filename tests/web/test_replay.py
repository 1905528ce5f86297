"""The order in which the grid filled is told only while the host shows it on the walls."""

from flask import Flask

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.ledger.memory import MemoryLedger
from tests.security.erased_day import Someone
from tests.support.samples import GATHERING


def test_it_is_told_while_the_walls_show_it() -> None:
    app = create_app(Settings(async_mode="threading", limits=Limits.none()), MemoryLedger())
    host, cells = opened(app)
    topics = [host.does("propose_topic", title=title)["topic"] for title in ("Carers", "Endings")]
    placed = [
        host.does("claim_cell", topic=topic, **cell)["session"]
        for topic, cell in zip(topics, cells, strict=True)
    ]

    def asks() -> tuple[int, dict[str, object]]:
        answer = app.test_client().get(f"/api/{host.code}/replay")
        return answer.status_code, answer.get_json()

    status, refused = asks()
    assert (status, refused["error"]["why"]) == (409, "no_replay")  # type: ignore[index]

    host.does("edit_gathering", wall_view="replay")
    assert asks() == (200, {"sessions": placed})
    host.does("hide_topic", topic=topics[0])
    assert asks() == (200, {"sessions": placed[1:]})

    host.does("set_phase", phase="harvest")
    assert asks()[0] == 409


def opened(app: Flask) -> tuple[Someone, list[dict[str, str]]]:
    """The host, and cells 1B and 1A."""
    client = app.test_client(use_cookies=False)
    made = client.post("/api/gatherings", json=GATHERING).get_json()
    code, key = made["code"], {"host_key": made["host_key"]}
    tables = client.get(f"/api/{code}/state").get_json()["tables"]
    slot = next(row["id"] for row in tables["slots"] if row["kind"] == "session")
    rooms = [row["id"] for row in tables["rooms"][:2]]
    token = client.post(f"/api/{code}/host", json=key).get_json()["token"]
    return Someone(client, code, token), [{"room": room, "slot": slot} for room in rooms[::-1]]

"""Publishing over HTTP: the draft, the versions, who may have which, and the host's proof."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.port import Ledger
from openspace.proceedings.formats import FORMATS
from openspace.service.host_keys import hash_of
from tests.proceedings.day import full_day

KEY = "the host's key"


class Scene:
    """The full day in the app's own ledger, going on there."""

    def __init__(self, app: Flask) -> None:
        self.ledger: Ledger = app.extensions["openspace"].ledger
        self.day = full_day()
        self.day.moves_into(self.ledger)
        self.ledger.set_host_key_hash("K7MQ2X", hash_of(KEY))

    def ask(self, by: Viewer, command: str, **args: Any) -> dict[str, Any]:
        before = len(self.day.changes)
        result = self.day.ask(by, command, **args)
        with self.ledger.turn("K7MQ2X") as turn:
            for change in self.day.changes[before:]:
                turn.append(change)
        return result

    @property
    def quiet(self) -> Viewer:
        row = next(r for r in self.day.gathering.rows("notes") if r["text"].startswith("Who pays"))
        return Viewer("person", row["author"])

    def adds(self, text: str) -> None:
        session = next(row["id"] for row in self.day.gathering.rows("sessions"))
        self.ask(self.quiet, "post_note", session=session, kind="question", text=text)

    def note(self, beginning: str) -> str:
        rows = self.day.gathering.rows("notes")
        return str(next(row["id"] for row in rows if row["text"].startswith(beginning)))


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene(app)


@pytest.fixture
def host(app: Flask, scene: Scene) -> FlaskClient:
    """A browser with the host's cookie."""
    browser = app.test_client()
    assert browser.post("/api/K7MQ2X/host", json={"host_key": KEY}).status_code == 200
    return browser


def test_until_published_everybody_reads_the_live_draft_marked_as_one(
    client: FlaskClient, scene: Scene
) -> None:
    page = client.get("/K7MQ2X/proceedings").text

    assert "Draft, as of 24 November 2026" in page
    assert "Version" not in page


@pytest.mark.parametrize("ending", ["html", "md", "json", "epub"])
def test_published_version_is_what_everybody_gets_in_every_format(
    client: FlaskClient, scene: Scene, ending: str
) -> None:
    scene.ask(HOST, "publish_book")
    scene.adds("Who pays now?")

    answer = client.get(f"/K7MQ2X/proceedings.{ending}")

    name = f'attachment; filename="Learning-together-proceedings-v1.{ending}"'
    assert answer.headers["Content-Disposition"] == name
    if ending != "epub":
        assert "Version 1 · 24 November 2026" in answer.text
        assert "Who pays for the time?" in answer.text
        assert "Who pays now?" not in answer.text


def test_live_draft_stays_at_hand_after_publishing(client: FlaskClient, scene: Scene) -> None:
    scene.ask(HOST, "publish_book")
    scene.adds("Who pays now?")

    page = client.get("/K7MQ2X/proceedings?edition=draft").text

    assert "Draft, as of" in page
    assert "Who pays now?" in page
    assert all(f"proceedings.{ending}?edition=draft" in page for ending in FORMATS)


def test_earlier_versions_are_the_hosts(
    client: FlaskClient, host: FlaskClient, scene: Scene
) -> None:
    scene.ask(HOST, "publish_book")
    scene.adds("Who pays now?")
    scene.ask(HOST, "publish_book", note="A correction")

    newest = client.get("/K7MQ2X/proceedings?edition=2")
    refused = client.get("/K7MQ2X/proceedings?edition=1")
    earlier = host.get("/K7MQ2X/proceedings.md?edition=1")

    assert "Version 2" in newest.text
    assert "A correction" in newest.text
    assert refused.status_code == 403
    assert "kept by the facilitator" in refused.text
    assert "Who pays now?" in newest.text
    assert "Who pays now?" not in earlier.text
    assert "Version 1" in earlier.text
    assert earlier.headers["Content-Disposition"].endswith('-v1.md"')


@pytest.mark.parametrize("asked", ["7", "0", "-1", "one", "../1"])
def test_unknown_version_is_said_to_be_unknown(
    client: FlaskClient, scene: Scene, asked: str
) -> None:
    scene.ask(HOST, "publish_book")

    answer = client.get("/K7MQ2X/proceedings", query_string={"edition": asked})

    assert answer.status_code == 404
    assert "no such version" in answer.text


def test_published_file_changes_its_etag_when_somebody_withdraws(
    client: FlaskClient, scene: Scene
) -> None:
    scene.ask(HOST, "publish_book")
    first = client.get("/K7MQ2X/proceedings.md")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/K7MQ2X/proceedings.md", headers=known).status_code == 304

    scene.ask(scene.quiet, "retract_note", note=scene.note("Who pays"))
    again = client.get("/K7MQ2X/proceedings.md", headers=known)

    assert again.status_code == 200
    assert "Version 1" in again.text
    assert "Who pays" not in again.text


def test_draft_and_version_are_not_taken_for_each_other(client: FlaskClient, scene: Scene) -> None:
    scene.ask(HOST, "publish_book")
    version = client.get("/K7MQ2X/proceedings.md")

    known = {"If-None-Match": version.headers["ETag"]}
    draft = client.get("/K7MQ2X/proceedings.md?edition=draft", headers=known)

    assert draft.status_code == 200
    assert "Draft" in draft.text


def test_proof_is_for_the_host_alone(client: FlaskClient, host: FlaskClient, scene: Scene) -> None:
    assert client.get("/K7MQ2X/proof.json").status_code == 403

    proof = host.get("/K7MQ2X/proof.json").get_json()

    assert proof["seq"] == scene.day.gathering.seq
    assert {"no_report", "unconfirmed"} <= {finding["kind"] for finding in proof["findings"]}
    book = client.get("/K7MQ2X/proceedings?edition=draft").text
    assert all(f'id="{finding["anchor"]}"' in book for finding in proof["findings"])
    names = [named["name"] for named in proof["names"]]
    assert names == ["Amir", "R. from the ward", "Rosa"]


def test_proof_takes_a_bearer_too(app: Flask, host: FlaskClient, scene: Scene) -> None:
    token = host.post("/api/K7MQ2X/host", json={"host_key": KEY}).get_json()["token"]

    answer = app.test_client().get(
        "/K7MQ2X/proof.json", headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 200


def test_editions_outlive_a_restart_of_the_store(app: Flask, scene: Scene) -> None:
    scene.ask(HOST, "publish_book")
    scene.adds("Who pays now?")
    scene.ledger.evict("K7MQ2X")

    page = app.test_client().get("/K7MQ2X/proceedings").text

    assert "Version 1" in page
    assert "Who pays now?" not in page


def test_host_page_knows_every_format(host: FlaskClient, scene: Scene) -> None:
    page = host.get("/K7MQ2X/host").text

    assert all(f'"{ending}"' in page for ending in FORMATS)

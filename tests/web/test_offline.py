"""Reading without a network: the page, its worker, and what a phone keeps of the wall."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.security.scene import Scene, a_scene
from tests.support.samples import GATHERING

ROOT = Path(__file__).parents[2]
COPIES = """
import "./tests/js/support/browser.js"
import { text } from "node:stream/consumers"
const { createGathering } = await import("./static/js/core/gathering.js")
const { copyOf } = await import("./static/js/core/wall_copy.js")
const states = JSON.parse(await text(process.stdin))
const copies = states.map(state => ({ ...copyOf(createGathering(state)), at: 0, now: "" }))
console.log(JSON.stringify(copies))
"""


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def test_the_page_has_nothing_of_the_gathering_and_of_its_reader(scene: Scene) -> None:
    pages = {
        asker: scene.call(asker, "GET", f"/{scene.code}/me/offline").text
        for asker in ("attendee", "convener")
    }

    assert pages["attendee"] == pages["convener"]
    assert "<title>Open Space</title>" in pages["convener"]
    assert GATHERING["title"] not in pages["convener"]
    assert scene.tokens["convener"] not in pages["convener"]
    assert 'id="state"' not in pages["convener"]


def test_all_that_the_page_needs_is_in_its_html(scene: Scene) -> None:
    """A phone keeps the files that the page names (core/offline_worker.js), and no others."""
    page = scene.call("convener", "GET", f"/{scene.code}/me/offline")
    named = set(re.findall(r'(?:href|src)="([^"]+)"', page.text)) - {"#main"}
    files = {address: scene.call("nobody", "GET", address) for address in named}

    assert all(address.startswith("/static/v-") for address in named)
    assert {file.status_code for file in files.values()} == {200}
    [script] = [file.text for address, file in files.items() if "/js/offline/" in address]
    assert not re.search(r"\bimport\b\s*[({\"]", script)
    for file in files.values():
        file.close()


def test_the_page_alone_may_register_a_worker(scene: Scene) -> None:
    policy = "Content-Security-Policy"
    page = scene.call("convener", "GET", f"/{scene.code}/me/offline")
    phone = scene.call("convener", "GET", f"/{scene.code}")

    assert page.headers[policy].endswith("for 'script'; trusted-types offline")
    assert page.headers[policy].replace("offline", "'none'") == phone.headers[policy]
    assert page.headers["Cache-Control"] == "no-store"


def test_a_browser_looks_for_a_newer_worker_each_time(scene: Scene) -> None:
    answer = scene.call("nobody", "GET", "/offline.js")

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "forgets"),
    [("/{code}", "all"), ("/{code}/host", "all"), ("/ZZZZZZ", "copy"), ("/{code}/none", "")],
)
def test_the_page_of_a_gathering_that_is_gone_ends_what_a_phone_keeps(
    client: FlaskClient, opened: dict[str, Any], path: str, forgets: str
) -> None:
    """A wrong address below a gathering is no sign that the gathering is gone."""
    code = opened["code"]
    if forgets == "all":
        token = {"host_key": opened["host_key"]}
        client.post(f"/api/{code}/host", json=token)
        body = {"confirm": client.get(f"/api/{code}/state").get_json()["gathering"]["title"]}
        assert client.post(f"/api/{code}/delete?as=host", json=body).status_code == 200
    answer = client.get(path.format(code=code))
    script = re.search(r'<script src="[^"]+/gone\.js"([^>]*)>', answer.text)

    assert answer.status_code == (410 if forgets == "all" else 404)
    assert (script and script[1].strip()) == {"all": "data-all", "copy": "", "": None}[forgets]


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_copy_on_every_phone_is_what_everybody_sees(scene: Scene) -> None:
    """Whose phone it is cannot be told by the copy, and it names nobody. What is covered is in none."""
    ids = scene.ids
    for asker, name, args in (
        ("convener", "edit_topic", {"topic": ids["topic"], "convener_name": "Kim Example"}),
        ("convener", "edit_topic", {"topic": ids["outside"], "content_note": "loss"}),
        ("host", "edit_gathering", {"help": {"person": "Sam"}}),
        ("host", "cover", {"table": "topics", "id": ids["outside"]}),
        ("host", "hide_topic", {"topic": ids["theirs"]}),
    ):
        assert scene.command(asker, name, args) == "ok", name
    askers = ("nobody", "attendee", "convener", "host")
    states = [scene.call(one, "GET", f"/api/{scene.code}/state").get_json() for one in askers]
    secret = ("Kim Example", "Olu", "Kim's third", "loss", "The bench by the pond", "Somebody's")
    known = json.dumps(states)
    assert [words for words in secret if words not in known] == []

    command = ["node", "--input-type=module", "-e", COPIES]
    done = subprocess.run(
        command, input=json.dumps(states), cwd=ROOT, capture_output=True, text=True, check=True
    )
    copies = json.loads(done.stdout)

    assert copies == [copies[0]] * len(askers)
    assert "Kim's" in [topic["title"] for topic in copies[0]["tables"]["topics"]]
    assert copies[0]["gathering"]["help"] == {"person": "Sam"}
    assert [words for words in secret if words in done.stdout] == []

"""The log of host actions: hosts alone read it, and it links nothing and quotes nothing."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import current_thread
from typing import Any

import pytest

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.command import Command, wire_name
from openspace.domain.host_actions import ABOUT_DEVICES, HostAction, logged_commands
from openspace.ledger.memory import MemoryLedger
from openspace.web import host_log
from openspace.web.host_log_words import WORDS
from tests.security.scene import Scene, a_scene
from tests.security.test_matrix import ARGS


def told(scene: Scene) -> list[dict[str, Any]]:
    answer = scene.call("host", "GET", f"/api/{scene.code}/host-actions").get_json()
    return list(answer["actions"])


def all_commands(of: type[Command] = Command) -> list[type[Command]]:
    return [one for below in of.__subclasses__() for one in (below, *all_commands(below))]


def test_every_entry_has_a_name_in_words() -> None:
    bases = {"host_command", "hiding"}
    names = {wire_name(one) for one in logged_commands(all_commands())} - bases
    assert names | set(ABOUT_DEVICES) == WORDS.keys()


def test_a_device_keeps_its_number_with_a_new_key() -> None:
    scene = a_scene()
    first = told(scene)
    assert [(one["device"], one["name"]) for one in first] == [
        (1, "signed_in"),
        (2, "signed_in"),
        (2, "key_replaced"),
    ]
    scene.command("host", "ring_bell", {})
    assert told(scene)[-1]["device"] == 2


def test_the_log_has_codes_and_no_words_ids_or_authors() -> None:
    scene = a_scene()
    for name in ("hide_note", "hide_topic", "cover", "settle_flag", "edit_gathering", "post_news"):
        assert scene.command("host", name, scene.filled(ARGS[name])) == "ok"
    entries = told(scene)

    assert {tuple(entry) for entry in entries} == {("about", "at", "device", "name")}
    assert ("hide_note", "1A") in [(entry["name"], entry["about"]) for entry in entries]
    assert {entry["about"] for entry in entries} <= {"", "1A"}
    shown = str([(entry["name"], entry["about"]) for entry in entries])
    assert not [id for id in scene.ids.values() if f"'{id}'" in shown]


def test_acts_on_all_of_an_author_name_no_session() -> None:
    scene = a_scene()
    scene.command("host", "rest_author", {"topic": scene.ids["topic"], "rested": True})
    scene.command("host", "hide_all_by", {"note": scene.ids["note"]})

    assert [(entry["name"], entry["about"]) for entry in told(scene)[-2:]] == [
        ("rest_author", ""),
        ("hide_all_by", ""),
    ]


def test_what_a_host_types_in_for_others_is_not_told() -> None:
    scene = a_scene()
    before = len(told(scene))
    for name in ("propose_topic", "post_note", "post_evidence"):
        assert scene.command("host", name, scene.filled(ARGS[name])) == "ok"

    assert len(told(scene)) == before


def test_links_keys_backups_and_signing_out_are_told() -> None:
    scene = a_scene()
    before, at = len(told(scene)), f"/api/{scene.code}/host"
    scene.call("host", "POST", f"{at}/pass")
    scene.call("host", "GET", f"/{scene.code}/export.json")
    scene.call("nobody", "POST", f"{at}/sign_out")
    scene.call("wall", "POST", f"{at}/sign_out", {})

    assert [entry["name"] for entry in told(scene)[before:]] == [
        "link_made",
        "exported",
        "signed_out",
    ]


def test_page_and_table_tell_the_same() -> None:
    scene = a_scene()
    scene.command("host", "set_phase", {"phase": "sessions"})
    table = scene.call("host", "GET", f"/{scene.code}/host-log.csv").get_data(as_text=True)
    page = scene.call("host", "GET", f"/{scene.code}/host-log").get_data(as_text=True)

    assert list(csv.DictReader(io.StringIO(table))) == [
        {**entry, "device": str(entry["device"])} for entry in told(scene)
    ]
    assert page.count("<tr>") == len(told(scene)) + 1
    assert "Changed the phase" in page


def test_devices_that_sign_in_are_limited_before_they_are_numbered() -> None:
    limits = replace(Limits.none(), host_logins_burst=3, host_logins_rate=0.001)
    ledger = MemoryLedger()
    app = create_app(Settings(server_key="key", async_mode="threading", limits=limits), ledger)
    opened = app.test_client().post("/api/gatherings", json={"title": "A day"}).get_json()
    at, key = f"/api/{opened['code']}/host", {"host_key": opened["host_key"]}

    answers = [app.test_client().post(at, json=key) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert len(ledger.host_actions(opened["code"])) == 3


def test_a_host_who_opens_ten_devices_is_not_limited() -> None:
    app = create_app(Settings(server_key="key", async_mode="threading"), MemoryLedger())
    opened = app.test_client().post("/api/gatherings", json={"title": "A day"}).get_json()
    at, key = f"/api/{opened['code']}/host", {"host_key": opened["host_key"]}

    assert {app.test_client().post(at, json=key).status_code for _ in range(10)} == {200}


def test_a_long_page_is_rendered_in_a_thread_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene, used, render = a_scene(), [], host_log.rendered
    extensions = scene.app.extensions
    svc = extensions["openspace"]
    threads = replace(svc, in_thread=lambda do: ThreadPoolExecutor(1).submit(do).result())
    monkeypatch.setitem(extensions, "openspace", threads)
    monkeypatch.setattr(
        host_log, "rendered", lambda *given: used.append(current_thread()) or render(*given)
    )
    for _ in range(host_log.LONG):
        svc.ledger.keep_host_action(scene.code, HostAction("2027-03-31T09:00Z", 1, "link_made"))
    page = scene.call("host", "GET", f"/{scene.code}/host-log?language=de").get_data(as_text=True)

    assert len(used) == 1
    assert used != [current_thread()]
    assert 'lang="de"' in page
    assert "Die neuesten 2.000 Einträge" in page

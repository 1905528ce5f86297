"""One gathering with everybody who may knock at it, for asking who may do what."""

import json
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from time import monotonic
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from openspace import create_app
from openspace.config import Limits, Settings
from openspace.domain.commands import parse
from openspace.domain.community.opening import open_community
from openspace.domain.community.rules import AcceptGathering
from openspace.domain.community.stream import key_of
from openspace.domain.viewer import HOST, Viewer
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Photo
from openspace.service.turn import CommandRequest, execute_batch
from tests.clocks import Ahead
from tests.support.samples import GATHERING
from tests.support.waiting import waits

ASKERS = ("nobody", "attendee", "elsewhere", "convener", "former_host", "host", "wall")
"""`elsewhere` joined another gathering; `wall` opens a wall link in a browser that has the host's cookie."""

ELSEWHERE = {"REMOTE_ADDR": "192.168.1.77"}
"""A request from another machine than the server's."""


_PHASES = {
    **dict.fromkeys(("join_action", "name_issue", "place_dots"), "sessions"),
    "post_reflection": "closing",
}
"""Commands that the scene's phase refuses → a phase in which they are not."""


@dataclass
class Scene:
    """Ids of what stands in the gathering, and the askers' tokens (`""`: none)."""

    app: Flask
    code: str
    ids: dict[str, str]
    tokens: dict[str, str]
    host_key: str
    asked: int = field(default=0)

    def command(self, asker: str, name: str, args: dict[str, Any]) -> str:
        """ "ok", or the code of the refusal."""
        if name == "plan_to_come":
            # It is on in no other scene, because topics wait for the day then.
            self.command("host", "edit_gathering", {"planning": True})
        if phase := _PHASES.get(name):
            self.command("host", "set_phase", {"phase": phase})
        if name in ("name_issue", "place_dots"):
            self.command("host", "open_convergence", {})
        self.asked += 1
        message = {"id": f"command-{self.asked}", "name": name, "args": args}
        if asker == "wall":
            answer = self._by_wall_socket(message)
        else:
            answer = self.call(asker, "POST", f"/api/{self.code}/commands", message).get_json()
        return "ok" if answer.get("ok") else str(answer["error"]["code"])

    def filled(self, args: Any) -> Any:
        """`args` with the ids of what stands here, where a text begins with `$`."""
        return filled(args, self.ids)

    def call(self, asker: str, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """The response, to a request from another machine than the server's."""
        client, headers = self.app.test_client(), {}
        if asker == "wall":
            self._browser_of_the_host(client)
            headers["Origin"] = "http://localhost"
        elif self.tokens[asker]:
            headers["Authorization"] = f"Bearer {self.tokens[asker]}"
        given = {"json": body} if body is not None else {}
        return client.open(
            path, method=method, headers=headers, environ_base=ELSEWHERE, **given, **more
        )

    def _by_wall_socket(self, message: dict[str, Any]) -> dict[str, Any]:
        browser = self.app.test_client()
        self._browser_of_the_host(browser)
        socket = self.app.extensions["socketio"].test_client(
            self.app,
            auth={"gathering": self.code, "as": "wall"},
            flask_test_client=browser,
        )
        answer = asks(socket, message)
        socket.disconnect()
        return answer

    def _browser_of_the_host(self, client: FlaskClient) -> None:
        client.set_cookie(f"openspace_host_{self.code}", self.tokens["host"])


def filled(args: Any, ids: dict[str, str]) -> Any:
    if isinstance(args, dict):
        return {key: filled(value, ids) for key, value in args.items()}
    if isinstance(args, list):
        return [filled(one, ids) for one in args]
    return ids[args[1:]] if isinstance(args, str) and args[:1] == "$" else args


def asks(socket: Any, message: dict[str, Any]) -> dict[str, Any]:
    """What a test client's command is answered, by way of the server's own reader of frames."""
    socket.acks = None
    read = socket.socketio.server.eio.handlers["message"]
    read(socket.eio_sid, "21" + json.dumps(["command", message]))
    answer: dict[str, Any] = waits(lambda: socket.acks)["args"][0]
    return answer


CLOCK = Ahead()
CIRCLE = "circle-of-scenes"


def a_scene() -> Scene:
    """A scene in an app of its own: a copy of a recent one, because to set one takes much longer."""
    recent = _set_in(int(monotonic() / 20))
    ledger: MemoryLedger = recent.app.extensions["openspace"].ledger
    return replace(recent, app=_an_app(ledger.copy()), ids=dict(recent.ids))


@lru_cache(maxsize=1)
def _set_in(moment: int) -> Scene:
    """Set again every 20 seconds: after 30 seconds, what somebody wrote is no flood any more."""
    return set_scene(_an_app(_a_ledger()))


@cache
def an_app() -> Flask:
    """One for all who need no scene, or set several in it: gatherings do not know of each other."""
    return _an_app(_a_ledger())


def _an_app(ledger: MemoryLedger) -> Flask:
    return create_app(
        Settings(server_key="key", async_mode="threading", limits=Limits.none()), ledger, CLOCK
    )


def _a_ledger() -> MemoryLedger:
    """One with the community that all scenes are in."""
    ledger = MemoryLedger()
    ledger.open(open_community({"name": CIRCLE}, CLOCK.now()), "nobody has its key")
    return ledger


def set_scene(app: Flask) -> Scene:
    """A convener's topic in cell 1A with a note and a notice, an attendee's in 1B, and rotated keys."""
    client = app.test_client(use_cookies=False)

    def post(path: str, body: Any, token: str = "", **more: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = client.post(path, json=body, headers=headers, **more).get_json()
        assert "error" not in answer, answer
        return dict(answer)

    opened = post("/api/gatherings", {**GATHERING, "community": CIRCLE})
    other = post("/api/gatherings", GATHERING)
    code = opened["code"]
    accepted = CommandRequest(HOST, AcceptGathering(code=code))
    execute_batch(app.extensions["openspace"].ledger, key_of(CIRCLE), [accepted], CLOCK)
    convener = post(f"/api/{code}/join", {"name": "Kim"})
    attendee = post(f"/api/{code}/join", {})
    tokens = {
        "nobody": "",
        "attendee": attendee["token"],
        "elsewhere": post(f"/api/{other['code']}/join", {})["token"],
        "convener": convener["token"],
        "former_host": post(f"/api/{code}/host", {"host_key": opened["host_key"]})["token"],
    }
    rotated = post(f"/api/{code}/host/rotate", {}, tokens["former_host"])
    tokens["host"] = rotated["token"]
    scene = Scene(app, code, {}, tokens, rotated["host_key"])

    asked = 0

    viewers = {"host": HOST, "convener": Viewer("person", convener["person"])}
    viewers["attendee"] = Viewer("person", attendee["person"])

    def does(asker: str, name: str, /, **args: Any) -> dict[str, Any]:
        """Not by HTTP: that takes four times as long, and most tests make several scenes."""
        nonlocal asked
        asked += 1
        command = CommandRequest(viewers[asker], parse(name, args), f"setting-{asked}")
        [answer] = execute_batch(app.extensions["openspace"].ledger, code, [command], CLOCK)
        assert answer["ok"], (asker, name, args, answer)
        return dict(answer.get("result") or {})

    state = client.get(f"/api/{code}/state").get_json()["tables"]
    rooms = [room["id"] for room in state["rooms"]]
    slots = [slot["id"] for slot in state["slots"] if slot["kind"] == "session"]
    ids = scene.ids
    ids |= {"room_a": rooms[0], "room_b": rooms[1], "slot_1": slots[0], "slot_2": slots[1]}
    ids["topic"] = does("convener", "propose_topic", title="Kim's")["topic"]
    ids["unplaced"] = does("convener", "propose_topic", title="Kim's other")["topic"]
    ids["outside"] = does("convener", "propose_topic", title="Kim's third")["topic"]
    ids["theirs"] = does("attendee", "propose_topic", title="Somebody's")["topic"]
    claim = {"room": ids["room_a"], "slot": ids["slot_1"]}
    ids["session"] = does("convener", "claim_cell", topic=ids["topic"], **claim)["session"]
    claim = {"room": ids["room_b"], "slot": ids["slot_1"]}
    ids["their_session"] = does("attendee", "claim_cell", topic=ids["theirs"], **claim)["session"]
    bench = {"place": "The bench by the pond", "starts_at": "2027-03-31T15:10"}
    does("convener", "claim_place", topic=ids["outside"], **bench)
    note = {"session": ids["session"], "kind": "summary", "text": "We met."}
    ids["note"] = does("convener", "post_note", **note)["note"]
    sent = Photo("0" * 32, b"\xff\xd8", 1, 1)
    app.extensions["openspace"].ledger.keep_photo(code, sent, by=convener["person"])
    photo = {"session": ids["session"], "kind": "photo", "photo": sent.id}
    ids["photo"] = does("convener", "post_note", **photo)["note"]
    named = {"session": ids["session"], "kind": "action", "text": "Go on", "initiator_name": "Amir"}
    evidence = {"form": "evidence", "bearing": "refutes", "text": "Our audit says no."}
    ids["evidence"] = does("convener", "post_evidence", **evidence)["evidence"]
    ids["named"] = does("convener", "post_note", **named)["note"]
    link = client.get(
        f"/api/{code}/actions/{ids['named']}/link",
        headers={"Authorization": f"Bearer {tokens['convener']}"},
    ).get_json()["url"]
    ids["action"] = link.rpartition("/")[2]
    recommended = {"session": ids["session"], "kind": "recommendation", "text": "Pay peers"}
    ids["asked"] = does("convener", "post_note", **recommended)["note"]
    ids["answered"] = does("convener", "post_note", **recommended)["note"]
    answer = {"note": ids["answered"], "organisation": "The Trust", "text": "From May."}
    does("host", "answer_recommendation", **answer)
    does("host", "edit_gathering", was_here=True, reflections=True, cells_each=5)
    does("host", "edit_gathering", responsible={"controller": "A trust"})
    does("convener", "was_here", session=ids["session"])
    does("host", "edit_room", room=ids["room_a"], call_link="https://call.example.org/oak")
    ids["following"] = does("convener", "let_follow")["following"]
    headers = {"headers": {"Authorization": f"Bearer {tokens['convener']}"}}
    given = client.get(f"/api/{code}/following", **headers).get_json()["code"]
    post(f"/api/{code}/following", {"code": given}, tokens["attendee"])
    does("host", "set_phase", phase="sessions")
    does("attendee", "join_action", note=ids["named"], name="Robin")
    does("host", "set_phase", phase="lobby")
    wish = {"topic": ids["theirs"], "contact": "by post"}
    ids["wish"] = does("convener", "wish_for_others", **wish)["wish"]
    does("attendee", "ask_others", wish=does("attendee", "wish_for_others", **wish)["wish"])
    does("host", "edit_gathering", announcing=True)
    does("convener", "queue_announcement", topic=ids["topic"])
    does("host", "call_next")
    ids["flag"] = does("attendee", "flag", table="notes", id=ids["note"])["flag"]
    keep = {"note": ids["photo"], "title": "A photo"}
    ids["offered"] = does("convener", "offer_entry", **keep)["offer"]
    does("host", "edit_gathering", convergence="dots")
    does("host", "set_phase", phase="sessions")
    does("host", "open_convergence")
    ids["issue"] = does("convener", "name_issue", text="Who answers the phone")["issue"]
    does("convener", "place_dots", issue=ids["issue"], dots=2)
    does("host", "set_phase", phase="lobby")
    thought = {"form": "thought", "text": "It names somebody."}
    ids["hidden"] = does("attendee", "post_evidence", **thought)["evidence"]
    does("host", "hide_evidence", evidence=ids["hidden"])
    ids["now"] = CLOCK.now()
    ids["news"] = does("host", "post_news", text="Tea")["news"]
    other = does("attendee", "propose_topic", title="Somebody's other")["topic"]
    meet = {"session": ids["session"], "topic": other}
    does("attendee", "ask_to_meet", **meet)
    does("attendee", "offer_swap", session=ids["their_session"], wanted=ids["session"])
    third = does("attendee", "propose_topic", title="Somebody's third")["topic"]
    does("attendee", "offer_join", session=ids["session"], topic=third)
    helped = does("host", "propose_topic", title="Of somebody without a phone")["topic"]
    ids["kims"] = does("convener", "propose_topic", title="Kim's and theirs")["topic"]
    claim = {"room": ids["room_b"], "slot": ids["slot_2"]}
    ids["joined"] = does("convener", "claim_cell", topic=ids["kims"], **claim)["session"]
    does("convener", "offer_join", session=ids["joined"], topic=helped)
    offers = client.get(
        f"/api/{code}/state", headers={"Authorization": f"Bearer {tokens['host']}"}
    ).get_json()["tables"]["notices"]
    does("host", "accept_join", notice=next(n["id"] for n in offers if n["topic"] == helped))
    second = does("convener", "invite_convener", topic=ids["kims"])["code"]
    does("host", "accept_convening", code=second, convener_name="Olu")
    ids["invited"] = does("convener", "invite_convener", topic=ids["topic"])["code"]
    mine = client.get(
        f"/api/{code}/state", headers={"Authorization": f"Bearer {tokens['convener']}"}
    ).get_json()
    ids["announcement"] = mine["tables"]["announcements"][0]["id"]
    ids["visit"] = mine["tables"]["visits"][0]["id"]
    ids["introduction"] = mine["tables"]["introductions"][0]["id"]
    ids["offer"], ids["notice"], ids["join"] = (
        next(n["id"] for n in mine["tables"]["notices"] if n["kind"] == kind)
        for kind in ("swap", "meet", "join")
    )
    return scene

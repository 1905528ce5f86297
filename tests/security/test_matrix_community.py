"""Who may do what in a community: every command and every route of it, asked by everybody."""

from functools import reduce
from typing import Any

import pytest
from flask.testing import FlaskClient

from openspace.domain.community.deciding import COMMANDS
from tests.security.matrix import rows_of
from tests.security.scene import CLOCK, ELSEWHERE, an_app

ASKERS = ("nobody", "person", "gathering_host", "other_host", "former_host", "host")
"""`person` joined a gathering, `gathering_host` hosts it; `other_host` hosts another community."""

COMMAND_ROWS = """
command            nobody  person  gathering_host  other_host  former_host  host
edit_community     no      no      no              no          no           ok
accept_gathering   no      no      no              no          no           ok
remove_gathering   no      no      no              no          no           ok
hide_part          no      no      no              no          no           unknown_part
remove_contact     no      no      no              no          no           ok
make_brief         no      no      no              no          no           ok
edit_brief         no      no      no              no          no           ok
remove_brief       no      no      no              no          no           ok
"""

ROUTE_ROWS = """
route                              nobody  person  gathering_host  other_host  former_host  host
GET  /c/$slug                      200     200     200             200         200          200
GET  /c/$slug/feed.atom            200     200     200             200         200          200
GET  /c/$slug/calendar.ics         200     200     200             200         200          200
GET  /c/$slug/search?q=a           200     200     200             200         200          200
GET  /api/c/$slug/search?q=a       200     200     200             200         200          200
GET  /c/$slug/after                200     200     200             200         200          200
GET  /c/$slug/repertoire           200     200     200             200         200          200
GET  /c/$slug/repertoire/$entry    404     404     404             404         404          404
GET  /c/$slug/repertoire/$entry/together  404  404  404        404         404          404
POST /c/$slug/repertoire/$entry/together  404  404  404        404         404          404
GET  /c/$slug/privacy              200     200     200             200         200          200
GET  /c/$slug/write-to-me          200     200     200             200         200          200
POST /c/$slug/write-to-me          400     400     400             400         400          400
GET  /c/$slug/touch/$token         403     403     403             403         403          403
POST /c/$slug/touch/$token         403     403     403             403         403          403
GET  /c/$slug/kept/$token          403     403     403             403         403          403
POST /c/$slug/kept/$token          403     403     403             403         403          403
GET  /c/$slug/kept/$token/reminder.ics  403  403   403             403         403          403
GET  /c/$slug/briefs/$brief        404     403     403             403         403          200
GET  /c/$slug/briefs/$brief.$ending  404   403     403             403         403          404
GET  /c/$slug/briefs/$brief/edit   404     403     403             403         403          200
POST /c/$slug/briefs/$brief/edit   404     403     403             403         403          400
GET  /c/$slug/host                 200     403     403             403         403          200
POST /c/$slug/host                 403     403     403             403         403          400
GET  /c/$slug/host/factor          303     303     303             303         303          303
POST /c/$slug/host/factor          403     403     403             403         403          403
POST /api/c/$slug/host/passkey     403     403     403             403         403          403
GET  /c/$slug/host-log             403     403     403             403         403          200
GET  /c/$slug/host-log.csv         403     403     403             403         403          200
GET  /api/c/$slug/host-actions     403     403     403             403         403          200
GET  /api/c/$slug/state            200     403     403             403         403          200
GET  /api/c/$slug/changes?since=0  200     403     403             403         403          200
POST /api/c/$slug/commands         400     403     403             403         403          400
POST /api/c/$slug/host             403     403     403             403         403          403
POST /api/c/$slug/host/pass        403     403     403             403         403          201
POST /api/c/$slug/host/rotate      403     403     403             403         403          200
POST /api/c/$slug/host/sign_out    200     200     200             200         200          200
POST /api/c/$slug/delete           403     403     403             403         403          400
"""
"""403 for a bearer says that the token is not of this community; 400 says that they may, and sent nothing."""

UNMARKED = str.maketrans("", "", "$<>")

SECRET = "9f1c"
_opened = iter(range(1_000))


class Scene:
    def __init__(self) -> None:
        self.client: FlaskClient = an_app().test_client(use_cookies=False)
        gathering = self._post("/api/gatherings", {"title": "A day"})
        mine = self._post("/api/communities", {"name": f"Mine {SECRET} {next(_opened)}"})
        other = self._post("/api/communities", {"name": f"Other {SECRET} {next(_opened)}"})
        self.slug, self.code = mine["slug"], gathering["code"]
        former = self._key(f"/api/c/{self.slug}", mine["host_key"])
        rotated = self._post(f"/api/c/{self.slug}/host/rotate", {}, former)
        self.tokens = {
            "nobody": "",
            "person": self._post(f"/api/{self.code}/join", {})["token"],
            "gathering_host": self._key(f"/api/{self.code}", gathering["host_key"]),
            "other_host": self._key(f"/api/c/{other['slug']}", other["host_key"]),
            "former_host": former,
            "host": rotated["token"],
        }
        made = {"id": "setting", "name": "make_brief", "args": {"title": "Not published"}}
        answer = self._post(f"/api/c/{self.slug}/commands", made, rotated["token"])
        self.ids = {"$slug": self.slug, "$brief": answer["result"]["brief"]}

    def call(self, asker: str, method: str, path: str, body: object = None):  # type: ignore[no-untyped-def]
        headers = {"Authorization": f"Bearer {self.tokens[asker]}"} if self.tokens[asker] else {}
        given = {"json": body} if body is not None else {}
        return self.client.open(
            path, method=method, headers=headers, environ_base=ELSEWHERE, **given
        )

    def command(self, asker: str, name: str, args: dict[str, Any]) -> str:
        given = {key: self.ids.get(value, value) for key, value in args.items()}
        message = {"id": f"{asker} {name} {CLOCK.now()}", "name": name, "args": given}
        answer = self.call(asker, "POST", f"/api/c/{self.slug}/commands", message).get_json()
        return "ok" if answer.get("ok") else str(answer["error"]["code"])

    def _key(self, at: str, host_key: str) -> str:
        return str(self._post(f"{at}/host", {"host_key": host_key})["token"])

    def _post(self, path: str, body: object, token: str = "") -> dict:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self.client.post(path, json=body, headers=headers).get_json()
        assert "error" not in answer, answer
        return dict(answer)


ARGS: dict[str, dict[str, Any]] = {
    "edit_community": {"name": "Another"},
    "accept_gathering": {"code": "K7MQ2X"},
    "remove_gathering": {"code": "K7MQ2X"},
    "hide_part": {"part": "pt1", "hidden": True},
    "remove_contact": {"contact": "co1"},
    "make_brief": {"title": "For standards"},
    "edit_brief": {"brief": "$brief", "published": True},
    "remove_brief": {"brief": "$brief"},
}


@pytest.mark.parametrize(("name", "cells"), rows_of(COMMAND_ROWS, ASKERS))
def test_a_command_is_for_whom_its_row_says(name: str, cells: dict[str, str]) -> None:
    scene = Scene()

    got = {asker: scene.command(asker, name, ARGS[name]) for asker in ASKERS}

    assert got == {a: "not_allowed" if cell == "no" else cell for a, cell in cells.items()}


@pytest.mark.parametrize(("route", "cells"), rows_of(ROUTE_ROWS, ASKERS))
def test_a_route_is_for_whom_its_row_says(route: str, cells: dict[str, str]) -> None:
    got, scene = {}, Scene()
    method, path = route.split()
    for asker in ASKERS:
        body = {} if method == "POST" else None
        at = reduce(lambda at, id: at.replace(id, scene.ids[id]), scene.ids, path)
        response = scene.call(asker, method, at, body)
        got[asker] = str(response.status_code)
        if method != "GET" and response.status_code < 400:
            scene = Scene()
    assert got == cells


def test_every_command_has_its_row() -> None:
    assert [name for name, _ in rows_of(COMMAND_ROWS, ASKERS)] == list(ARGS)
    assert set(ARGS) == set(COMMANDS)


def test_every_route_has_its_row() -> None:
    named = {route.split("?")[0].translate(UNMARKED) for route, _ in rows_of(ROUTE_ROWS, ASKERS)}
    served = {
        f"{method} {rule.rule.translate(UNMARKED)}"
        for rule in an_app().url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if "<slug>" in rule.rule
    }
    assert served == named

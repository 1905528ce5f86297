"""Who may open and send what: every route, asked by everybody. What has no row here fails."""

from string import Template
from typing import Any

import pytest

from tests.security.matrix import rows
from tests.security.scene import ASKERS, a_scene

ROUTE_ROWS = """
route                                  nobody  attendee  elsewhere  convener  former_host  host  wall
GET  /                                 200     200       200        200       200          200   200
GET  /join?code=$code                  303     303       303        303       303          303   303
POST /join?code=$code                  303     303       303        303       303          303   303
GET  /new                              200     200       200        200       200          200   200
GET  /selftest                         200     200       200        200       200          200   200
GET  /new-community                    200     200       200        200       200          200   200
POST /new-community                    400     400       400        400       400          400   400
GET  /.well-known/security.txt         404     404       404        404       404          404   404
GET  /healthz                          200     200       200        200       200          200   200
GET  /readyz                           503     503       503        503       503          503   503
GET  /static/css/base.css              200     200       200        200       200          200   200
GET  /static/v-0/css/base.css          200     200       200        200       200          200   200
GET  /$code                            200     200       403        200       403          200   200
GET  /$code/s/1A                       200     200       403        200       403          200   200
GET  /$code/wall                       200     200       200        200       200          200   200
GET  /$code/rooms/A                    200     200       200        200       200          200   200
GET  /$code/host                       200     200       403        200       403          200   200
GET  /$code/host/factor                303     303       303        303       303          303   303
POST /$code/host/factor                403     403       403        403       403          403   403
POST /api/$code/host/passkey           403     403       403        403       403          403   403
GET  /$code/host-log                   403     403       403        403       403          200   200
GET  /$code/host-log.csv               403     403       403        403       403          200   200
GET  /api/$code/host-actions           403     403       403        403       403          200   200
GET  /$code/announce              200     200       403        200       403          200   200
GET  /$code/type                  200     200       403        200       403          200   200
GET  /$code/statement                  200     200       200        200       200          200   200
GET  /accessibility                     200     200       200        200       200          200   200
GET  /$code/manifest.json              200     200       200        200       200          200   200
GET  /$code/accessibility              200     200       200        200       200          200   200
GET  /$code/invitation                 200     200       200        200       200          200   200
GET  /$code/invitation.ics             200     200       200        200       200          200   200
GET  /$code/invitation.txt             200     200       200        200       200          200   200
GET  /$code/news-of-the-day.txt        200     200       200        200       200          200   200
GET  /$code/privacy                    200     200       200        200       200          200   200
GET  /$code/terms                      200     200       200        200       200          200   200
GET  /$code/papers.zip                 403     403       403        403       403          200   200
GET  /$code/after                      200     200       200        200       200          200   200
GET  /$code/action/$action             200     200       200        200       200          200   200
POST /$code/action/$action             400     400       400        400       400          400   400
GET  /$code/action/none                403     403       403        403       403          403   403
GET  /api/$code/actions/$named/link    403     403       403        200       403          200   403
GET  /$code/plan                       409     409       403        409       403          409   409
POST /$code/plan                       409     409       403        409       403          409   409
GET  /api/$code/plans                  403     403       403        403       403          200   200
POST /api/$code/plans                  403     403       403        403       403          409   409
POST /api/$code/duplicate              403     403       403        403       403          400   400
GET  /api/$code/following              403     200       403        200       403          403   403
POST /api/$code/following              403     404       403        404       403          403   403
GET  /api/$code/room-sizes             403     200       403        200       403          200   403
GET  /$code/keep/$note                 403     403       403        200       403          403   403
POST /$code/keep/$note                 403     403       403        400       403          403   403
GET  /api/$code/news-of-the-day        200     200       200        200       200          200   200
GET  /api/$code/replay                 409     409       409        409       409          409   409
GET  /api/$code/dots                   403     200       403        200       403          200   403
GET  /api/$code/questions              200     200       200        200       200          200   200
GET  /$code/agenda                     200     200       200        200       200          200   200
GET  /$code/proceedings                200     200       200        200       200          200   200
GET  /$code/proceedings.json           200     200       200        200       200          200   200
GET  /$code/schedule                   200     200       200        200       200          200   200
GET  /$code/schedule.ics               200     200       200        200       200          200   200
GET  /$code/schedule.xml               200     200       200        200       200          200   200
GET  /$code/schedule.json              200     200       200        200       200          200   200
GET  /$code/schedule/mine              403     302       403        302       403          403   403
GET  /$code/paper/                     200     200       200        200       200          200   200
GET  /$code/paper/qr                   200     200       200        200       200          200   200
GET  /$code/paper/gallery              200     200       200        200       200          200   200
GET  /$code/paper/guide                200     200       200        200       200          200   200
GET  /$code/paper/sharing              200     200       200        200       200          200   200
GET  /$code/paper/help                 200     200       200        200       200          200   200
GET  /$code/paper/evidence             200     200       200        200       200          200   200
GET  /$code/paper/joins                200     200       200        200       200          200   200
GET  /$code/paper/dots                 200     200       200        200       200          200   200
GET  /$code/paper/closing              200     200       200        200       200          200   200
GET  /$code/paper/coming               200     200       200        200       200          200   200
GET  /$code/paper/news                 200     200       200        200       200          200   200
GET  /$code/paper/after                200     200       200        200       200          200   200
GET  /$code/paper/slips                403     403       403        403       403          200   200
GET  /$code/paper/wall                 200     200       200        200       200          200   200
GET  /$code/paper/cards                200     200       200        200       200          200   200
GET  /$code/paper/reports              200     200       200        200       200          200   200
GET  /$code/paper/doors                200     200       200        200       200          200   200
GET  /$code/paper/principles           200     200       200        200       200          200   200
GET  /$code/photos/none.jpg            404     404       403        404       403          404   404
GET  /$code/qr                         200     200       200        200       200          200   200
GET  /$code/qr.svg                     200     200       200        200       200          200   200
GET  /$code/qr.png                     200     200       200        200       200          200   200
GET  /$code/proof.json                  403     403       403        403       403          200   200
GET  /$code/export.json                 403     403       403        403       403          200   200
GET  /$code/export.sqlite               403     403       403        403       403          200   200
GET  /api/openapi.json                 200     200       200        200       200          200   200
POST /api/gatherings                   403     403       403        403       403          403   403
POST /api/communities                  403     403       403        403       403          403   403
POST /api/plan                         200     200       200        200       200          200   200
POST /api/$code/join                   201     201       201        201       201          201   201
POST /api/$code/erase                  403     200       403        200       403          403   403
POST /api/$code/delete                 403     403       403        403       403          400   400
POST /api/$code/host                   403     403       403        403       403          403   403
POST /api/$code/host/pass              403     403       403        403       403          201   201
POST /api/$code/host/rotate            403     403       403        403       403          200   200
POST /api/$code/host/sign_out          200     200       200        200       200          200   200
POST /api/$code/me/pass                403     201       403        201       403          403   403
POST /api/$code/me/end_others          403     200       403        200       403          403   403
POST /api/$code/me/calendar            403     200       403        200       403          403   403
POST /api/$code/me/sign_out            200     200       200        200       200          200   200
GET  /api/$code/me                     403     200       403        200       403          403   403
GET  /$code/me/data                    403     200       403        200       403          403   403
GET  /$code/me/offline                 403     200       403        200       403          403   403
GET  /offline.js                       200     200       200        200       200          200   200
GET  /api/$code/state                  200     200       403        200       403          200   200
GET  /api/$code/changes?since=0        200     200       403        200       403          200   200
POST /api/$code/commands               400     400       403        400       403          400   400
POST /api/$code/photos                 403     400       403        400       403          400   403
"""
"""The status that each gets, from another machine than the server's. Bearers of a token that is not of
this gathering are told so; 400 says that they may, and sent nothing. The wall's browser has the host's
cookie, and only `/host/rotate` there would take it: no page of the wall asks for that. Signing out takes
cookies off the browser that asks, whoever it was."""
BODIES: dict[str, Any] = {
    "POST /api/plan": {"days": ["2027-03-31"], "first": "10:00", "minutes": 45, "count": 2},
}


@pytest.mark.parametrize(("route", "cells"), rows(ROUTE_ROWS))
def test_a_route_is_for_whom_its_row_says(route: str, cells: dict[str, str]) -> None:
    got: dict[str, str] = {}
    has_changed = True
    method, path = route.split()
    for asker in ASKERS:
        if has_changed:
            scene = a_scene()
        body = BODIES.get(route, {}) if method == "POST" else None
        address = Template(path).substitute(scene.ids, code=scene.code)
        response = scene.call(asker, method, address, body)
        got[asker] = str(response.status_code)
        response.close()
        has_changed = method != "GET" and response.status_code < 400
    assert got == cells


def test_every_route_has_its_row() -> None:
    scene = a_scene()
    urls = scene.app.url_map.bind("localhost")
    named = set()
    for route, _ in rows(ROUTE_ROWS):
        method, path = route.split()
        rule, _ = urls.match(
            path.replace("$code", scene.code).split("?")[0], method, return_rule=True
        )
        named.add(f"{method} {rule.rule}")
    served = {
        f"{method} {rule.rule}"
        for rule in scene.app.url_map.iter_rules()
        if "<slug>" not in rule.rule  # those of communities: test_matrix_community.py
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served - named == set(), "these routes have no row in ROUTE_ROWS"

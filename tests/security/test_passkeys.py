"""Passkeys of hosts: where they are offered, and malformed ones."""

import json
from typing import Any

import pytest

from openspace.ledger.port import Factor
from openspace.service.passkeys import Place, place_of
from tests.security.hosted import Hosted
from tests.security.hosted import hosted as hosted


@pytest.mark.parametrize(
    ("origin", "rp_id"),
    [
        ("https://openspace.example.org", "openspace.example.org"),
        ("https://openspace.example.org:8443", "openspace.example.org"),
        ("http://localhost:8000", "localhost"),
        ("http://openspace.example.org", None),
        ("http://192.168.1.20:8000", None),
        ("https://192.168.1.20", None),
        ("https://[::1]:8000", None),
    ],
)
def test_passkeys_are_offered_where_browsers_have_them(origin: str, rp_id: str | None) -> None:
    assert place_of(origin) == (Place(rp_id, origin) if rp_id else None)


PASSKEY = {"id": "eA", "rawId": "eA", "type": "public-key"}
MALFORMED: list[dict[str, Any]] = [
    {},
    {**PASSKEY, "response": []},
    {
        **PASSKEY,
        "response": {
            **dict.fromkeys(("clientDataJSON", "attestationObject", "authenticatorData"), "/w"),
            **dict.fromkeys(("signature", "userHandle"), "x"),
        },
    },
]


@pytest.mark.parametrize("credential", MALFORMED)
@pytest.mark.parametrize("add", [True, False])
def test_malformed_passkeys_are_refused_and_logged(
    hosted: Hosted, credential: dict[str, Any], add: bool
) -> None:
    kept = json.dumps({"rp_id": "localhost", "id": "eA", "public_key": "/w"})
    if not add:
        hosted.ledger.add_host_factors(hosted.code, [Factor("a", "passkey", kept, 0, "now")])
    at, headers = f"/api/{hosted.code}/host/passkey", {"Origin": "http://localhost"}
    browser = hosted.device()
    setup = browser.post(at, json={"add": add}, headers=headers).get_json()["setup"]

    sent = {"add": add, "setup": setup, "credential": credential}
    answer = browser.post(at, json=sent, headers=headers)

    assert answer.status_code == 403
    assert hosted.log()[-1] == "second_factor_refused"

"""Passkeys (WebAuthn) as the second factor of hosts.

A passkey belongs to the name of the server in the browser's address line, so it needs https and a name, or
localhost. An address of numbers has no passkeys.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from typing import Any, NamedTuple

from openspace.domain.refusals import Refused
from openspace.ledger.port import Factor
from openspace.service.clock import Clock
from openspace.service.second_factor import PASSKEY, new_factor


class Place(NamedTuple):
    """Where a passkey works: the name of the server (`rp_id`), and the whole origin of its pages."""

    rp_id: str
    origin: str


def place_of(origin: str) -> Place | None:
    """Return the place of pages from `origin`, or None if browsers have no passkeys there."""
    scheme, _, host = origin.partition("://")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name == "localhost":
        return Place(name, origin)
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return Place(name, origin) if scheme == "https" and name else None
    return None


def options_to_make(place: Place, title: str, factors: Sequence[Factor], challenge: bytes) -> Any:
    """Return the options of `navigator.credentials.create`, as JSON."""
    import webauthn
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    known = [PublicKeyCredentialDescriptor(id=one) for one in _ids(place, factors)]
    options = webauthn.generate_registration_options(
        rp_id=place.rp_id,
        rp_name="openspace",
        user_name=title[:60],
        user_id=secrets.token_bytes(16),  # nobody is known: each passkey has another user
        challenge=challenge,
        exclude_credentials=known,
    )
    return json.loads(webauthn.options_to_json(options))


def options_to_present(place: Place, factors: Sequence[Factor], challenge: bytes) -> Any:
    """Return the options of `navigator.credentials.get`, as JSON."""
    import webauthn
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    options = webauthn.generate_authentication_options(
        rp_id=place.rp_id,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in _ids(place, factors)],
    )
    return json.loads(webauthn.options_to_json(options))


def made(place: Place, credential: Mapping[str, Any], challenge: bytes, clock: Clock) -> Factor:
    """Return the passkey that a browser made. Raises Refused."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url

    try:
        found = webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
        )
    except Exception:  # the library raises many kinds for what no browser sends
        raise Refused("not_allowed", why="passkey") from None
    kept = {
        "rp_id": place.rp_id,
        "id": bytes_to_base64url(found.credential_id),
        "public_key": bytes_to_base64url(found.credential_public_key),
    }
    return new_factor(PASSKEY, json.dumps(kept), clock)


def presented(
    place: Place, credential: Mapping[str, Any], challenge: bytes, factors: Sequence[Factor]
) -> Factor:
    """Return the passkey that a browser presents. Raises Refused.

    The counter of authenticators is not compared: passkeys that are synchronised between devices have none.
    That a response works once is guarded by the moment of its challenge, see `Keys.use_host_factor`.
    """
    import webauthn
    from webauthn.helpers import base64url_to_bytes

    id = credential.get("id")
    for factor, kept in _kept(place, factors):
        if kept["id"] != id:
            continue
        try:
            webauthn.verify_authentication_response(
                credential=dict(credential),
                expected_challenge=challenge,
                expected_rp_id=place.rp_id,
                expected_origin=place.origin,
                credential_public_key=base64url_to_bytes(kept["public_key"]),
                credential_current_sign_count=0,
            )
        except Exception:  # as in `made`
            break
        return factor
    raise Refused("not_allowed", why="passkey")


def has_one(place: Place | None, factors: Sequence[Factor]) -> bool:
    return place is not None and bool(_kept(place, factors))


def _ids(place: Place, factors: Sequence[Factor]) -> list[bytes]:
    from webauthn.helpers import base64url_to_bytes

    return [base64url_to_bytes(kept["id"]) for _, kept in _kept(place, factors)]


def _kept(place: Place, factors: Sequence[Factor]) -> list[tuple[Factor, dict[str, str]]]:
    """Return the passkeys that work at `place`."""
    all_ = [(f, json.loads(f.secret)) for f in factors if f.kind == PASSKEY and f.secret]
    return [(factor, kept) for factor, kept in all_ if kept["rp_id"] == place.rp_id]

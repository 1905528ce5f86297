"""Links that log in one more device as the host or as a person. Each contains a pass that works once.

A link in the browser's history is worthless after its use. Keys and tokens are never part of an address
(docs/decisions/0007-host-key.md, 0016-devices.md).
"""

import secrets
from datetime import timedelta

from openspace.domain.community.stream import PREFIX
from openspace.ledger.port_keys import Keys
from openspace.service.clock import Clock
from openspace.service.host_keys import hash_of

MINUTES = 15
"""Validity of a link for one more device. A link that is made with a host key is valid as long as the key."""


def host_path(keys: Keys, code: str, clock: Clock, minutes: int | None = None) -> str:
    """Return the path of a new link to the host's page. The pass is in the fragment, which browsers do not
    send."""
    made = secrets.token_urlsafe(24)
    keys.keep_pass(code, hash_of(made), None if minutes is None else _until(minutes, clock))
    return f"{path_of(code)}/host#pass={made}"


def person_path(keys: Keys, code: str, person: str, clock: Clock) -> str:
    """Return the path of a new link that logs in one more device as this person. It invalidates their earlier
    link."""
    made = secrets.token_urlsafe(24)
    keys.keep_pass(code, hash_of(made), _until(MINUTES, clock), person)
    return f"{path_of(code)}#pass={made}"


def path_of(code: str) -> str:
    """Return the path of the stream's page: `/<code>` or `/c/<slug>`."""
    return f"/c/{code.removeprefix(PREFIX)}" if code.startswith(PREFIX) else f"/{code}"


def redeem_for_host(keys: Keys, code: str, given: str, clock: Clock) -> bool:
    """Return whether `given` is a valid pass of the host. It works once."""
    return keys.redeem_pass(code, hash_of(given), clock.now(), of_host=True) is not None


def redeem_for_person(keys: Keys, code: str, given: str, clock: Clock) -> str | None:
    """Return the id of the person whose valid pass `given` is, or None. It works once."""
    return keys.redeem_pass(code, hash_of(given), clock.now(), of_host=False)


def _until(minutes: int, clock: Clock) -> str:
    return clock.now(timedelta(minutes=minutes))

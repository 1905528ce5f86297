"""Links that make one more device the host's, or a person's: each carries a pass that works once.

What a browser keeps of such a link in its history is worth nothing afterwards. Keys and tokens are never
part of an address (docs/decisions/0007-host-key.md, 0016-devices.md).
"""

import secrets
from datetime import timedelta

from openspace.ledger.port import Keys
from openspace.service.clock import SYSTEM, Clock
from openspace.service.host_keys import hash_of

MINUTES = 15
"""How long a link for one more device works. One that is made with a host key lasts as long as the key."""


def host_path(keys: Keys, code: str, minutes: int | None = None, clock: Clock = SYSTEM) -> str:
    """The path of a new link to the host's page. The pass stands in the fragment, which browsers send to
    nobody."""
    made = secrets.token_urlsafe(24)
    keys.keep_pass(code, hash_of(made), None if minutes is None else _until(minutes, clock))
    return f"/{code}/host#pass={made}"


def person_path(keys: Keys, code: str, person: str, clock: Clock = SYSTEM) -> str:
    """The path of a new link that makes one more device this person. Their earlier link ends."""
    made = secrets.token_urlsafe(24)
    keys.keep_pass(code, hash_of(made), _until(MINUTES, clock), person)
    return f"/{code}#pass={made}"


def redeem_for_host(keys: Keys, code: str, given: str, clock: Clock = SYSTEM) -> bool:
    """Whether `given` makes a device the host's. It works once."""
    return keys.redeem_pass(code, hash_of(given), clock.now(), of_host=True) is not None


def redeem_for_person(keys: Keys, code: str, given: str, clock: Clock = SYSTEM) -> str | None:
    """The id of the person that `given` makes a device, or None. It works once."""
    return keys.redeem_pass(code, hash_of(given), clock.now(), of_host=False)


def _until(minutes: int, clock: Clock) -> str:
    return clock.now(timedelta(minutes=minutes))

"""The link that makes a browser the host's: good once, so that what the browser keeps of it is worth nothing.

The host key itself is never part of an address (docs/decisions/0007-host-key.md).
"""

import secrets
from datetime import UTC, datetime, timedelta

from openspace.ledger.port import Ledger
from openspace.marketplace import hash_of

MINUTES = 15
"""How long a link for one more device is good. One that is made with a key is as good as the key."""


def host_path(ledger: Ledger, code: str, minutes: int | None = None) -> str:
    """The path of a new link. What opens it stands in the fragment, which browsers send to nobody."""
    made = secrets.token_urlsafe(24)
    until = None if minutes is None else _moment(timedelta(minutes=minutes))
    ledger.keep_pass(code, hash_of(made), until)
    return f"/{code}/host#pass={made}"


def use(ledger: Ledger, code: str, given: str) -> bool:
    """Whether `given` opens the gathering; a second time it does not."""
    return ledger.use_pass(code, hash_of(given), _moment())


def _moment(later: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + later).isoformat(timespec="milliseconds")

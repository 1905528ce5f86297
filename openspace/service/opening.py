"""Creates gatherings and communities in the ledger."""

from collections.abc import Mapping
from typing import Any

from openspace.domain.change import Change
from openspace.domain.community.opening import open_community
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering
from openspace.domain.opening import open_gathering
from openspace.domain.refusals import Refused
from openspace.ledger.port import Log, Unwritable
from openspace.service.clock import Clock
from openspace.service.codes import new_code
from openspace.service.host_keys import hash_of, new_host_key


def open_new(log: Log, spec: Mapping[str, Any], clock: Clock) -> tuple[Gathering, str]:
    """Create a gathering. Return it with its host key, which is shown once and stored only as a hash. Raises
    Refused."""
    host_key = new_host_key()
    while True:
        change = open_gathering(spec, new_code(), clock.now())
        try:
            _open(log, change, host_key)
        except KeyError:
            continue
        return Gathering().apply(change), host_key


def open_new_community(log: Log, spec: Mapping[str, Any], clock: Clock) -> tuple[Community, str]:
    """Create a community. Return it with its host key, as `open_new` does. Raises
    Refused (`slug_taken`, …)."""
    host_key = new_host_key()
    change = open_community(spec, clock.now())
    try:
        _open(log, change, host_key)
    except KeyError:
        raise Refused("slug_taken") from None
    return Community().apply(change), host_key


def _open(log: Log, change: Change, host_key: str) -> None:
    try:
        log.open(change, hash_of(host_key))
    except Unwritable as error:
        raise Refused("busy", why="not_opened", detail=str(error)) from None

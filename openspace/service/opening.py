"""Creates a gathering in the ledger."""

from collections.abc import Mapping
from typing import Any

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
        code = new_code()
        change = open_gathering(spec, code, clock.now())
        try:
            log.open(change, hash_of(host_key))
        except KeyError:
            continue
        except Unwritable as error:
            raise Refused("busy", why="not_opened", detail=str(error)) from None
        return Gathering().apply(change), host_key

"""The app's services, which `create_app` wires together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from openspace.bus.port import Bus
from openspace.config import Settings
from openspace.domain.rules.people import EraseMe
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Ledger, ScrubResult
from openspace.ledger.port_upkeep import Snapshots
from openspace.live.broadcast import Broadcast
from openspace.live.presence import Presence
from openspace.live.revocations import Revocations
from openspace.proceedings.render.cache import RenderCache
from openspace.runtime.threads import InThread
from openspace.service.clock import Clock
from openspace.service.commands import Commands
from openspace.service.counted_marks import CountedMarks
from openspace.service.erasure import erase
from openspace.service.erasure_turns import ErasureTurns
from openspace.service.maintenance import tidy_up
from openspace.service.metrics import Meter
from openspace.service.queue import Queue
from openspace.service.rate_limits import Limiter
from openspace.service.readiness import Readiness
from openspace.service.uploads import Uploads
from openspace.web.failed_attempts import FailedAttempts
from openspace.web.identity import Identity
from openspace.web.own_addresses import OwnAddresses
from openspace.web.shells import Shells
from openspace.web.views import Views


@dataclass(frozen=True)
class Services:
    """Request handlers get them with `services()`."""

    settings: Settings
    ledger: Ledger
    identity: Identity
    commands: Commands
    queue: Queue
    broadcast: Broadcast
    revocations: Revocations
    in_thread: InThread
    limiter: Limiter
    failed_attempts: FailedAttempts
    uploads: Uploads
    erasure_turns: ErasureTurns
    sleep: Callable[[float], object]
    snapshots: Snapshots | None
    clock: Clock
    bus: Bus
    views: Views
    shells: Shells
    addresses: OwnAddresses
    marks: CountedMarks
    render_cache: RenderCache
    presence: Presence
    readiness: Readiness
    meter: Meter

    def tidy_up(self) -> bool:
        """Scrub erased data from the files. Return False if it must be retried, or another thread is doing
        it."""
        result = self.in_thread(lambda: tidy_up(self.ledger, self.snapshots))
        return bool(result is ScrubResult.DONE)

    def erase(self, code: str, viewer: Viewer, command: EraseMe) -> None:
        """Erase the person who asks. Raises Refused."""
        make_room = self.snapshots.make_room if self.snapshots else lambda: False
        erase(
            self.commands,
            self.ledger,
            lambda: bool(self.in_thread(make_room)),
            code,
            viewer,
            command,
        )


def services() -> Services:
    return cast(Services, current_app.extensions["openspace"])

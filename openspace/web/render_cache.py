"""Rendered files of a gathering for the web: from the cache, or rendered in a real thread."""

import logging
from collections.abc import Callable

from openspace.domain.refusals import Refused
from openspace.proceedings.render.cache import Make
from openspace.proceedings.render.worker import QUICK, WorkerFailed
from openspace.web.services import services

log = logging.getLogger(__name__)


def rendered(code: str, key: str, make: Make, lane: str = QUICK) -> bytes:
    """Return the file `key` of a gathering. If it is not cached, it is rendered in a real thread, so that
    commands are still handled meanwhile. Raises Refused (`busy`)."""
    return to_render(code, key, make, lane)()


def to_render(code: str, key: str, make: Make, lane: str = QUICK) -> Callable[[], bytes]:
    """Return a function that does what `rendered` does, and may be called beside the request."""
    svc = services()

    def get() -> bytes:
        try:
            return svc.render_cache.get(code, key, lambda: svc.in_thread(make), svc.sleep, lane)
        except WorkerFailed as failed:
            log.error("gathering %s: %s", code, failed)
            raise Refused("busy", why="file") from None

    return get

"""The server's checks of itself for `/selftest`, one result a line, in plain words."""

import base64
import platform
import time
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from openspace import runtime
from openspace.config import Settings
from openspace.ledger.stores import Check, Store, store_at
from openspace.proceedings import fonts
from openspace.proceedings.render.worker import LANES, QUICK, WorkerFailed

_KEPT_SECONDS = 10.0
_EXPECTED_PHONES = 200


class SelfCheck:
    """Caches the checks for ten seconds, however many people open the page. They run off the event loop."""

    def __init__(
        self,
        settings: Settings,
        in_thread: Callable[[Callable[[], list[Check]]], list[Check]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._in_thread, self._clock = settings, in_thread, clock
        self._found: list[Check] = []
        self._at = -_KEPT_SECONDS

    def findings(self) -> list[Check]:
        """Return the newest results; empty while the first checks run."""
        if self._clock() - self._at >= _KEPT_SECONDS:
            self._at = self._clock()
            self._found = self._in_thread(lambda: server_findings(self._settings))
        return self._found


def summary(findings: list[Check]) -> Check:
    """Return one result for visitors from elsewhere: it reveals no version, disk or file."""
    if all(finding.ok is not False for finding in findings):
        return Check("Server", True, "It is ready.")
    says = "Something needs attention. Open this page on the computer that runs the server."
    return Check("Server", False, says)


def capacity(settings: Settings) -> Check:
    """Return how many phones the machine can serve. Fewer than 200 fails the check."""
    phones = runtime.most_phones(settings)
    rounded = phones if phones < 100 else phones // 100 * 100
    says = f"This machine takes about {rounded:,} phones."
    return Check("Phones", phones >= _EXPECTED_PHONES, says)


def server_findings(settings: Settings) -> list[Check]:
    store = store_at(settings.db, settings.secret_file)
    return [*store.findings(), _fonts(), _versions(store)]


def _fonts() -> Check:
    """Missing fonts are no failure: most gatherings need only the fonts that the program brings."""
    try:
        missing = _scripts_without_font()
    except WorkerFailed:
        return Check("Fonts", None, "The installed fonts could not be read.")
    if not missing:
        return Check("Fonts", True, "The printed book shows every large script.")
    return Check(
        "Fonts", None, f"The printed book shows codes instead of {missing} (docs/deploy.md)."
    )


@cache
def _scripts_without_font() -> str:
    return LANES[QUICK].make(fonts.scripts_without_font).decode()


def _versions(store: Store) -> Check:
    try:
        own = version("openspace")
    except PackageNotFoundError:
        own = "from source"
    says = (
        f"openspace {own}, Python {platform.python_version()}, {store.engine}, "
        f"Flask-SocketIO {version('flask-socketio')}."
    )
    return Check("Versions", None, says)


def data_uri_of(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()

"""The server's checks of itself for `/selftest`, one result a line, in plain words."""

import base64
import platform
import time
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from openspace import runtime
from openspace.config import Settings
from openspace.languages.formats import number, with_commas
from openspace.languages.text import _, speaking, spoken
from openspace.ledger.port_store import Check, Store
from openspace.ledger.stores import store_at
from openspace.proceedings import fonts
from openspace.proceedings.render.worker import LANES, QUICK, WorkerFailed

_KEPT_SECONDS = 10.0
_EXPECTED_PHONES = 200


class SelfCheck:
    """Caches the checks of each language for ten seconds, however many people open the page. They run off the
    event loop."""

    def __init__(
        self,
        settings: Settings,
        in_thread: Callable[[Callable[[], list[Check]]], list[Check]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._in_thread, self._clock = settings, in_thread, clock
        self._found: dict[str, tuple[float, list[Check]]] = {}

    def findings(self) -> list[Check]:
        """Return the newest results; empty while the first checks run."""
        language, now = spoken().code, self._clock()
        at, found = self._found.get(language, (-_KEPT_SECONDS, []))
        if now - at >= _KEPT_SECONDS:
            self._found[language] = now, found
            found = self._in_thread(lambda: self._findings_in(language))
            self._found[language] = now, found
        return found

    def _findings_in(self, language: str) -> list[Check]:
        with speaking(language):
            return server_findings(self._settings)


def summary(findings: list[Check]) -> Check:
    """Return one result for visitors from elsewhere: it reveals no version, disk or file."""
    if all(finding.ok is not False for finding in findings):
        return Check(_("Server"), True, _("It is ready."))
    says = _("Something needs attention. Open this page on the computer that runs the server.")
    return Check(_("Server"), False, says)


def capacity(settings: Settings) -> Check:
    """Return how many phones the machine can serve. Fewer than 200 fails the check."""
    phones = runtime.most_phones(settings)
    rounded = phones if phones < 100 else phones // 100 * 100
    says = _("This machine takes about {phones} phones.", phones=number(rounded))
    return Check(_("Phones"), phones >= _EXPECTED_PHONES, says)


def server_findings(settings: Settings) -> list[Check]:
    store = store_at(settings.db, settings.secret_file)
    return [*store.findings(), _fonts(), _versions(store)]


def _fonts() -> Check:
    """Missing fonts are no failure: most gatherings need only the fonts that the program brings."""
    try:
        missing = _scripts_without_font()
    except WorkerFailed:
        return Check(_("Fonts"), None, _("The installed fonts could not be read."))
    if not missing:
        return Check(_("Fonts"), True, _("The printed book shows every large script."))
    scripts = with_commas(*missing.split("\n"))
    says = _("The printed book shows codes instead of {scripts} (docs/deploy.md).", scripts=scripts)
    return Check(_("Fonts"), None, says)


@cache
def _scripts_without_font() -> str:
    return LANES[QUICK].make(fonts.scripts_without_font).decode()


def _versions(store: Store) -> Check:
    try:
        own = version("openspace")
    except PackageNotFoundError:
        own = _("from source")
    says = (
        f"openspace {own}, Python {platform.python_version()}, {store.engine}, "
        f"Flask-SocketIO {version('flask-socketio')}."
    )
    return Check(_("Versions"), None, says)


def data_uri_of(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()

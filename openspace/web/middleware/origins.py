"""Checks the Host header, and refuses requests that another site's page sent: for pages, API and sockets.

A page of another site can make a visitor's browser send requests here, and can point its own name to our
address (DNS rebinding). So a request must use one of our names, and must not come from another site's page.
"""

import io
import json
import re
import socket
import time
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.middleware.proxy_fix import ProxyFix

from openspace.config import Settings
from openspace.domain.refusals import Refused
from openspace.runtime import addresses

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_HEALTH_CHECKS = ("/healthz", "/readyz")
"""Load balancers ask for them by the server's address."""

_FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_", "HTTP_X_REAL_IP", "HTTP_VIA")
_LOOK_AGAIN_SECONDS = 30
_HOST = re.compile(
    r"(?:(?P<plain>[A-Za-z0-9._-]+)|\[(?P<bracketed>[0-9A-Fa-f:.]+)\])(?::[0-9]{1,5})?", re.A
)
"""A name or an address, and a port. Stricter than `urlsplit`, which drops anything that it does not
understand."""

CAME_FORWARDED = "openspace.forwarded"
"""Key in the WSGI environ: an unconfigured proxy forwarded the request, so the sender's address is
unknown."""


class Origins:
    """Our names and addresses. `own_addresses` returns the machine's addresses, which change with the
    Wi-Fi."""

    def __init__(
        self,
        settings: Settings,
        own_addresses: Callable[[], list[str]] = lambda: _addresses_of_this_machine(),
    ) -> None:
        self._public = _origin(settings.public_url) if settings.public_url else None
        name = socket.gethostname().casefold()
        self._names = {"localhost", name, f"{name.split('.')[0]}.local", *settings.allow_host}
        self._names |= {settings.host.casefold()}
        if settings.public_url:
            self._names.add(urlsplit(settings.public_url).hostname or "")
        self._own_addresses = own_addresses
        self._looked: tuple[float, frozenset[str]] = (-_LOOK_AGAIN_SECONDS, frozenset())

    def answers_to(self, host: str) -> bool:
        """Return whether the Host header `host` is a name or an address of this server.

        Any private address is accepted: another site cannot use one as its name, and containers and virtual
        machines do not know the address by which they are reached.
        """
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = (found["bracketed"] or found["plain"]).rstrip(".").casefold()
        if name in self._names:
            return bool(name)
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or address.is_private or name in self._addresses()

    def is_ours(self, name: str) -> bool:
        """Return whether `name` was configured, or is one of this machine's own names and addresses."""
        name = name.rstrip(".").casefold()
        return name in self._names or name == addresses.LOOPBACK or name in self._addresses()

    def is_own(self, origin: str | None, environ: "WSGIEnvironment") -> bool:
        """Return whether `origin` is one of our pages, given the address in the request `environ`."""
        found = _origin(origin or "")
        asked = f"{environ.get('wsgi.url_scheme', 'http')}://{environ.get('HTTP_HOST', '')}"
        return found is not None and found in (self._public, _origin(asked))

    def _addresses(self) -> frozenset[str]:
        at, found = self._looked
        if time.monotonic() - at >= _LOOK_AGAIN_SECONDS:
            found = frozenset(self._own_addresses())
            self._looked = (time.monotonic(), found)
        return found


class OriginMiddleware:
    """The outermost middleware. It also covers the socket's address."""

    def __init__(self, app: "WSGIApplication", settings: Settings, origins: Origins) -> None:
        self._app: WSGIApplication = self._let_in
        self._inside = app
        self._origins = origins
        if settings.behind_proxy:
            self._app = ProxyFix(self._let_in, x_for=1, x_proto=1, x_host=1)
        self._behind_proxy = settings.behind_proxy

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self._behind_proxy:
            _forget_forwarded(environ)
        return self._app(environ, start_response)

    def _let_in(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        # The runtime would write the addresses of clients whose sockets fail to this stream.
        environ["wsgi.errors"] = _NOWHERE
        if environ.get("PATH_INFO") in _HEALTH_CHECKS:
            return self._inside(environ, start_response)
        if not self._origins.answers_to(environ.get("HTTP_HOST", "")):
            return _refuse(
                environ,
                start_response,
                "421 Misdirected Request",
                Refused("not_allowed", why="server_name"),
            )
        if _writes(environ) and self._is_foreign(environ):
            refused = Refused("not_allowed", why="other_site")
            return _refuse(environ, start_response, "403 Forbidden", refused)
        return self._inside(environ, start_response)

    def _is_foreign(self, environ: "WSGIEnvironment") -> bool:
        """Return whether another site's page sent this. Scripts send no such headers; see
        `cookie_auth_allowed`."""
        origin = environ.get("HTTP_ORIGIN")
        if origin:
            return not self._origins.is_own(origin, environ)
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
            return True
        referrer = environ.get("HTTP_REFERER")
        return bool(referrer) and not self._origins.is_own(str(referrer), environ)


def cookie_auth_allowed(environ: "WSGIEnvironment") -> bool:
    """CSRF check: cookies authenticate only a safe method, a request with Origin, Sec-Fetch-Site or Referer
    (checked by OriginMiddleware before), or one with a JSON content type, which another site's page cannot
    send without a CORS preflight.
    """
    return (
        environ["REQUEST_METHOD"] in _SAFE_METHODS
        or environ.get("CONTENT_TYPE", "").partition(";")[0].strip() == "application/json"
        or any(environ.get(f"HTTP_{n}") for n in ("ORIGIN", "SEC_FETCH_SITE", "REFERER"))
    )


class _Nowhere(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


_NOWHERE = _Nowhere()


def _addresses_of_this_machine() -> list[str]:
    return [address.ip for address in addresses.candidates()]


def _writes(environ: "WSGIEnvironment") -> bool:
    """Return whether this request may have an effect: a form, an API call, or the opening of a socket."""
    return environ["REQUEST_METHOD"] not in _SAFE_METHODS or (
        environ.get("HTTP_UPGRADE", "").casefold() == "websocket"
    )


def _forget_forwarded(environ: "WSGIEnvironment") -> None:
    """Remove forwarding headers. Anybody can send them, and only a configured proxy is trusted."""
    for name in [name for name in environ if name.startswith(_FORWARDED)]:
        del environ[name]
        environ[CAME_FORWARDED] = True


def _origin(url: str) -> tuple[str, str, int] | None:
    """Return (scheme, host, port) of `url`, or None if it is not the address of a site."""
    try:
        parts = urlsplit(url.strip().casefold())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80)


def _refuse(
    environ: "WSGIEnvironment", start_response: "StartResponse", status: str, refused: Refused
) -> Iterable[bytes]:
    error = {"error": refused.as_error()}
    for_people = "text/html" in environ.get("HTTP_ACCEPT", "")
    body = (refused.message if for_people else json.dumps(error)).encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8" if for_people else "application/json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(status, headers)
    return [body]

"""The addresses of this server that may appear in links and books.

A request can name any private address, and each address needs its own rendered book. So only a few are
accepted: the machine's own and the configured ones, at our port; and the first few others that are requested,
because a container or a mapped port has an address that the server cannot find out.
"""

from openspace.config import Settings
from openspace.web.middleware.origins import Origins

_MOST_OTHERS = 8
_USUAL_PORTS = {"http": "80", "https": "443"}


class OwnAddresses:
    def __init__(self, settings: Settings, origins: Origins) -> None:
        self._port, self._origins = str(settings.port), origins
        self._others: set[tuple[str, str]] = set()

    def accepts(self, scheme: str, host: str) -> bool:
        """Return whether a book may be rendered for the Host header `host`."""
        name, _, port = (
            host.rpartition(":") if host.rstrip("0123456789").endswith(":") else (host, "", "")
        )
        port = port or _USUAL_PORTS.get(scheme, "")
        if self._origins.is_ours(name.strip("[]")) and port in (self._port, *_USUAL_PORTS.values()):
            return True
        if len(self._others) < _MOST_OTHERS:
            self._others.add((scheme, host))
        return (scheme, host) in self._others

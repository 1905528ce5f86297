"""Servers with one store behind a real nginx, as in deploy/."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from openspace.config import Limits
from tests.support.certificate import certificate
from tests.support.http import Client
from tests.support.nginx import Nginx, nginx_or_skip
from tests.support.process import free_port
from tests.support.server import KEY, LEAN, Server


class Deployed(Client):
    """`many` servers, each with the `options`. Their store is a file, unless OPENSPACE_DB names one.
    Skips the test where nginx or openssl is not installed."""

    def __init__(
        self, running: ExitStack, folder: Path, many: int, *options: object, **environ: str
    ) -> None:
        nginx_or_skip()
        cert, key = certificate(folder)
        self.nodes: list[Server] = []
        environ = {
            **Limits.none().as_environ(),
            "OPENSPACE_BEHIND_PROXY": "yes",
            "OPENSPACE_SERVER_KEY": KEY,
            **environ,
        }
        db = None if "OPENSPACE_DB" in environ else folder / "sessions.db"
        ports = [free_port() for _ in range(many)]
        self.nginx = Nginx(folder / "nginx", ports, cert, key)
        super().__init__(self.nginx.url, cert)
        for number, port in enumerate(ports, 1):
            own = folder / f"node{number}"
            own.mkdir()
            how: dict[str, Any] = {"program": LEAN, "db": db, "port": port}
            self.nodes.append(Server(own, *options, **how, **environ))
            running.enter_context(self.nodes[-1])
        self.nginx.start()
        running.callback(self.nginx.kill)

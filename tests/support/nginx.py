"""A real nginx with deploy/nginx.conf: only its addresses, files and account are replaced."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.process import LONGEST, Program, free_port
from tests.support.server import ROOT

CONF = ROOT / "deploy" / "nginx.conf"


class Nginx(Program):
    """In front of `nodes`, which are ports of this machine. TLS is on `port`, and plain HTTP on `plain`."""

    def __init__(self, folder: Path, nodes: list[int], cert: Path, key: Path) -> None:
        folder.mkdir()
        super().__init__(folder, free_port(), dict(os.environ), folder)
        self.url = f"https://localhost:{self.port}"
        self.plain = free_port()
        replaced = {
            "user nginx;": "user root;" if os.geteuid() == 0 else "",
            "/tmp/": f"{folder}/",
            "/run/secrets/tls_certificate": str(cert),
            "/run/secrets/tls_key": str(key),
            "listen 80 ": f"listen 127.0.0.1:{self.plain} ",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
        }
        text = CONF.read_text()
        for before, after in replaced.items():
            assert before in text, before
            text = text.replace(before, after)
        for number, port in enumerate(nodes, 1):
            text = text.replace(f"node{number}:8000", f"127.0.0.1:{port}")
        text = re.sub(r"\n *server node\d:8000 .*", "", text)
        (folder / "nginx.conf").write_text(text)

    def command(self) -> list[str]:
        conf = str(self.folder / "nginx.conf")
        return ["nginx", "-e", "stderr", "-p", str(self.folder), "-c", conf, "-g", "daemon off;"]

    def kill(self) -> None:
        """End it with its workers, which would outlive a killed master."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(LONGEST)

    def checks(self) -> str:
        """What `nginx -t` says of the file."""
        done = subprocess.run(
            [*self.command()[:-2], "-t"], capture_output=True, text=True, check=False
        )
        return done.stderr


def nginx_or_skip() -> None:
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")

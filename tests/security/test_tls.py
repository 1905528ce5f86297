"""`openspace serve --cert --key`: pages, cookies and sockets over TLS, and nobody who is slow in the way."""

import json
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import websocket

from tests.support.certificate import certificate
from tests.support.process import free_port
from tests.support.samples import GATHERING
from tests.support.server import serving

pytestmark = pytest.mark.live


@pytest.fixture(scope="module", params=["eventlet", "gevent", "threading"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, str]]:
    if request.param != "threading":
        pytest.importorskip(request.param)
    folder = tmp_path_factory.mktemp("tls")
    cert, key = certificate(folder)
    how = ["--async-mode", request.param, "--cert", cert, "--key", key]
    with serving(folder, *how, trusts=cert) as server:
        yield server.url.removeprefix("https://"), cert, request.param
    # gevent tells of each greeting that fails.
    assert request.param == "gevent" or "Traceback" not in server.log
    assert server.url in server.log


def test_pages_cookies_and_sockets_come_over_tls(served: tuple[str, Path, str]) -> None:
    at, cert, _ = served
    opened = requests.post(f"https://{at}/api/gatherings", json=GATHERING, verify=cert, timeout=30)
    code = opened.json()["code"]
    assert opened.json()["join_url"] == f"https://{at}/{code}"
    assert opened.headers["Strict-Transport-Security"]
    joined = requests.post(f"https://{at}/api/{code}/join", json={}, verify=cert, timeout=30)
    cookie, _, how = joined.headers["Set-Cookie"].partition("; ")
    assert cookie.startswith("__Host-openspace_person_")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(how.split("; "))
    line = websocket.create_connection(
        f"wss://{at}/socket.io/?EIO=4&transport=websocket",
        sslopt={"ca_certs": str(cert)},
        origin=f"https://{at}",
        cookie=cookie,
        timeout=30,
    )
    line.recv()
    # By the cookie alone, as a page whose storage is empty.
    line.send("40" + json.dumps({"gathering": code, "as": joined.json()["person"]}))
    assert line.recv().startswith("40")
    ask = {"id": "12345678", "name": "propose_topic", "args": {"title": "Over TLS"}}
    line.send("421" + json.dumps(["command", ask]))
    frames = [line.recv() for _ in range(2)]
    assert any("Over TLS" in frame for frame in frames)
    line.close()
    page = requests.get(f"https://{at}/{code}", verify=cert, timeout=30)
    assert f"wss://{at}" in page.headers["Content-Security-Policy"]


def test_who_never_greets_keeps_nobody_out(served: tuple[str, Path, str]) -> None:
    at, cert, _mode = served
    host, port = at.split(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(5)]
    try:
        assert requests.get(f"https://{at}/healthz", verify=cert, timeout=30).ok
        for line in silent:
            line.setblocking(False)
            with pytest.raises(BlockingIOError):  # it is still waited for
                line.recv(1)
    finally:
        for line in silent:
            line.close()


def test_old_protocols_are_not_spoken(served: tuple[str, Path, str]) -> None:
    at, _, _ = served
    host, port = at.split(":")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, int(port)), timeout=30) as plain,
        context.wrap_socket(plain) as line,
    ):
        assert line.version() in ("TLSv1.2", "TLSv1.3")


@pytest.mark.parametrize("missing", ["--cert", "--key"])
def test_half_a_certificate_is_one_sentence(tmp_path: Path, missing: str) -> None:
    command = [sys.executable, "-m", "openspace", "serve", "--db", str(tmp_path / "a.db")]
    found = subprocess.run([*command, missing, "x.pem"], capture_output=True, text=True, timeout=30)
    assert found.stderr.strip() == "openspace: TLS needs both: --cert FILE and --key FILE."


def test_a_file_that_is_no_certificate_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("none")
    command = [sys.executable, "-m", "openspace", "serve", "--db", str(tmp_path / "a.db")]
    command += ["--port", str(free_port()), "--cert", str(tmp_path / "x.pem")]
    command += ["--key", str(tmp_path / "x.pem")]
    found = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert "are not a matching certificate and key in PEM" in found.stderr
    assert "Traceback" not in found.stderr

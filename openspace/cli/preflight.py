"""Checks before the server starts. Each error is one sentence that includes the remedy."""

import errno
import os
import socket
import ssl
from importlib.util import find_spec
from pathlib import Path

from openspace.config import Settings


class Trouble(Exception):
    """The reason why the server cannot start, and the remedy, in one or two sentences."""


def check_port(host: str, port: int) -> None:
    """Raise Trouble if the server cannot listen there."""
    error = _try_to_listen(host, port)
    if error is None:
        return
    if error.errno == errno.EADDRINUSE:
        raise Trouble(
            f"Port {port} is in use, perhaps by another openspace. "
            f"Stop that, or choose a free one: --port {_free_port_after(host, port)}"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        raise Trouble(
            f"This account may not listen on port {port}. Choose one above 1023: --port 8000"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        raise Trouble(
            f"This computer does not have the address {host}. "
            "Leave --host out to listen on all its addresses."
        )
    raise Trouble(f"openspace cannot listen on {host}, port {port}: {_why(error)}.")


def check_certificate(cert: Path | None, key: Path | None) -> None:
    """Raise Trouble if TLS does not work with these files."""
    if cert is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise Trouble(
            f"--cert {cert} and --key {key} are not a matching certificate and key in PEM: "
            f"{_why(error)}."
        ) from None


def check_extras(settings: Settings) -> None:
    """Raise Trouble if a setting needs a package that is not installed."""
    needed = {
        "--metrics-port": ("prometheus_client", settings.metrics_port is not None),
        "--redis": ("redis", settings.redis is not None),
        "--host-second-factor": ("webauthn", settings.host_second_factor),
    }
    for flag, (package, is_used) in needed.items():
        if is_used and find_spec(package) is None:
            raise Trouble(
                f"{flag} needs the package {package.replace('_', '-')}, which is not installed: "
                "pip install 'openspace[server]'"
            )


def check_workers(workers: int, db: Path | str) -> None:
    """Raise Trouble if several workers cannot serve this store here."""
    if workers == 1:
        return
    if not hasattr(os, "fork"):
        raise Trouble("Several workers need Linux or macOS. Leave --workers out on this system.")
    if str(db) == "memory:":
        raise Trouble("Several workers cannot share a store in memory. Name a file: --db FILE.")


def root_warning() -> str | None:
    """Return a warning if the server is started as root, else None."""
    if getattr(os, "geteuid", lambda: -1)() != 0:
        return None
    return (
        "openspace runs as root. Give it an account of its own (docs/deploy.md), "
        "so that a mistake in it cannot reach the rest of this machine."
    )


def check_store(db: Path | str) -> None:
    """Raise Trouble if `db` is not an openspace store and cannot become one."""
    from openspace.ledger.port_store import StoreTrouble
    from openspace.ledger.stores import store_at

    try:
        store_at(db).check()
    except StoreTrouble as trouble:
        raise Trouble(str(trouble)) from None


def _try_to_listen(host: str, port: int) -> OSError | None:
    try:
        [(family, kind, _, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind) as probe:
            if os.name != "nt":  # on Windows this option would let two programs share the port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        return error
    return None


def _free_port_after(host: str, port: int) -> int:
    return next((p for p in range(port + 1, port + 50) if _try_to_listen(host, p) is None), 0)


def _why(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")

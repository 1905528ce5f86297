"""What can be known to go wrong before the server starts, each as one sentence with the way out."""

import errno
import os
import socket
import sqlite3
import ssl
from contextlib import closing
from pathlib import Path


class Trouble(Exception):
    """Why it cannot start, as one sentence or two that say what to do."""


def check_port(host: str, port: int) -> None:
    """Raises Trouble when the server could not listen there."""
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
            "Leave --host away to listen on all the addresses it has."
        )
    raise Trouble(f"It is not possible to listen on {host}, port {port}: {_why(error)}.")


def check_certificate(cert: Path | None, key: Path | None) -> None:
    """Raises Trouble when TLS could not be spoken with these files."""
    if cert is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key)
    except (OSError, ssl.SSLError) as error:
        raise Trouble(
            f"--cert {cert} and --key {key} are no certificate and key in PEM that fit together: "
            f"{_why(error)}."
        ) from None


def root_warning() -> str | None:
    """What to say, once, to who starts it as root."""
    if getattr(os, "geteuid", lambda: -1)() != 0:
        return None
    return (
        "openspace runs as root. Give it an account of its own (docs/deploy.md), "
        "so that a mistake in it cannot reach the rest of this machine."
    )


def check_store(path: Path) -> None:
    """Raises Trouble when `path` is no database of ours and cannot become one."""
    if path.is_dir():
        raise Trouble(f"{path} is a folder; --db names a file, for example {path / 'sessions.db'}.")
    folder = path.absolute().parent
    if not folder.is_dir():
        raise Trouble(
            f"There is no folder {folder} to keep {path.name} in. Make it, or give another."
        )
    may_write = os.access(folder, os.W_OK | os.X_OK)
    if path.exists():
        _check_file(path, may_write)
    elif not may_write:
        raise Trouble(
            f"{path.name} cannot be made in {folder}: this account may not write there. "
            "Start in another folder, or say where with --db FILE."
        )


def _check_file(path: Path, may_write_beside: bool) -> None:
    if not os.access(path, os.R_OK | os.W_OK):
        raise Trouble(f"{path} cannot be used: this account may not read and write it.")
    if not may_write_beside:
        raise Trouble(
            f"{path} cannot be used: this account may not write in {path.absolute().parent}, where files "
            "that belong to it are made. Change who may write there, or start as the account that may."
        )
    from openspace.ledger.port import Unwritable
    from openspace.ledger.sqlite.migrations import check_not_newer

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
            if {"gatherings", "changes", "receipts"} <= tables:
                check_not_newer(db, path)
    except Unwritable as newer:
        raise Trouble(str(newer)) from None
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorname", "") not in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise Trouble(f"{path} cannot be opened: {_why(error)}. It is left as it is.") from None
        raise Trouble(
            f"{path} is not a database that openspace can read ({_why(error)}). "
            f"Move it away, or give another file with --db FILE.{_way_back(path)}"
        ) from None
    _check_pages(path)
    if tables and not {"gatherings", "changes", "receipts"} <= tables:
        raise Trouble(
            f"{path} is a database of another program, and is left as it is. "
            "Give another file with --db FILE."
        )


def _check_pages(path: Path) -> None:
    from openspace.ledger.sqlite.backup import damage

    broken = damage(path)
    if broken:
        raise Trouble(f"{path} is damaged ({broken}). It is left as it is.{_way_back(path)}")


def _way_back(path: Path) -> str:
    from openspace.ledger.sqlite.snapshots import snapshots

    newest = next(reversed(snapshots(path)), None)
    return (
        f" The newest snapshot comes back with: openspace restore {newest} --db {path}"
        if newest
        else ""
    )


def _try_to_listen(host: str, port: int) -> OSError | None:
    try:
        [(family, kind, _, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        with socket.socket(family, kind) as probe:
            if os.name != "nt":  # where this option would let two programs share the port
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

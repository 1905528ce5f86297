"""Shared by the program's commands: settings, the store, and how errors end the program."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from openspace.cli import preflight
from openspace.config import ASYNC_MODES, Settings, read_file
from openspace.ledger.port import Keys, Ledger
from openspace.runtime import addresses
from openspace.service.clock import SYSTEM

F = TypeVar("F", bound=Callable[..., Any])

_SETTINGS = (
    click.option("--host", help="Address to listen on.  [0.0.0.0: all]"),
    click.option("--port", help="Port to listen on.  [8000]"),
    click.option("--db", help="File that everything is kept in.  [sessions.db]"),
    click.option(
        "--server-key",
        help="Key that lets others open gatherings. Every account of this machine can read it in the list "
        "of processes: set OPENSPACE_SERVER_KEY instead.  [new at each start]",
    ),
    click.option("--public-url", help="Address that phones reach this server by.  [found out]"),
    click.option(
        "--behind-proxy",
        is_flag=True,
        default=None,
        help="Believe the X-Forwarded-… headers of a proxy in front of this server.",
    ),
    click.option("--allow-host", multiple=True, help="One more name to be asked by; repeatable."),
    click.option("--cert", help="PEM file of a certificate: serve https itself."),
    click.option("--key", help="PEM file of the certificate's key."),
    click.option("--security-contact", help="Address that /.well-known/security.txt names."),
    click.option("--async-mode", help=f"{', '.join(ASYNC_MODES)}.  [eventlet]"),
    click.option("--config", type=click.Path(path_type=Path), help="TOML file.  [openspace.toml]"),
)


def with_settings(command: F) -> F:
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


def read_settings(flags: dict[str, Any]) -> Settings:
    """Read flags, then the environment, then the file; the first that is given wins. An error ends the
    program with a sentence."""
    given = {name: value for name, value in flags.items() if name != "config"}
    path = flags.get("config") or os.environ.get("OPENSPACE_CONFIG")
    try:
        return Settings.read(given, {**read_file(path), **os.environ})
    except ValueError as error:
        fail(str(error))


def fail(sentence: str) -> NoReturn:
    click.echo(f"openspace: {sentence}", err=True)
    sys.exit(2)


def open_ledger(settings: Settings, must_exist: bool = False) -> Ledger:
    from openspace.ledger.port import Unwritable
    from openspace.ledger.stores import store_at

    store = store_at(settings.db)
    if must_exist and not store.exists():
        fail(f"There is no file {settings.db}; say which one with --db FILE.")
    try:
        preflight.check_store(settings.db)
        return store.open()
    except (preflight.Trouble, Unwritable) as trouble:
        fail(str(trouble))


def base_url(settings: Settings) -> str:
    return settings.public_url or f"{settings.scheme}://{addresses.best()}:{settings.port}"


def links_of(settings: Settings, keys: Keys, code: str, host_key: str) -> dict[str, str]:
    from openspace.service.login_links import host_path

    base = base_url(settings)
    return {
        "join_url": f"{base}/{code}",
        "wall_url": f"{base}/{code}/wall",
        "host_url": base + host_path(keys, code, SYSTEM),
        "host_key": host_key,
    }

"""Helpers that all commands share: reading settings, opening the store, ending with an error."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from openspace.cli import preflight
from openspace.config import ASYNC_MODES, Settings, is_postgres, read_file
from openspace.ledger.port import Ledger
from openspace.ledger.port_keys import Keys
from openspace.runtime import addresses
from openspace.service.clock import SYSTEM

F = TypeVar("F", bound=Callable[..., Any])

_SETTINGS = (
    click.option("--host", help="Address to listen on.  [0.0.0.0: all]"),
    click.option("--port", help="Port to listen on.  [8000]"),
    click.option(
        "--db",
        help="File of the store, or postgresql://…  With a password, set OPENSPACE_DB_FILE instead.  "
        "[sessions.db]",
    ),
    click.option(
        "--secret-file",
        help="File of the secret of a store in PostgreSQL, the same for all its servers.  [sessions.secret]",
    ),
    click.option(
        "--server-key",
        help="Key for opening gatherings from other computers. Every account of this machine can read it in "
        "the process list: set OPENSPACE_SERVER_KEY instead.  [new at each start]",
    ),
    click.option("--public-url", help="Address in links and QR codes.  [detected]"),
    click.option(
        "--behind-proxy",
        is_flag=True,
        default=None,
        help="Trust the X-Forwarded-… headers of a reverse proxy.",
    ),
    click.option("--allow-host", multiple=True, help="Accept this Host header too; repeatable."),
    click.option("--cert", help="PEM file of a certificate, to serve https."),
    click.option("--key", help="PEM file of the certificate's private key."),
    click.option("--security-contact", help="Contact in /.well-known/security.txt."),
    click.option(
        "--redis",
        help="Redis or Valkey that tells several servers of changes: redis://…  With a password, set "
        "OPENSPACE_REDIS_FILE instead.  [none]",
    ),
    click.option(
        "--metrics-port", help="Port for Prometheus, on 127.0.0.1 only: /metrics.  [none]"
    ),
    click.option(
        "--drain",
        help="Seconds in which /readyz tells load balancers that the server ends, before it does.  [0]",
    ),
    click.option(
        "--json-logs", is_flag=True, default=None, help="Write the log as JSON, an object a line."
    ),
    click.option(
        "--host-second-factor",
        is_flag=True,
        default=None,
        help="Hosts need an authenticator app or a passkey beside the host key.",
    ),
    click.option(
        "--workers",
        help="Number of server processes, or “auto” for one on each processor.  [1]",
    ),
    click.option("--async-mode", help=f"Server runtime: {', '.join(ASYNC_MODES)}.  [eventlet]"),
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        help="TOML file with options.  [openspace.toml]",
    ),
)


def with_settings(command: F) -> F:
    for option in reversed(_SETTINGS):
        command = option(command)
    return command


def read_settings(flags: dict[str, Any]) -> Settings:
    """Merge the settings: flags take precedence over the environment, the environment over the file. An
    invalid setting ends the program with a sentence."""
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

    store = store_at(settings.db, settings.secret_file)
    if must_exist and not store.exists():
        if is_postgres(settings.db):
            fail(f"There is no store in {settings.store}. “openspace serve” makes one.")
        fail(f"There is no file {settings.store}. Name the file with --db FILE.")
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

"""`openspace serve`: run the checks, print the links, serve, and start the demo if requested."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import click

from openspace.cli import banner, preflight
from openspace.cli.one_process import serve_here
from openspace.cli.shared import open_ledger
from openspace.cli.workers import serve_with_workers
from openspace.config import Settings, is_postgres
from openspace.ledger.port import Catalogue
from openspace.runtime import addresses, logs

_OF_CLIENTS = ("aiohttp", "requests", "websocket")


def serve(settings: Settings, demo: bool = False) -> None:
    """Serve until interrupted. Raises preflight.Trouble if the server cannot start."""
    _check(settings, demo)
    with without_clients():
        import openspace.app  # noqa: F401
    from openspace.proceedings.render import worker

    players: list[subprocess.Popen[bytes]] = []

    def greet(text: Callable[[], str]) -> None:
        if demo:
            players.append(_start_demo(settings))
        else:
            _say(settings, text(), "ready")

    worker.remove_leftovers()
    # On SIGTERM close like on Ctrl+C, so that the demo's process and store are removed too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if settings.workers == 1:
            serve_here(settings, lambda ledger: greet(lambda: greeting_of(settings, ledger)))
        else:
            text = _greeting_of_store(settings)
            serve_with_workers(settings, lambda: greet(lambda: text))
    except KeyboardInterrupt:
        pass
    finally:
        for player in players:
            player.terminate()
    kept = (
        "The demo is over."
        if demo
        else f"openspace has stopped. Everything is kept in {settings.store}."
    )
    _say(settings, f"\n  {kept}\n", "stopped")


def _check(settings: Settings, demo: bool) -> None:
    """Raises preflight.Trouble if the server cannot start."""
    preflight.check_port(settings.host, settings.port)
    preflight.check_store(settings.db)
    preflight.check_certificate(settings.cert, settings.key)
    preflight.check_extras(settings)
    preflight.check_workers(settings.workers, settings.db)
    if settings.json_logs:
        logs.configure_logging(as_json=True)
    if demo and settings.cert:
        raise preflight.Trouble("The demo is served without --cert and --key.")
    if warning := preflight.root_warning():
        _warn(settings, warning)


@contextmanager
def without_clients() -> Iterator[None]:
    """Hide the libraries for Socket.IO clients. python-engineio imports them if they are installed, which
    takes a quarter of the start, and a server does not need them."""
    hidden: dict[str, Any] = {name: None for name in _OF_CLIENTS if name not in sys.modules}
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def greeting_of(settings: Settings, ledger: Catalogue) -> str:
    """Return the text that is printed when the server is ready. Only the gatherings in it are loaded."""
    codes = ledger.codes()
    named = [ledger.listing(code) for code in codes[: banner.MOST_NAMED]]
    listed = [banner.ListedGathering(str(one.title), one.code) for one in named]
    more = len(codes) - len(listed)
    colours = banner.has_colours()
    return banner.greeting(settings, addresses.candidates(), listed, colours, more)


def _greeting_of_store(settings: Settings) -> str:
    """Upgrade the store, if an older version wrote it, before several workers open it."""
    with closing(open_ledger(settings)) as ledger:
        return greeting_of(settings, ledger)


def _start_demo(settings: Settings) -> subprocess.Popen[bytes]:
    """Run the demo in its own process, so that its people connect through real sockets.

    It ends when its standard input is closed, however this process ends.
    """
    host = settings.host if settings.host not in ("0.0.0.0", "") else addresses.LOOPBACK
    command = [sys.executable, "-m", "openspace.demo", "--url", f"http://{host}:{settings.port}"]
    if not is_postgres(settings.db):
        command += ["--db", str(settings.db)]
    environment = {**os.environ, "OPENSPACE_SERVER_KEY": settings.server_key}
    return subprocess.Popen([*command, "--follow-stdin"], stdin=subprocess.PIPE, env=environment)


def _say(settings: Settings, text: str, event: str) -> None:
    """Print `text`. A JSON log has `event` instead, because the links in the text open gatherings."""
    if settings.json_logs:
        logs.log.info(event)
    else:
        _echo(text)


def _warn(settings: Settings, warning: str) -> None:
    if settings.json_logs:
        logs.log.warning(warning)
    else:
        click.echo(warning, err=True)


def _echo(text: str) -> None:
    try:
        click.echo(text)
    except UnicodeEncodeError:
        # A terminal that cannot draw a QR code can still show the links.
        click.echo(text.encode("ascii", "ignore").decode())

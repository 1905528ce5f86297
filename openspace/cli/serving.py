"""`openspace serve`: looks before it leaps, says where it stands, and takes the demo along."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import click

from openspace.cli import banner, preflight
from openspace.config import Settings
from openspace.ledger.port import Catalogue
from openspace.runtime import addresses

_OF_CLIENTS = ("aiohttp", "requests", "websocket")


def serve(settings: Settings, demo: bool = False) -> None:
    """Serves until interrupted. Raises preflight.Trouble when it cannot begin."""
    preflight.check_port(settings.host, settings.port)
    preflight.check_store(settings.db)
    preflight.check_certificate(settings.cert, settings.key)
    if demo and settings.cert:
        raise preflight.Trouble("The demo is served without --cert and --key.")
    if warning := preflight.root_warning():
        click.echo(warning, err=True)
    with without_clients():
        from openspace import create_app, runtime
    from openspace.ledger.port import Unwritable
    from openspace.proceedings.render import worker

    players: list[subprocess.Popen[bytes]] = []

    def on_ready() -> None:
        if demo:
            players.append(_start_demo(settings))
        else:
            _echo(greeting_of(settings, app.extensions["openspace"].ledger))

    worker.remove_leftovers()
    # Asked to end by the system, it closes as with Ctrl+C: the demo's people and store go, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app = create_app(settings)
        # Closing writes everything into the one file, which people then copy.
        with closing(app.extensions["openspace"].ledger):
            runtime.serve(app, settings, on_ready)
    except Unwritable as error:
        raise preflight.Trouble(str(error)) from None
    except ImportError as error:
        raise preflight.Trouble(
            f"--async-mode {settings.async_mode} needs something that is not installed: {error}."
        ) from None
    except OSError as error:
        raise preflight.Trouble(
            f"It is not possible to listen on port {settings.port}: {error.strerror or error}."
        ) from None
    except KeyboardInterrupt:
        pass
    finally:
        for player in players:
            player.terminate()
    kept = "The demo is over." if demo else f"openspace has closed. All is kept in {settings.db}."
    _echo(f"\n  {kept}\n")


@contextmanager
def without_clients() -> Iterator[None]:
    """Inside, the libraries of Socket.IO clients are not found. python-engineio imports those that are there,
    which takes a quarter of the start, and a server is no client."""
    hidden: dict[str, Any] = {name: None for name in _OF_CLIENTS if name not in sys.modules}
    sys.modules.update(hidden)
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def greeting_of(settings: Settings, ledger: Catalogue) -> str:
    """What is said when the server is ready. Only the gatherings that are named are read."""
    codes = ledger.codes()
    named = [ledger.listing(code) for code in codes[: banner.MOST_NAMED]]
    listed = [banner.ListedGathering(str(one.title), one.code) for one in named]
    more = len(codes) - len(listed)
    colours = banner.has_colours()
    return banner.greeting(settings, addresses.candidates(), listed, colours, more)


def _start_demo(settings: Settings) -> subprocess.Popen[bytes]:
    """Plays in a process of its own, so that its people come through real sockets.

    It ends when its standard input does, however this process ends.
    """
    host = settings.host if settings.host not in ("0.0.0.0", "") else addresses.LOOPBACK
    command = [sys.executable, "-m", "openspace.demo", "--url", f"http://{host}:{settings.port}"]
    environment = {**os.environ, "OPENSPACE_SERVER_KEY": settings.server_key}
    return subprocess.Popen([*command, "--follow-stdin"], stdin=subprocess.PIPE, env=environment)


def _echo(text: str) -> None:
    try:
        click.echo(text)
    except UnicodeEncodeError:
        # A terminal that cannot draw a QR code can still show the links.
        click.echo(text.encode("ascii", "ignore").decode())

"""One process that serves: the only one, or a worker."""

import socket
from collections.abc import Callable
from contextlib import closing

from openspace.bus.port import Bus
from openspace.cli import preflight
from openspace.cli.figures import figures_served
from openspace.config import Settings
from openspace.ledger.port import Ledger, Unwritable
from openspace.service.clock import SYSTEM


def serve_here(
    settings: Settings,
    on_ready: Callable[[Ledger], None],
    bus: Bus | None = None,
    listen: Callable[[], socket.socket] | None = None,
) -> None:
    """Serve in this process. Raises preflight.Trouble."""
    from openspace import create_app, runtime

    try:
        app = create_app(settings, clock=SYSTEM, bus=bus)
        services = app.extensions["openspace"]
        ledger, figures = services.ledger, getattr(services.meter, "registry", None)
        port = settings.metrics_port if settings.workers == 1 else None
        # Closing merges the write-ahead log into the one file, which people then copy.
        with closing(ledger), figures_served(port, figures):
            runtime.serve(app, settings, lambda: on_ready(ledger), listen)
    except Unwritable as error:
        raise preflight.Trouble(str(error)) from None
    except ImportError as error:
        raise preflight.Trouble(
            f"--async-mode {settings.async_mode} needs something that is not installed: {error}."
        ) from None
    except OSError as error:
        raise preflight.Trouble(
            f"openspace cannot listen on port {settings.port}: {error.strerror or error}."
        ) from None

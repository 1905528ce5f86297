"""`openspace serve --workers N`: several processes that share the port, the store and the server's key."""

import gc
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openspace.cli import preflight
from openspace.cli.figures import counting_together, figures_served, forget_worker
from openspace.cli.one_process import serve_here
from openspace.cli.supervisor import Failed, Ready, Supervisor
from openspace.config import Settings
from openspace.runtime import listening, logs
from openspace.runtime.heavy_work import share_limits

if TYPE_CHECKING:
    from openspace.bus.local import LocalBus

_MOST_LETTERS = 90
"""Letters of the folder's path; a Unix socket has a path of at most 104 to 108."""


def serve_with_workers(
    settings: Settings,
    on_ready: Callable[[], None],
    is_balanced: bool = listening.IS_BALANCED,
) -> None:
    """Serve with `settings.workers` processes until interrupted. Raises preflight.Trouble.

    Each worker listens on its own socket where the system balances them (`is_balanced`), and else all accept
    from one.
    """
    from openspace.web.pages import load_pages

    logs.configure_logging(settings.json_logs)
    load_pages()
    gc.freeze()  # otherwise a collection in a worker would copy the pages that it shares
    address = settings.host, settings.port
    try:
        # Keeps the port while a worker is started again, and gets no connection if it does not listen.
        own = listening.reserve(*address) if is_balanced else listening.listen(*address)
    except OSError as error:
        raise preflight.Trouble(
            f"openspace cannot listen on port {settings.port}: {error.strerror or error}."
        ) from None
    are_counted = settings.metrics_port is not None
    figures = counting_together() if are_counted else nullcontext()
    with closing(own), _bus_folder() as folder, figures:
        supervisor = Supervisor(
            # The figures of all workers are served by a process of its own.
            settings.workers + are_counted,
            partial(_work, settings, folder, None if is_balanced else own),
            on_ready,
            _clean_up,
            partial(shutil.rmtree, folder, ignore_errors=True),
            _say,
            settings.drain,
        )
        try:
            supervisor.run()
        except Failed as failed:
            raise preflight.Trouble(str(failed)) from None


def _work(
    settings: Settings, folder: Path, shared: socket.socket | None, number: int, ready: Ready
) -> None:
    """Run a worker, in its process. Raises Failed."""
    if number == settings.workers:
        _serve_figures(settings, ready)
        return
    from openspace.proceedings.render import worker

    def listen() -> socket.socket:
        return shared or listening.listen(settings.host, settings.port, is_shared_port=True)

    share_limits(folder)
    try:
        with _own_bus(settings, folder, number) as bus:
            serve_here(settings, lambda _: ready(), bus, listen)
    except preflight.Trouble as trouble:
        raise Failed(str(trouble)) from None
    except OSError as error:
        raise Failed(f"A worker cannot listen: {error.strerror or error}.") from None
    finally:
        worker.close_processes()


def _own_bus(
    settings: Settings, folder: Path, number: int
) -> AbstractContextManager["LocalBus | None"]:
    """Return the bus between the workers; None with Redis, which connects them as well."""
    from openspace import runtime
    from openspace.bus.local import LocalBus

    if settings.redis:
        return nullcontext()
    wait = runtime.wait_readable(settings.async_mode)
    return closing(LocalBus(folder, number, settings.workers, wait))


def _serve_figures(settings: Settings, ready: Ready) -> None:
    try:
        with figures_served(settings.metrics_port):
            ready()
            signal.pause()
    except preflight.Trouble as trouble:
        raise Failed(str(trouble)) from None


def _clean_up(process: int) -> None:
    """Delete what a worker that was killed has left: people's text in temporary files, and its figures."""
    from openspace.proceedings.render import worker

    worker.remove_leftovers()
    forget_worker(process)


def _say(sentence: str) -> None:
    logs.log.warning(sentence)


@contextmanager
def _bus_folder() -> Iterator[Path]:
    """Yield a new folder that only this account can use."""
    where = (
        None
        if len(tempfile.gettempdir()) < _MOST_LETTERS - len("/openspace-bus-12345678")
        else "/tmp"
    )
    folder = Path(tempfile.mkdtemp(prefix="openspace-bus-", dir=where))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

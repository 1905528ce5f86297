"""Serves the figures of `service/metrics.py` to Prometheus: on a port of its own, to this machine only."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openspace.cli.preflight import Trouble
from openspace.runtime import addresses
from openspace.service.metrics import FOLDER, counts_into_files


@contextmanager
def figures_served(port: int | None, registry: Any = None) -> Iterator[None]:
    """Serve the figures of `registry`, or those of all workers together, in a thread. Raises Trouble if the
    port cannot be opened."""
    if port is None:
        yield
        return
    import prometheus_client as prometheus
    from prometheus_client import multiprocess

    if counts_into_files():
        registry = prometheus.CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    try:
        server, thread = prometheus.start_http_server(port, addresses.LOOPBACK, registry)
    except OSError as error:
        raise Trouble(
            f"Port {port} of --metrics-port cannot be opened: {error.strerror or error}."
        ) from None
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def counting_together() -> Iterator[None]:
    """Let all processes that are started inside count into files of one private folder."""
    with tempfile.TemporaryDirectory(prefix="openspace-figures-") as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            del os.environ[FOLDER]


def forget_worker(process: int) -> None:
    """Stop counting the open sockets of a worker that has ended."""
    if counts_into_files():
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(process)  # type: ignore[no-untyped-call]

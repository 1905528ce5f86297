"""`openspace serve` without its greeting, its checks and zopfli: what tests start often starts soon.

`--inside MODULE` names a module that is imported before the app is made, so that it can replace what it
wants to see or stop. Its `add_to(app)`, if it has one, is called before the app serves. `--ahead FILE`
names a file with a number of days, by which the server's clock is ahead; a test may change it.
"""

import argparse
import gzip
import os
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import zopfli.gzip

from openspace.cli.serving import without_clients
from openspace.config import Settings
from openspace.service.clock import SYSTEM, Clock

with without_clients():
    from openspace import create_app, runtime


def asked() -> tuple[Settings, list[str], Clock]:
    """The settings of the command line and the environment, the names after `--inside`, and the clock."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host")
    parser.add_argument("--port", type=int)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--async-mode")
    parser.add_argument("--server-key")
    parser.add_argument("--ahead", type=Path)
    parser.add_argument("--inside", action="append", default=[], metavar="MODULE")
    flags = vars(parser.parse_args())
    ahead: Path | None = flags.pop("ahead")
    clock = Clock(lambda: datetime.now(UTC) + days_in(ahead)) if ahead else SYSTEM
    return Settings.read(flags, os.environ), flags["inside"], clock


def days_in(file: Path) -> timedelta:
    return timedelta(days=int(file.read_text("utf-8")))


def main() -> None:
    # sqlite_utils imports it where it is there, as for these tests, and needs it for nothing here. Set in
    # the server's own process only: tests that import this file read tables with it.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    # zopfli takes a second for what a phone loads, and tests start dozens of servers.
    zopfli.gzip.compress = lambda data, numiterations: gzip.compress(data)
    settings, names, clock = asked()
    inside = [import_module(name) for name in names]
    app = create_app(settings, clock=clock)
    for module in inside:
        if hasattr(module, "add_to"):
            module.add_to(app)
    runtime.serve(app, settings)


if __name__ == "__main__":
    main()

"""`openspace serve` without its greeting and its checks: what tests start often starts soon.

`--inside MODULE` names a module that is imported before the app is made, so that it can replace what it
wants to see or stop. Its `add_to(app)`, if it has one, is called before the app serves.
"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from openspace.cli.serving import without_clients
from openspace.config import Settings

with without_clients():
    from openspace import create_app, runtime


def asked() -> tuple[Settings, list[str]]:
    """The settings of the command line and the environment, and the names after `--inside`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host")
    parser.add_argument("--port", type=int)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--async-mode")
    parser.add_argument("--server-key")
    parser.add_argument("--inside", action="append", default=[], metavar="MODULE")
    flags = vars(parser.parse_args())
    return Settings.read(flags, os.environ), flags["inside"]


def main() -> None:
    # sqlite_utils imports it where it is there, as for these tests, and needs it for nothing here. Set in
    # the server's own process only: tests that import this file read tables with it.
    sys.modules["pandas"] = None  # type: ignore[assignment]
    settings, names = asked()
    inside = [import_module(name) for name in names]
    app = create_app(settings)
    for module in inside:
        if hasattr(module, "add_to"):
            module.add_to(app)
    runtime.serve(app, settings)


if __name__ == "__main__":
    main()

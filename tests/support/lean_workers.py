"""`openspace serve --workers N` without its greeting and its checks. `--one-listener` lets the workers accept
from one socket, as on systems that do not balance several."""

import argparse
import os
import sys

from openspace.cli.serving import without_clients
from openspace.cli.workers import serve_with_workers
from openspace.config import Settings
from openspace.ledger.stores import open_store

with without_clients():
    import openspace.app  # noqa: F401  # loaded before the workers are forked


def main() -> None:
    sys.modules["pandas"] = None  # type: ignore[assignment]
    parser = argparse.ArgumentParser()
    for name in ("host", "port", "db", "async-mode", "server-key", "workers"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--one-listener", action="store_true")
    flags = vars(parser.parse_args())
    is_balanced = not flags.pop("one_listener")
    settings = Settings.read(flags, os.environ)
    open_store(settings.db).close()
    serve_with_workers(settings, lambda: None, is_balanced)


if __name__ == "__main__":
    main()

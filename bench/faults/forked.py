"""`openspace serve` in a child that is forked with everything imported, so that a thousand starts are quick.

The parent only waits, and ends with its child: what is killed is the child, by the id that the parent wrote
into the file beside the store.
"""

import argparse
import os
import signal
import sys
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host")
    parser.add_argument("--port", type=int)
    parser.add_argument("--db", type=Path)
    how = parser.parse_args()
    from openspace import create_app, runtime
    from openspace.config import Settings

    settings = Settings.read({"host": how.host, "port": how.port, "db": how.db}, os.environ)
    app = create_app(settings)
    runtime.serve(app, settings)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.exit(main())

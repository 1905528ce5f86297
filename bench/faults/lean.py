"""`openspace serve` without its greeting and its looks before: what is killed again and again starts lean."""

import argparse
import os
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
    main()

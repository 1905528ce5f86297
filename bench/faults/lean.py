"""`openspace serve` without its greeting and its looks before: what is killed again and again starts lean."""

import argparse
import os
from pathlib import Path

from openspace import create_app, runtime
from openspace.config import Settings


def asked() -> Settings:
    """What the command line of `server.Served` and the environment say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host")
    parser.add_argument("--port", type=int)
    parser.add_argument("--db", type=Path)
    return Settings.read(vars(parser.parse_args()), os.environ)


def main() -> None:
    settings = asked()
    runtime.serve(create_app(settings), settings)


if __name__ == "__main__":
    main()

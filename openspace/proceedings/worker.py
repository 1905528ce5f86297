"""Heavy formats are made in a process of their own, which ends with its memory.

A PDF compiler grew to 1.3 GB after seven books; and nothing that computes for a second may share
an interpreter with the live side. Waiting for it blocks a thread: call it from a real one
(`runtime.thread_runner`), never from the event loop.
"""

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from openspace.proceedings.contents import Book

_LONGEST = 60.0


class WorkerFailed(RuntimeError):
    """The worker ended without a file: it took too long, or was ended from outside."""


def in_worker(fn_name: str, book: Book, seconds: float = _LONGEST) -> bytes:
    """What `make(book)` of openspace/proceedings/`fn_name`.py answers, made in a fresh process.

    `fn_name` is our own word, never someone's input. Raises WorkerFailed after `seconds`.
    """
    command = [sys.executable, "-m", "openspace.proceedings.worker", fn_name]
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps(book),
            capture_output=True,
            timeout=seconds,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise WorkerFailed(f"{fn_name} was not made in {seconds:g} seconds") from None
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise WorkerFailed(f"{fn_name} was not made: {''.join(last) or done.returncode}")
    return done.stdout


def _environment() -> dict[str, str]:
    """The worker finds the same package, wherever it was started from."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = [ours, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def main(fn_name: str) -> None:
    with suppress(OSError, AttributeError):
        os.nice(5)  # phones come first
    made = import_module(f"openspace.proceedings.{fn_name}").make(pickle.load(sys.stdin.buffer))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main(sys.argv[1])

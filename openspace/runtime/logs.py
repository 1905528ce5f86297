"""What the server writes about itself: never anybody's words, name, token or address.

What an error says, and what a library says of a request, may hold any of these. So of an error its kind and
where it happened are told, and of requests nothing.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

log = logging.getLogger("openspace")


def configure_logging() -> None:
    """To be called before the server starts, and after the app was made."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrivateFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in ("engineio.server", "socketio.server"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.addFilter(lambda record: bool(record.exc_info))
    threading.excepthook = lambda failed: log_error(
        failed.exc_type, failed.exc_value, failed.exc_traceback
    )
    sys.excepthook = log_error


def log_error(*error: Any) -> None:
    """Logs what `sys.exc_info()` or `error`, of the same shape, says."""
    log.error("something failed", exc_info=error or sys.exc_info())


def kind_and_place(error: BaseException) -> str:
    """What may be told of an error in one line: never what it says."""
    *_, last = traceback.extract_tb(error.__traceback__) or [None]
    place = f" in {Path(last.filename).name}, line {last.lineno}" if last else ""
    return f"{type(error).__qualname__}{place}"


class PrivateFormatter(logging.Formatter):
    """Of an error: which kinds it is of, and where it happened."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        parts = [_format_error(one) for one in _chain(ei[1])]
        return "\nafter which\n".join(reversed(parts))


class ErrorsOnly:
    """As much of a logger as a runtime needs, which tells of errors alone."""

    def info(self, *_: object) -> None:
        if sys.exc_info()[0]:
            log_error()

    debug = error = write = lambda *_: None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _format_error(error: BaseException) -> str:
    where = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{where}{type(error).__qualname__}"

"""Logging that never contains anybody's text, name, token or address.

The message of an exception, and a library's report of a request, may contain any of these. So only an
exception's type and traceback are logged, and nothing about requests.
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
    """Install the formatter and filters. Call it after the app was made, and before the server starts."""
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
    """Log an exception, given like `sys.exc_info()`; the current one by default."""
    log.error("unhandled exception", exc_info=error or sys.exc_info())


def kind_and_place(error: BaseException) -> str:
    """Return an exception's type and place on one line, without its message."""
    *_, last = traceback.extract_tb(error.__traceback__) or [None]
    place = f" in {Path(last.filename).name}, line {last.lineno}" if last else ""
    return f"{type(error).__qualname__}{place}"


class PrivateFormatter(logging.Formatter):
    """Formats exceptions as type and traceback, without their messages."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        parts = [_format_error(one) for one in _chain(ei[1])]
        return "\nafter which\n".join(reversed(parts))


class ErrorsOnly:
    """The part of a logger that a runtime needs. It logs only exceptions."""

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

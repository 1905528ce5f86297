"""Logging that never contains anybody's text, name, token or address.

The message of an exception, and a library's report of a request, may contain any of these. So only an
exception's type and traceback are logged, and nothing about requests.
"""

import json
import logging
import os
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

log = logging.getLogger("openspace")

AS_JSON = "OPENSPACE_JSON_LOGS"


def configure_logging(as_json: bool = False) -> None:
    """Install the formatter and filters. Call it after the app was made, and before the server starts.

    Rendering processes, which are started later, write to the same place, and read the variable `AS_JSON`.
    """
    handler = logging.StreamHandler()
    plain = PrivateFormatter("%(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if as_json else plain)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=as_json)
    if as_json:
        log.setLevel(logging.INFO)
        logging.captureWarnings(True)
        os.environ[AS_JSON] = "yes"
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


class JsonFormatter(PrivateFormatter):
    """Formats a record as one line of JSON with the same content. `time` is UTC, `process` the system's
    id."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__qualname__
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


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

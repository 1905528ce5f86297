"""Isolates errors: a damaged gathering does not stop work on the others."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from openspace.ledger.port import StoreClosed, UnknownGathering

log = logging.getLogger(__name__)

_logged: set[tuple[str, type[BaseException], str, int]] = set()
"""Errors that were logged already: gathering, exception type, file and line."""


@contextmanager
def isolated(code: str) -> Iterator[None]:
    """Catch an error that concerns the gathering `code` alone. It is logged once, and the caller continues.

    A missing gathering (another process may have just purged it) is not an error. StoreClosed is not caught,
    and ends the caller.
    """
    try:
        yield
    except UnknownGathering:
        return
    except StoreClosed:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        seen = (code, type(error), place.filename, place.lineno or 0)
        if seen not in _logged:
            _logged.add(seen)
            log.error("a gathering is damaged and was left out", exc_info=error)

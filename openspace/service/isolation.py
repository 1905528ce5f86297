"""Keeps the trouble of one gathering from stopping work on the others."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from openspace.ledger.port import StoreClosed, UnknownGathering

log = logging.getLogger(__name__)

_logged: set[tuple[str, type[BaseException], str, int]] = set()
"""What was logged already: the gathering, the kind of error, and the file and line it came from."""


@contextmanager
def isolated(code: str) -> Iterator[None]:
    """Inside, an error concerns the gathering `code` alone: it is logged once, and the caller goes on.

    A gathering that is not there (purged by another process a moment ago) is no error. StoreClosed reaches
    the caller, which ends.
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

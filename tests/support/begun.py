"""How many tests begin, played once: the store of each later one is filled with a copy.

To play it, everybody asks by HTTP, which takes longer than most tests that begin with it.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from flask import Flask

from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.web.services import Services

T = TypeVar("T")

_LASTS = 20.0
"""Seconds. What just happened in the beginning is not long ago in the copies."""

_MOST = 4
_begun: dict[tuple[Any, ...], tuple[float, sqlite3.Connection, Any]] = {}


def begun(app: Flask, play: Callable[[Flask], T]) -> T:
    """What `play(app)` answers, which depends on nothing but the app's store and settings: played in it, or
    copied. It must not be changed, nor hold anything of the app."""
    services: Services = app.extensions["openspace"]
    ledger = services.ledger
    if not isinstance(ledger, SqliteLedger) or not _is_usual(services):
        return play(app)
    key = (play, ledger.secret(), replace(services.settings, db=Path(), server_key=""))
    began, stored, made = _begun.get(key, (0.0, None, None))
    if stored and monotonic() < began + _LASTS:
        with closing(sqlite3.connect(ledger.path)) as db:
            stored.backup(db)
        return made  # type: ignore[no-any-return]
    began, made = monotonic(), play(app)
    _begun.pop(key, None)
    while len(_begun) >= _MOST:
        del _begun[next(iter(_begun))]
    stored = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(ledger.path)) as db:
        db.backup(stored)
    _begun[key] = (began, stored, made)
    return made


def _is_usual(services: Services) -> bool:
    """Whether nothing happened in the store yet, and the time is that of the system."""
    ledger = services.ledger
    is_now = abs((services.clock.moment() - SYSTEM.moment()).total_seconds()) < 1
    return is_now and not (ledger.codes() or ledger.communities())

"""What the hosts of a gathering are working on, as each of their pages says. Kept in memory only, never
stored, and shown to hosts only."""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from openspace.domain import text
from openspace.domain.refusals import Refused
from openspace.live.connections import Connection
from openspace.service.buckets import Buckets

_BURST, _RATE = 20, 2.0
"""Reports of one socket: at once, and then each second. Nobody changes the section more often by hand."""
_PLACE = re.compile(r"[A-Za-z0-9_./-]{0,60}")
"""A section (`on`), what is open for editing in it (`item`), or the name that a page gave itself (`page`)."""


@dataclass(frozen=True)
class AtWork:
    code: str
    page: str
    name: str
    on: str
    item: str


class HostsAtWork:
    """Thread-safe. No method blocks."""

    def __init__(self) -> None:
        self._by_sid: dict[str, AtWork] = {}
        self._buckets = Buckets(_BURST, _RATE)
        self._lock = threading.Lock()

    def report(self, one: Connection, report: object) -> bool:
        """Take what a page of a host says: `{page, name, on, item}`. Return whether that is new. Raises
        Refused."""
        if one.viewer.role != "host":
            raise Refused("not_allowed", why="host_only")
        with self._lock:
            if wait := self._buckets.try_take(one.sid):
                raise Refused("too_many", why="one_phone", again_in=round(max(wait, 0.1), 1))
            new = AtWork(one.code, **_read(report))
            is_new = self._by_sid.get(one.sid) != new
            self._by_sid[one.sid] = new
            return is_new

    def left(self, sid: str) -> None:
        with self._lock:
            self._by_sid.pop(sid, None)

    def of(self, code: str) -> list[AtWork]:
        """Return what the pages of this gathering's hosts work on."""
        with self._lock:
            return [at for at in self._by_sid.values() if at.code == code]

    def others(self, code: str, sid: str, elsewhere: Iterable[AtWork] = ()) -> list[dict[str, str]]:
        """Return what the other hosts' pages work on, here and in other processes, for the page with the
        socket `sid`. A page that changes its socket has two for a moment: it counts once, and its own
        never."""
        own = self._by_sid.get(sid)
        others = {at.page: at for at in (*elsewhere, *self.of(code))}
        return [
            {"name": at.name, "on": at.on, "item": at.item}
            for page, at in others.items()
            if own is None or page != own.page
        ]


def _read(report: object) -> dict[str, str]:
    if not isinstance(report, dict):
        raise Refused("malformed", why="json_object")
    return {
        "name": text.one_line(_text(report, "name"), "device", "name"),
        **{key: _place(report, key) for key in ("page", "on", "item")},
    }


def _place(report: dict[str, Any], key: str) -> str:
    place = _text(report, key)
    if not _PLACE.fullmatch(place):
        raise Refused("malformed", why="key", key=place[:40])
    return place


def _text(report: dict[str, Any], key: str) -> str:
    value = report.get(key, "")
    if not isinstance(value, str):
        raise Refused("malformed", why="text", key=key)
    return value

"""Earlier states of gatherings, replayed from the log. The last few are cached."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering

_CACHED = 8


class History:
    """Cache of earlier states. Callers always get people as they are now, even from a cached state."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._evictions = 0
        self._cached: OrderedDict[tuple[str, int], Gathering] = OrderedDict()

    def at(
        self, code: str, seq: int, today: Gathering, log: Callable[[], Iterable[Change]]
    ) -> Gathering:
        """Return the gathering after change `seq`. `log` returns all changes from the first on. Raises
        KeyError if there is no such change."""
        if not 1 <= seq <= today.seq:
            raise KeyError(seq)
        then, evictions = self._lookup(code, seq), self._evictions
        if then is None:
            then = Gathering().replay(change for change in log() if change.seq <= seq)
            self._keep(code, then, evictions)
        return then.with_people_of(today)

    def _lookup(self, code: str, seq: int) -> Gathering | None:
        with self._lock:
            if (code, seq) in self._cached:
                self._cached.move_to_end((code, seq))
            return self._cached.get((code, seq))

    def _keep(self, code: str, then: Gathering, evictions: int) -> None:
        with self._lock:
            if self._evictions != evictions:
                return  # the log may have been rewritten after it was read
            self._cached[code, then.seq] = then
            while len(self._cached) > _CACHED:
                self._cached.popitem(last=False)

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._evictions += 1
            self._cached.clear()

    def evict(self, code: str) -> None:
        with self._lock:
            self._evictions += 1
            for key in [key for key in self._cached if key[0] == code]:
                del self._cached[key]

"""Figures for Prometheus: counters, histograms and gauges of one server, all its workers together.

No label contains a code of a gathering, a person or a text. What people did is counted by the name that
everybody sees in the log, where a private change looks like a mark of interest. A command that was refused,
or changed nothing, has no name here (docs/decisions/0060-operations.md).
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol, cast

from openspace.domain.stream import Stream
from openspace.ledger.port import Answer, Log, Turn, UnknownGathering, Unreadable
from openspace.service.turn import AfterCommit, CommandRequest

_SHORT = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_LONG = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_LOOK_SECONDS = 0.25
"""Between two looks at the gauges and at the event loop's delay."""

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Variable of prometheus-client: the folder into whose files several processes count. It is read at
import."""

Execute = Callable[[str, list[CommandRequest]], list[Answer]]
Publish = Callable[[str], int]
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Watched:
    """What is looked at from time to time. Each function returns the figure of now."""

    sockets: Callable[[], int]
    waiting: Callable[[], int]
    has_trouble: Callable[[], bool]


class Meter(Protocol):
    """Wraps the functions to be measured."""

    def log(self, ledger: Log) -> Log:
        """Return the log whose commits are measured."""

    def turns(self, execute: Execute) -> Execute: ...

    def commits(self, ledger: Log, then: AfterCommit) -> AfterCommit: ...

    def broadcasts(self, publish: Publish) -> Publish: ...

    def renders(self, lane: str, make: Make) -> Make: ...

    def refused(self, code: str) -> None:
        """Count a command that was refused before its turn."""

    def followed(self, by: str) -> None:
        """Count a stream that another process changed, noticed by a `hint` or a `poll`."""

    def watch(self, sleep: Callable[[float], object], watched: Watched) -> None:
        """Run as long as the server."""


class NoMeter:
    """Measures nothing, at no cost: everything is called directly."""

    def log(self, ledger: Log) -> Log:
        return ledger

    def turns(self, execute: Execute) -> Execute:
        return execute

    def commits(self, ledger: Log, then: AfterCommit) -> AfterCommit:
        return then

    def broadcasts(self, publish: Publish) -> Publish:
        return publish

    def renders(self, lane: str, make: Make) -> Make:
        return make

    def refused(self, code: str) -> None:
        """Do nothing."""

    def followed(self, by: str) -> None:
        """Do nothing."""

    def watch(self, sleep: Callable[[float], object], watched: Watched) -> None:
        """Return at once."""


class PrometheusMeter:
    """With `FOLDER` in the environment, processes count into files, and whoever serves the figures adds them
    up."""

    def __init__(self) -> None:
        import prometheus_client as prometheus

        prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = registry = prometheus.CollectorRegistry()
        if not counts_into_files():
            prometheus.ProcessCollector(registry=registry)
            prometheus.GCCollector(registry=registry)

        def counter(name: str, says: str, *labels: str) -> Any:
            return prometheus.Counter(f"openspace_{name}", says, labels, registry=registry)

        def histogram(
            name: str, says: str, *labels: str, buckets: tuple[float, ...] = _SHORT
        ) -> Any:
            return prometheus.Histogram(
                f"openspace_{name}_seconds", says, labels, buckets=buckets, registry=registry
            )

        def gauge(name: str, says: str, together: Any) -> Any:
            return prometheus.Gauge(
                f"openspace_{name}", says, registry=registry, multiprocess_mode=together
            )

        self._commands = counter("commands", "Commands that were answered", "outcome")
        self._changes = counter(
            "changes", "Changes of this server, by their name in the log", "name"
        )
        self._refusals = counter("refusals", "Refused commands", "code")
        self._followed = counter("followed", "Changed streams of other processes, by signal", "by")
        self._sent = counter("changes_sent", "Changes broadcast, also those of other processes")
        self._turns = histogram("turn", "A turn: lock, rules and commit")
        self._commits = histogram("commit", "The commit of a turn, until it is on disk")
        self._broadcasts = histogram("broadcast", "Sending a turn's changes to all sockets")
        self._renders = histogram("render", "Making a file", "lane", buckets=_LONG)
        self._delays = histogram("event_loop_delay", "How late the event loop runs a task")
        self._sockets = gauge("sockets", "Sockets that joined a gathering", "livesum")
        self._waiting = gauge("commands_waiting", "Commands in the queues", "livesum")
        self._trouble = gauge("store_trouble", "1 while the store cannot be written", "livemax")

    def log(self, ledger: Log) -> Log:
        return cast(Log, _TimedLog(ledger, self._commits.observe))

    def turns(self, execute: Execute) -> Execute:
        ok = self._commands.labels("ok")

        def timed(code: str, asks: list[CommandRequest]) -> list[Answer]:
            began = time.perf_counter()
            try:
                answers = execute(code, asks)
            except Exception:
                self._commands.labels("failed").inc(len(asks))
                raise
            self._turns.observe(time.perf_counter() - began)
            refused = [answer["error"]["code"] for answer in answers if not answer["ok"]]
            ok.inc(len(answers) - len(refused))
            for why in refused:
                self.refused(why)
            return answers

        return timed

    def commits(self, ledger: Log, then: AfterCommit) -> AfterCommit:
        def counted(before: Stream, after: Stream) -> None:
            then(before, after)
            with suppress(Unreadable, UnknownGathering):  # the commands are committed in any case
                changes = ledger.since(after.code, before.seq)
                names = Counter(change.name for change in changes if change.seq <= after.seq)
                for name, many in names.items():
                    self._changes.labels(name).inc(many)

        return counted

    def broadcasts(self, publish: Publish) -> Publish:
        def timed(code: str) -> int:
            began = time.perf_counter()
            many = publish(code)
            if many:
                self._broadcasts.observe(time.perf_counter() - began)
                self._sent.inc(many)
            return many

        return timed

    def renders(self, lane: str, make: Make) -> Make:
        timer = self._renders.labels(lane)

        def timed() -> bytes:
            with timer.time():
                return make()

        return timed

    def refused(self, code: str) -> None:
        self._commands.labels("busy" if code == "busy" else "refused").inc()
        self._refusals.labels(code).inc()

    def followed(self, by: str) -> None:
        self._followed.labels(by).inc()

    def watch(self, sleep: Callable[[float], object], watched: Watched) -> None:
        while True:
            began = time.perf_counter()
            sleep(_LOOK_SECONDS)
            self._delays.observe(max(0.0, time.perf_counter() - began - _LOOK_SECONDS))
            self._sockets.set(watched.sockets())
            self._waiting.set(watched.waiting())
            self._trouble.set(watched.has_trouble())


class _TimedLog:
    """The part of a log that turns use, with its commits timed."""

    def __init__(self, log: Log, observe: Callable[[float], object]) -> None:
        self._log, self._observe = log, observe

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    @contextmanager
    def turn(self, code: str) -> Iterator[Turn]:
        with self._log.turn(code) as turn:
            yield turn
            began = time.perf_counter()
        self._observe(time.perf_counter() - began)


def counts_into_files() -> bool:
    """Return whether several processes count together."""
    return FOLDER in os.environ

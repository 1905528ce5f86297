"""Starts the workers of `openspace serve --workers N`, starts one again that ended, and stops them all.

The supervisor loads the program and forks, so that a worker starts quickly and shares that memory. It opens
no store and starts no thread while workers run, because neither survives a fork.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

_EXIT_SECONDS = 5.5
"""A worker ends within five seconds (`runtime/shutdown.py`), or is killed then."""

_PAUSES = (0.0, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a worker is started again that ended at once, by the number of times in a row."""

_END = (signal.SIGINT, signal.SIGTERM)

Ready = Callable[[], None]
Work = Callable[[int, Ready], None]
"""(the worker's number from 0, what to call when it serves). It returns when the worker was asked to end, and
raises Failed if it cannot serve."""


class Failed(Exception):
    """Why a worker cannot serve, as a sentence."""


@dataclass
class _Slot:
    number: int
    process: BaseProcess | None = None
    news: Connection | None = None
    """Receives "" when the worker serves, or the sentence why it cannot."""
    since: float = 0.0
    """When the worker was ready, or 0."""
    quick: int = 0
    """How often in a row it ended before it was ready, or at once afterwards."""
    start_at: float = 0.0


class Supervisor:
    """`on_ready` is called when all workers serve for the first time, `on_end` with the id of a process that
    ended unexpectedly, and `say` with a sentence about it. `on_orphaned` is called in each worker when the
    supervisor was killed, before the worker ends. Workers go on serving for `drain` seconds after a signal to
    end. One that ends within `at_once` seconds after it was ready has ended at once."""

    def __init__(
        self,
        workers: int,
        work: Work,
        on_ready: Callable[[], None],
        on_end: Callable[[int], None],
        on_orphaned: Callable[[], None],
        say: Callable[[str], None],
        drain: float = 0.0,
        at_once: float = 1.0,
    ) -> None:
        self._slots = [_Slot(number) for number in range(workers)]
        self._work, self._say = work, say
        self._exit_seconds = drain + _EXIT_SECONDS
        self._at_once = at_once
        self._on_ready, self._on_end, self._on_orphaned = on_ready, on_end, on_orphaned
        self._fork = multiprocessing.get_context("fork")
        self._alive, self._living = os.pipe()
        self._were_ready = False
        self._signals = 0

    def run(self) -> None:
        """Run until a signal to end. A second signal kills the workers. Raises Failed if a worker cannot
        serve at the start."""
        signal_reader, signal_writer = os.pipe()
        os.set_blocking(signal_writer, False)
        signal.set_wakeup_fd(signal_writer, warn_on_full_buffer=False)
        for number in _END:
            signal.signal(number, self._count_signal)
        try:
            while not self._signals:
                self._start_due()
                wait([signal_reader, *self._waited_for()], self._seconds_to_next_start())
                self._take_news()
                self._reap()
        finally:
            self._stop(signal_reader)
            signal.set_wakeup_fd(-1)

    def _count_signal(self, *_: object) -> None:
        self._signals += 1

    def _waited_for(self) -> list[int | Connection]:
        running = [slot for slot in self._slots if slot.process]
        sentinels = [slot.process.sentinel for slot in running if slot.process]
        return [*sentinels, *(slot.news for slot in running if slot.news)]

    # --- starting

    def _start_due(self) -> None:
        for slot in self._slots:
            if slot.process is None and time.monotonic() >= slot.start_at:
                slot.news, news = self._fork.Pipe(duplex=False)
                slot.process = self._fork.Process(target=self._run_worker, args=(slot.number, news))
                slot.since = 0.0
                # A signal during the fork waits until the worker handles it.
                signal.pthread_sigmask(signal.SIG_BLOCK, _END)
                slot.process.start()
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _END)
                news.close()

    def _seconds_to_next_start(self) -> float | None:
        due = [slot.start_at for slot in self._slots if slot.process is None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _run_worker(self, number: int, news: Connection) -> None:
        """Run in the new process."""
        signal.set_wakeup_fd(-1)
        os.setpgid(0, 0)  # Ctrl+C reaches the supervisor alone, which then tells the workers
        os.close(self._living)
        threading.Thread(target=self._end_with_supervisor, daemon=True).start()
        for asked_to_end in _END:
            signal.signal(asked_to_end, signal.default_int_handler)
        # A signal may also come while the failure is being told.
        with suppress(KeyboardInterrupt):
            try:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _END)
                self._work(number, lambda: news.send(""))
            except Failed as failed:
                with suppress(OSError):
                    news.send(str(failed))

    def _end_with_supervisor(self) -> None:
        os.read(self._alive, 1)  # until the supervisor has ended, in whatever way
        self._on_orphaned()
        os.kill(os.getpid(), signal.SIGTERM)
        # While it is still starting, a library may swallow the exception that the signal raises.
        time.sleep(_EXIT_SECONDS)
        os._exit(1)

    # --- watching

    def _take_news(self) -> None:
        for slot in self._slots:
            if slot.news and slot.news.poll():
                with suppress(EOFError):
                    sentence = slot.news.recv()
                    if not sentence:
                        slot.since = time.monotonic()
                    elif not self._were_ready:
                        raise Failed(sentence)
                    else:
                        self._say(f"A worker cannot start: {sentence}")
                slot.news = None
        if not self._were_ready and all(slot.since for slot in self._slots):
            self._were_ready = True
            self._on_ready()

    def _reap(self) -> None:
        """Arrange that workers that ended are started again."""
        for slot in self._slots:
            if slot.process is None or slot.process.exitcode is None:
                continue
            how = _how_it_ended(slot.process.exitcode)
            slot.process.join()
            self._on_end(slot.process.pid or 0)
            slot.process, now = None, time.monotonic()
            is_quick = not slot.since or now - slot.since < self._at_once
            slot.quick = slot.quick + 1 if is_quick else 0
            pause = _PAUSES[min(slot.quick, len(_PAUSES) - 1)]
            slot.start_at = now + pause
            again = f"in {pause:g} seconds" if pause else "now"
            self._say(f"A worker ended unexpectedly ({how}). It is started again {again}.")

    # --- stopping

    def _stop(self, signal_reader: int) -> None:
        """Ask all workers to end, and kill those that do not within their time, or at the next signal."""
        processes = [slot.process for slot in self._slots if slot.process]
        _signal(processes, signal.SIGTERM)
        asked, until = self._signals, time.monotonic() + self._exit_seconds
        while self._signals == asked and (left := until - time.monotonic()) > 0:
            running = [process.sentinel for process in processes if process.exitcode is None]
            if not running:
                break
            os.set_blocking(signal_reader, False)
            with suppress(BlockingIOError):
                os.read(signal_reader, 64)
            if self._signals == asked:
                wait([signal_reader, *running], left)
        _signal(processes, signal.SIGKILL)
        for process in processes:
            process.join()


def _signal(processes: list[BaseProcess], number: signal.Signals) -> None:
    for process in processes:
        if process.pid and process.exitcode is None:
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)


def _how_it_ended(exit_code: int) -> str:
    return f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"

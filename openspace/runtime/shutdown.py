"""Ends the server on Ctrl+C or SIGTERM, whatever it is doing.

A signal handler that raises does so in whatever code is running, and libraries swallow unknown exceptions, so
the server went on with phones connected. Instead, a signal writes one byte, which needs no Python code to
run, and a thread does the rest. No acknowledged change can be lost, because it is on disk.
"""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

_EXIT_SECONDS = 5.0
"""Seconds until the process exits in any case. A second signal ends it at once."""


def run_until_signal(
    work: Callable[[], None],
    spawn: Callable[[Callable[[], None]], Any],
    wait: Callable[[socket.socket], Any],
    on_signal: Callable[[], None] = lambda: None,
    drain: float = 0.0,
) -> None:
    """Run `work`, started by `spawn`, until the process gets a signal to end. Raises what `work` raises.

    `wait` returns when its socket can be read. `on_signal` is called in a thread. The server then goes on for
    `drain` seconds, or until a second signal. Call this from the main thread, once in a process.
    """
    signal_reader, signals = socket.socketpair()
    ended, end = socket.socketpair()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)
        finally:
            end.send(b"\0")

    def listen() -> None:
        signal_reader.recv(1)
        on_signal()
        if drain:
            signal_reader.settimeout(drain)
            with suppress(TimeoutError):
                signal_reader.recv(1)
        end.send(b"\0")
        signal_reader.settimeout(_EXIT_SECONDS)
        with suppress(TimeoutError):
            signal_reader.recv(1)
        os._exit(0)

    Thread(target=listen, name="ending", daemon=True).start()
    signals.setblocking(False)
    signal.set_wakeup_fd(signals.detach(), warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    spawn(run)
    wait(ended)
    if failed:
        raise failed[0]

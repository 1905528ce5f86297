"""Asked to end, by Ctrl+C or by the system, the server ends, whatever it is in the midst of.

A signal that raises does so in whatever runs just then, and libraries swallow what they do not know: with
phones on the line the server went on. So a signal writes one byte, which needs no Python to run, and a
thread of its own sees to the rest. Nothing acknowledged can be lost: it is on disk.
"""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

_EXIT_SECONDS = 5.0
"""Seconds until it ends in any case, as it does when asked twice."""


def run_until_signal(
    work: Callable[[], None],
    spawn: Callable[[Callable[[], None]], Any],
    wait: Callable[[socket.socket], Any],
) -> None:
    """Runs `work` beside, by `spawn`, until the process is asked to end. Raises what `work` raises.

    `wait` returns once its socket can be read. Call it from the main thread, once in a process.
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

"""A progress bar for each act of a rehearsal, on one line of a terminal; in a log file, one line for each
act."""

import sys
from typing import TextIO

_WIDTH = 28


class Progress:
    def __init__(self, to: TextIO | None = None) -> None:
        self._to = to or sys.stderr
        self._live = self._to.isatty()
        self._act, self._done, self._total = "", 0, 0

    def begin(self, act: str, total: int) -> None:
        self.end()
        self._act, self._done, self._total = act, 0, total
        self._draw()

    def step(self) -> None:
        self._done += 1
        self._draw()

    def end(self) -> None:
        if self._act:
            self._to.write("\n" if self._live else f"{self._line()}\n")
            self._to.flush()
        self._act = ""

    def _draw(self) -> None:
        if self._live:
            self._to.write(f"\r{self._line()}")
            self._to.flush()

    def _line(self) -> str:
        filled = _WIDTH * self._done // self._total if self._total else _WIDTH
        bar = "█" * filled + "·" * (_WIDTH - filled)
        return f"  {self._act:<22} {bar} {self._done:>5} of {self._total}"

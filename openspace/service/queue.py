"""One queue for each gathering. All waiting commands are executed in one turn (group commit), answered and
broadcast.

An idle gathering adds no delay. A rush costs one commit and one broadcast instead of a hundred.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from flask_socketio import SocketIO

from openspace.domain.refusals import Refused
from openspace.ledger.port import Answer, UnknownGathering, Unreadable
from openspace.runtime.threads import InThread, promise
from openspace.service.receipts import refusal
from openspace.service.turn import CommandRequest

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 500

OnAnswer = Callable[[Answer], None]


@dataclass(frozen=True)
class _Waiting:
    ask: CommandRequest
    answer: OnAnswer


@dataclass(eq=False)
class _Line:
    """The commands of one gathering that wait, and whether a broadcast is due even without any."""

    waiting: deque[_Waiting] = field(default_factory=deque)
    is_nudged: bool = False


class Queue:
    """`execute` runs a batch of commands of one gathering (in a real thread); `publish` broadcasts the
    changes."""

    def __init__(
        self,
        socketio: SocketIO,
        execute: Callable[[str, list[CommandRequest]], list[Answer]],
        publish: Callable[[str], object],
        in_thread: InThread,
    ) -> None:
        self._socketio = socketio
        self._execute = execute
        self._publish = publish
        self._in_thread = in_thread
        self._lines: dict[str, _Line] = {}
        """The lines that are being drained."""
        self._lock = threading.Lock()

    def submit(self, code: str, ask: CommandRequest, answer: OnAnswer) -> None:
        """Enqueue `ask`. `answer` is called after the commit."""
        self._enqueue(code, _Waiting(ask, answer))

    def wait(self, ask: Callable[[OnAnswer], None]) -> Answer:
        """Wait for the answer that `ask` gets."""
        give, wait = promise(self._socketio.async_mode)
        ask(give)
        answer: Answer = wait()
        return answer

    def run(self, code: str, ask: CommandRequest) -> Answer:
        """Enqueue a command of our own, and wait for its answer."""
        return self.wait(lambda answer: self.submit(code, ask, answer))

    def nudge(self, code: str) -> None:
        """Broadcast what another process wrote, in order with this process's commands."""
        self._enqueue(code, None)

    def is_idle(self, code: str) -> bool:
        """Return whether no command of the gathering is being executed or broadcast."""
        return code not in self._lines

    def waiting(self) -> int:
        """Return how many commands wait for their turn."""
        with self._lock:
            return sum(len(line.waiting) for line in self._lines.values())

    def _enqueue(self, code: str, waiting: _Waiting | None) -> None:
        with self._lock:
            is_idle = code not in self._lines
            line = self._lines.setdefault(code, _Line())
            if waiting:
                line.waiting.append(waiting)
            else:
                line.is_nudged = True
        if is_idle:
            self._socketio.start_background_task(self._drain, code, line)

    def _drain(self, code: str, line: _Line) -> None:
        while True:
            with self._lock:
                line.is_nudged = False
                many = min(len(line.waiting), _MOST_AT_ONCE)
                batch = [line.waiting.popleft() for _ in range(many)]
            self._answer(code, batch)
            try:
                self._publish(code)
            except Unreadable:
                pass  # the ledger logged it; the next publish includes these changes
            except Exception:
                log.exception("changes could not be broadcast")
            with self._lock:
                if not (line.waiting or line.is_nudged):
                    del self._lines[code]
                    return

    def _answer(self, code: str, batch: list[_Waiting]) -> None:
        if not batch:
            return
        asks = [waiting.ask for waiting in batch]
        try:
            answers = self._in_thread(lambda: self._execute(code, asks))
        except UnknownGathering:
            answers = [refusal(Refused("unknown_gathering"))] * len(batch)
        except Exception:
            log.exception("a turn failed")
            answers = [refusal(Refused("busy", why="trying_again"))] * len(batch)
        for waiting, answer in zip(batch, answers, strict=True):
            try:
                waiting.answer(answer)
            except Exception:
                log.exception("an answer could not be sent")

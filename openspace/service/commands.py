"""Entry point of every command, by socket or HTTP: it is counted, parsed, and put into its gathering's
queue."""

from collections.abc import Callable
from typing import Any

from openspace.domain.command import Command
from openspace.domain.gathering import Gathering
from openspace.domain.kinds import kind_of
from openspace.domain.refusals import Refused
from openspace.domain.viewer import Viewer
from openspace.ledger.port import Answer, Log, UnknownGathering, Unreadable
from openspace.service.queue import OnAnswer, Queue
from openspace.service.rate_limits import Joined, Limiter
from openspace.service.receipts import refusal
from openspace.service.turn import CommandRequest, read_request

_FLOODING_SECONDS = 0.05
"""Pause after a refusal for too many commands. The connection is not read meanwhile, so TCP throttles the
flood."""


class Commands:
    def __init__(
        self,
        log: Log,
        queue: Queue,
        limiter: Limiter,
        sleep: Callable[[float], object],
        count_refused: Callable[[str], None] = lambda code: None,
    ) -> None:
        """`count_refused` is called with the code of what is refused before its turn."""
        self._log, self._queue, self._limiter, self._sleep = log, queue, limiter, sleep
        self._count_refused = count_refused

    def send(self, code: str, viewer: Viewer, message: object, answer: OnAnswer) -> None:
        """Submit the command `{id, name, args}`. `answer` is called when it was committed or refused."""
        try:
            charge = self._limiter.ask(code, viewer, message, self.joined(code, viewer))
            self._queue.submit(
                code, read_request(viewer, message, charge, kind_of(code).commands), answer
            )
        except Refused as refused:
            answer(refusal(refused))
            self._count_refused(refused.code)
            if refused.code == "too_many":
                self._sleep(_FLOODING_SECONDS)

    def send_and_wait(self, code: str, viewer: Viewer, message: object) -> Answer:
        return self._queue.wait(lambda answer: self.send(code, viewer, message, answer))

    def ask(self, code: str, viewer: Viewer, command: Command) -> dict[str, Any]:
        """Run a command of our own, and return its result. Raises Refused."""
        answer = self._queue.run(code, CommandRequest(viewer, command))
        if not answer["ok"]:
            raise Refused(**answer["error"])
        return dict(answer.get("result", {}))

    def count(self, code: str, viewer: Viewer) -> None:
        """Count something that is not a command like one. Raises Refused (`too_many`)."""
        self._limiter.ask(code, viewer, None, self.joined(code, viewer))

    def count_join(self, gathering: Gathering) -> None:
        """Count somebody who joins. Raises Refused (`too_many`)."""
        try:
            self._limiter.join(gathering.code, gathering.info.get("size") or 0)
        except Refused:
            self._sleep(_FLOODING_SECONDS)
            raise

    def joined(self, code: str, viewer: Viewer) -> Joined:
        """Return a function that looks up when `viewer` joined, so that it is only looked up when needed."""

        def joined() -> str | None:
            try:
                person = self._log.stream(code).row("people", viewer.person or "")
            except (UnknownGathering, Unreadable):
                return None
            return person["at"] if person else None

        return joined

"""A turn of the ledger in memory."""

from collections.abc import Callable, Collection, Iterable

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import HostAction
from openspace.domain.searchable import published_by
from openspace.domain.stream import Stream
from openspace.ledger.erasing import (
    blank_subjects,
    dropped_subjects,
    erased_mark_subject,
    quotes_erased_title,
)
from openspace.ledger.port import Answer, Plan


class MemoryTurn:
    def __init__(
        self,
        stream: Stream,
        kept: dict[tuple[str, str, str], Answer],
        newest_at: str,
        log: list[Change],
        photos_of: Callable[[str], Collection[str]],
    ) -> None:
        self.photos_of = photos_of
        self.log = log
        self.erasures: list[Erasure] = []
        self._stored_receipts = kept
        self.newest_at: str | None = newest_at
        self.stream = stream
        self.changes: list[Change] = []
        self.receipts: dict[tuple[str, str], Answer] = {}
        self.forgotten: dict[str, bool] = {}
        self.edition: Gathering | None = None
        self.host_actions: list[HostAction] = []

    def append(self, change: Change) -> None:
        before, self.stream = self.stream, self.stream.apply(change)
        self.edition = published_by(change, before, self.stream) or self.edition
        self.forgotten |= dict.fromkeys(dropped_subjects(before, change), True)
        self.changes.append(change)

    def erase(self, plan: Plan) -> None:
        erased = plan(self.stream, [*self.log, *self.changes])
        who = erased_mark_subject(self.stream, erased.person or "")
        self.forgotten |= dict.fromkeys(blank_subjects(self.stream, erased), True)
        log = erased.of_log([*self.log, *self.changes])
        self.log, self.changes = log[: len(self.log)], log[len(self.log) :]
        self.stream = erased.of_stream(self.stream)
        self.receipts = {
            key: answer
            for key, answer in self.receipts.items()
            if key[0] != erased.person and not quotes_erased_title(answer, erased)
        }
        self.erasures.append(erased)
        if erased.person:
            self.forgotten[who] = erased.words

    def prefetch_receipts(self, keys: Iterable[tuple[str, str]]) -> None:
        """Do nothing, because all receipts are in memory."""

    def receipt(self, asker: str, id: str) -> Answer | None:
        earlier = self.receipts.get((asker, id))
        return earlier or self._stored_receipts.get((self.stream.code, asker, id))

    def keep_receipt(self, asker: str, id: str, answer: Answer) -> None:
        self.receipts[asker, id] = answer

    def keep_host_action(self, action: HostAction) -> None:
        self.host_actions.append(action)

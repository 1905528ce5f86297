"""A turn of the ledger in memory."""

from collections.abc import Callable, Collection, Iterable, Sequence

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure
from openspace.domain.gathering import Gathering
from openspace.ledger.erasing import erased_mark_subject, quotes_erased_title
from openspace.ledger.port import Answer


class MemoryTurn:
    def __init__(
        self,
        gathering: Gathering,
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
        self.gathering = gathering
        self.changes: list[Change] = []
        self.receipts: dict[tuple[str, str], Answer] = {}
        self.forgotten: dict[str, bool] = {}

    def append(self, change: Change) -> None:
        self.gathering = self.gathering.apply(change)
        self.changes.append(change)

    def erase(self, plan: Callable[[Gathering, Sequence[Change]], Erasure]) -> None:
        erased = plan(self.gathering, [*self.log, *self.changes])
        who = erased_mark_subject(self.gathering, erased.person or "")
        log = erased.of_log([*self.log, *self.changes])
        self.log, self.changes = log[: len(self.log)], log[len(self.log) :]
        self.gathering = erased.of_gathering(self.gathering)
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
        return earlier or self._stored_receipts.get((self.gathering.code, asker, id))

    def keep_receipt(self, asker: str, id: str, answer: Answer) -> None:
        self.receipts[asker, id] = answer

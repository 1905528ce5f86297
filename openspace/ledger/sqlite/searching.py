"""The port Search in SQLite."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress

from openspace.ledger.port import Hit, Unreadable, Unwritable
from openspace.ledger.sqlite import search
from openspace.ledger.sqlite.pool import Connections


class SqliteSearch(Connections):
    def search(
        self,
        codes: Iterable[str],
        words: Sequence[str],
        kinds: Collection[str] = (),
        tag: str = "",
        limit: int = 20,
    ) -> list[Hit]:
        with self._read_on_own_connection() as db:
            return search.find(db, codes, words, kinds, tag, limit)

    def _scrub_search_index(self) -> None:
        """Take removed words out of the index, in short transactions, so that nobody waits long."""
        with suppress(Unwritable, Unreadable):
            is_unfinished = is_first = True
            while is_unfinished:
                with self._transaction() as db:
                    is_unfinished = search.merge_step(db, is_first)
                is_first = False

"""A ledger in memory, lost when the process ends. For tests; it passes the same suite as SQLite's."""

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from typing import Any

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure, Item
from openspace.domain.gathering import Gathering
from openspace.domain.kinds import opened
from openspace.domain.stream import Stream
from openspace.domain.taken_back import cleaned_change
from openspace.ledger import leases
from openspace.ledger.erasing import items_among, quotes_erased_title
from openspace.ledger.forgotten import Forgotten, Reappeared
from openspace.ledger.handles import Handles
from openspace.ledger.history import History
from openspace.ledger.memory_catalogue import MemoryCatalogue
from openspace.ledger.memory_factors import MemoryFactors
from openspace.ledger.memory_host_log import MemoryHostLog
from openspace.ledger.memory_keys import MemoryKeys
from openspace.ledger.memory_photos import MemoryPhotos
from openspace.ledger.memory_turn import MemoryTurn
from openspace.ledger.port import (
    Answer,
    Held,
    Hit,
    Photo,
    ScrubResult,
)
from openspace.ledger.sql import searchable
from openspace.ledger.sqlite import search


class MemoryLedger(MemoryCatalogue, MemoryKeys, MemoryFactors, MemoryHostLog, MemoryPhotos):
    snapshots = None
    poll_seconds = 1.0

    def __init__(self) -> None:
        super().__init__()
        self._writing = threading.Lock()
        self._receipts: dict[tuple[str, str, str], Answer] = {}
        self._forgotten: dict[str, bool] = {}
        self._leaving: dict[str, dict[Item, str]] = {}
        self._secret = secrets.token_bytes(32)
        self._handles = Handles(self._secret)
        self._history = History()
        self._index = search.in_memory()
        self._leases: leases.Held = {}
        self.trouble: str | None = None

    def close(self) -> None:
        """Do nothing, because there are no files."""

    def open(self, change: Change, host_key_hash: str) -> None:
        stream = _with_origin(opened(change))
        with self._writing:
            if stream.code in self._newest:
                raise KeyError(stream.code)
            self._newest[stream.code] = stream
            self._logs[stream.code] = [change]
            self._host_keys[stream.code] = host_key_hash

    def restore(
        self,
        gathering: Gathering,
        log: Sequence[Change],
        host_key_hash: str,
        photos: Iterable[Photo],
    ) -> None:
        code = gathering.code
        with self._writing:
            if code in self._newest:
                raise KeyError(code)
            self._newest[code] = _with_origin(gathering)
            self._logs[code] = list(log)
            self._host_keys[code] = host_key_hash
            self._forgotten.pop(self._handles.mark(code), None)
            self._photos |= {(code, photo.id): photo for photo in photos}
            searchable.write_history(self._index, gathering, log)

    @contextmanager
    def turn(self, code: str) -> Iterator["MemoryTurn"]:
        with self._writing:
            turn = MemoryTurn(
                self.stream(code),
                self._receipts,
                self._logs[code][-1].at,
                self._logs[code],
                lambda asker: self.photos_of(code, asker),
            )
            yield turn
            self._newest[code] = turn.stream
            self._logs[code] = turn.log + turn.changes
            for erased in turn.erasures:
                self._erase_receipts_and_photos(code, erased)
                self._store_removal_times(code, erased)
            for who, words in turn.forgotten.items():
                self._forgotten[self._handles.mark(code, who)] = words
            self._receipts |= {(code, *key): answer for key, answer in turn.receipts.items()}
            searchable.keep(self._index, turn.stream, turn.changes, turn.edition)
            for action in turn.host_actions:
                self.keep_host_action(code, action)
            if turn.erasures:
                searchable.refresh(self._index, turn.stream)

    def since(self, code: str, seq: int) -> list[Change]:
        return self.news(code, seq)[1]

    def news(self, code: str, seq: int) -> tuple[Stream, list[Change]]:
        newest = self.stream(code)
        return newest, [change for change in self._logs[code][seq:] if change.seq <= newest.seq]

    def at(self, code: str, seq: int) -> Gathering:
        return self._history.at(code, seq, self.load(code), lambda: self._logs[code])

    def heard(self, code: str, seq: int) -> None:
        """Do nothing: no other process has this store."""

    def evict(self, code: str) -> None:
        """Do nothing: the memory is the store, and there is no cache."""

    def keep_cached_while(self, in_use: Callable[[str], bool]) -> None:
        """Do nothing, because everything is in memory."""

    def search(
        self,
        codes: Iterable[str],
        words: Sequence[str],
        kinds: Collection[str] = (),
        tag: str = "",
        limit: int = 20,
    ) -> list[Hit]:
        with self._writing:
            return search.find(self._index, codes, words, kinds, tag, limit)

    def held(self, code: str, person: str) -> Held:
        sent = sorted(key for key, by in self._senders.items() if (key[0], by) == (code, person))
        photos = [self._photos[key] for key in sent if key in self._photos]
        return Held(
            [(photo.id, photo.width, photo.height, len(photo.jpeg)) for photo in photos],
            sum(key[:2] == (code, person) for key in self._receipts),
            sum(key[0] == code and kept[1] == person for key, kept in self._passes.items()),
            Counter(change.name for change in self._logs[code] if change.by == person),
        )

    def leaving(self, code: str, until: str) -> list[Item]:
        return [item for item, at in self._leaving.get(code, {}).items() if at <= until]

    def codes_with_leaving(self, until: str) -> list[str]:
        return [code for code in self._leaving if self.leaving(code, until)]

    def remove_taken_back(self, code: str) -> bool:
        with self._writing:
            earlier, today = self._logs[code], self.stream(code)
            self._logs[code] = [cleaned_change(c, today) for c in earlier]
            return self._logs[code] != earlier

    def reappeared(self) -> list[Reappeared]:
        people = (
            (code, person["id"], person["at"])
            for code, stream in self._newest.items()
            for person in stream.rows("people")
        )
        return Forgotten(self._forgotten, self._handles.mark).among(self._newest, people)

    def erased_items(self, code: str) -> list[Item]:
        return items_among(self.stream(code), Forgotten(self._forgotten, self._handles.mark))

    def is_behind_erasure_list(self) -> bool:
        """Return False, because there is no list of a store in memory."""
        return False

    def erasure_list_trouble(self) -> str:
        return ""

    def learn_erasures(self) -> None:
        """Do nothing: there is no list."""

    def list_erasures(self) -> bool:
        return True

    def is_purged(self, code: str) -> bool:
        return Forgotten(self._forgotten, self._handles.mark).words_of(code) is not None

    def secret(self) -> bytes:
        return self._secret

    def purge(self, code: str) -> None:
        self.stream(code)
        with self._writing:
            del self._newest[code], self._logs[code], self._host_keys[code]
            self._forgotten[self._handles.mark(code)] = True
            self._receipts = {key: v for key, v in self._receipts.items() if key[0] != code}
            self._photos = {key: v for key, v in self._photos.items() if key[0] != code}
            self._leaving.pop(code, None)
            self._passes = {key: v for key, v in self._passes.items() if key[0] != code}
            self._generations = {k: v for k, v in self._generations.items() if k[0] != code}
            self._host_actions.pop(code, None)
            self._host_devices.pop(code, None)
            self._factors.pop(code, None)
        self._history.evict(code)
        searchable.remove(self._index, code)

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        with self._writing:
            return leases.renew(self._leases, name, holder, time.monotonic(), seconds)

    def no_purge_before(self) -> None:
        """Return None, because no older version wrote this store."""

    def scrub_files(self) -> ScrubResult:
        return ScrubResult.NOTHING_DUE

    def scrub_done(self) -> None:
        """Do nothing, because there are no files."""

    def _store_removal_times(self, code: str, erased: Erasure) -> None:
        leaving = self._leaving.setdefault(code, {})
        leaving |= {(table, id): at for table, id, at in erased.later}
        for item in erased.gone_items:
            leaving.pop(item, None)

    def _erase_receipts_and_photos(self, code: str, erased: Erasure) -> None:
        self._receipts = {
            key: answer
            for key, answer in self._receipts.items()
            if key[0] != code
            or not (
                erased.everybody or key[1] == erased.person or quotes_erased_title(answer, erased)
            )
        }
        sent = self.photos_of(code, erased.person) if erased.person and erased.words else set()
        notes = (self._newest[code].row(table, id) for table, id, _ in erased.later)
        later = {note.get("photo") for note in notes if note}
        for photo in erased.photos | (sent - later):
            self._photos.pop((code, photo), None)
            self._senders.pop((code, photo), None)
        if erased.everybody:
            self._senders = {key: by for key, by in self._senders.items() if key[0] != code}
            self._generations = {k: v for k, v in self._generations.items() if k[0] != code}
            self._passes = {k: v for k, v in self._passes.items() if k[0] != code or v[1] is None}
        if erased.person:
            self._end_passes(code, erased.person)
            self._generations.pop((code, erased.person), None)
        self._history.evict(code)

    def copy(self) -> "MemoryLedger":
        """Return a ledger with the same secret and contents, which goes on by itself. Both have the same
        streams and changes, because these never change."""
        other = MemoryLedger()
        with self._writing:
            kept = {name: value for name, value in vars(self).items() if isinstance(value, dict)}
            vars(other).update({name: _copied(value) for name, value in kept.items()})
            self._index.backup(other._index)
        other._secret, other._handles = self._secret, self._handles
        return other


def _copied(kept: dict[Any, Any]) -> dict[Any, Any]:
    """Return a copy of `kept`, and of the lists and dicts in it."""
    return {key: copy(one) if isinstance(one, list | dict) else one for key, one in kept.items()}


def _with_origin(stream: Stream) -> Stream:
    return replace(stream, origin=secrets.token_hex(8))

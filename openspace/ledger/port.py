"""The ledger's interface, split into narrow protocols so that a caller depends only on what it uses."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import HostAction
from openspace.domain.listing import Listing
from openspace.domain.stream import Stream
from openspace.ledger.port_keys import Factors, HostLog, Keys
from openspace.ledger.port_upkeep import Photos, Snapshots, Upkeep
from openspace.ledger.values import DISK_FULL as DISK_FULL
from openspace.ledger.values import END as END
from openspace.ledger.values import START as START
from openspace.ledger.values import Answer as Answer
from openspace.ledger.values import Conflict as Conflict
from openspace.ledger.values import Factor as Factor
from openspace.ledger.values import Generation as Generation
from openspace.ledger.values import Grants as Grants
from openspace.ledger.values import Head as Head
from openspace.ledger.values import Held as Held
from openspace.ledger.values import Hit as Hit
from openspace.ledger.values import Photo as Photo
from openspace.ledger.values import Plan as Plan
from openspace.ledger.values import ScrubResult as ScrubResult
from openspace.ledger.values import StoreClosed as StoreClosed
from openspace.ledger.values import UnknownGathering as UnknownGathering
from openspace.ledger.values import Unreadable as Unreadable
from openspace.ledger.values import Unwritable as Unwritable
from openspace.ledger.values import of_kind as of_kind


class Turn(Protocol):
    """Exclusive write access to one stream. No other process can change it meanwhile."""

    @property
    def stream(self) -> Stream: ...

    @property
    def newest_at(self) -> str | None:
        """Return the time of the newest change before this turn."""

    def append(self, change: Change) -> None:
        """Apply the change to `stream` now. Others see it after the turn has committed."""

    def erase(self, plan: Plan) -> None:
        """Rewrite every row, the log and the stored receipts as `plan` returns."""

    def prefetch_receipts(self, keys: Iterable[tuple[str, str]]) -> None:
        """Announce that the receipts of these (asker, id) will be read, so that one query can fetch them."""

    def receipt(self, asker: str, id: str) -> Answer | None:
        """Return the stored answer to this asker's command `id`, or None."""

    def photos_of(self, asker: str) -> Collection[str]:
        """Return the ids of the photos that `asker` sent."""

    def keep_receipt(self, asker: str, id: str, answer: Answer) -> None: ...

    def keep_host_action(self, action: HostAction) -> None:
        """Add an entry to the log of host actions."""


class Log(Protocol):
    """The log of changes of each stream. When a turn has ended, its changes are on disk. `code` is the key of
    a stream of any kind: a gathering's code, or a community's key. Raises UnknownGathering.

    If the store fails, reads are answered from the cache. They raise Unreadable if the answer is not cached.
    """

    trouble: str | None
    """Why the last write failed, as a sentence; None if it succeeded."""

    def open(self, change: Change, host_key_hash: str) -> None:
        """Create a stream with its first change. Raises KeyError if the code is taken."""

    def restore(
        self,
        gathering: Gathering,
        log: Sequence[Change],
        host_key_hash: str,
        photos: Iterable[Photo],
    ) -> None:
        """Store a gathering that was exported elsewhere, with its whole log, in one transaction. Raises
        KeyError if the code is taken."""

    def turn(self, code: str) -> AbstractContextManager[Turn]:
        """Take the write lock before reading. An exception inside rolls the whole turn back."""

    def stream(self, code: str) -> Stream:
        """Return the stream as of the last change by any process."""

    def load(self, code: str) -> Gathering:
        """Return the gathering, as `stream` does. A stream of another kind is unknown."""

    def community(self, code: str) -> Community:
        """Return the community, as `stream` does. A stream of another kind is unknown."""

    def since(self, code: str, seq: int) -> list[Change]:
        """Return the changes after `seq`, in order and without gaps."""

    def news(self, code: str, seq: int) -> tuple[Stream, list[Change]]:
        """Return the stream as of the last change by any process, and the changes after `seq` that lead
        exactly to it. It asks the store once."""

    def at(self, code: str, seq: int) -> Gathering:
        """Return the gathering as of change `seq`, replayed from the log. People appear as they are today: a
        person who was erased or renamed since is erased or renamed there too. Raises KeyError if there is no
        change `seq`."""

    def keep_cached_while(self, in_use: Callable[[str], bool]) -> None:
        """Keep a stream in the cache as long as `in_use(code)` is true, however many others are loaded."""

    def heard(self, code: str, seq: int) -> None:
        """Take note that another process says that the stream is at `seq`. An older state is not answered
        from the cache any more while the store fails, because something may have been taken back since."""

    def evict(self, code: str) -> None:
        """Drop the stream from the cache, so that the next read loads its rows."""


class Catalogue(Protocol):
    """The list of streams. It is updated in the turn that changes one, and read without loading any."""

    def codes(self) -> list[str]:
        """Return the codes of all gatherings, newest first."""

    def codes_in_phase(self, phase: str) -> list[str]:
        """Return the codes of the gatherings whose row has this phase."""

    def listings(self, listed_only: bool = False) -> list[Listing]:
        """Return all listings, or only those that are listed publicly, newest first."""

    def listings_of(self, codes: Collection[str]) -> list[Listing]:
        """Return the listings of these gatherings, in any order. Unknown codes are left out."""

    def communities(self) -> list[Listing]:
        """Return the listings of the communities by name: `code` is the key, `title` the name."""

    def listing(self, code: str) -> Listing:
        """Return one listing. Raises UnknownGathering."""


class Search(Protocol):
    """Full-text search in published books. What is found is updated in the turn that changes it."""

    def search(
        self,
        codes: Iterable[str],
        words: Sequence[str],
        kinds: Collection[str] = (),
        tag: str = "",
        limit: int = 20,
    ) -> list[Hit]:
        """Return the items in the gatherings `codes` that contain all `words` in any of their forms, the last
        as the beginning of a word.

        Words may be any text without white space, and are compared without case and accents. `kinds` (of
        `searchable.KINDS`) and `tag` limit the results. Raises Unreadable.
        """


class Signals(Protocol):
    """What another process did with the same store, for a server that polls (`live/follow.py`). New changes
    are in `Log.load`, which returns the newest whoever wrote them."""

    poll_seconds: float
    """How often a server asks for the heads of the streams that it serves."""

    def heads(self, codes: Collection[str]) -> dict[str, int]:
        """Return the seq of the newest change of each of these streams, in one query. A stream that does not
        exist is left out. Raises Unreadable."""

    def grants(self, codes: Collection[str]) -> dict[str, Grants]:
        """Return what tells which tokens of these streams are valid, in one or two queries. A stream that
        does not exist is left out. Raises Unreadable."""

    def forget_grants(self, code: str) -> None:
        """Take note that a token of this stream may have been revoked. Host keys and generations that were
        read before are not used any more while the store cannot be read."""


class Ledger(Log, Catalogue, Search, Keys, Factors, HostLog, Signals, Photos, Upkeep, Protocol):
    """The whole open store: for the code that wires the parts, and for code that uses all of them."""

    @property
    def snapshots(self) -> Snapshots | None: ...

    def close(self) -> None:
        """Close the store's files."""

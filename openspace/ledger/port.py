"""The ledger's interface, split into narrow protocols so that a caller depends only on what it uses."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from openspace.domain.change import Change
from openspace.domain.community.stream import Community
from openspace.domain.erasing import Item
from openspace.domain.gathering import Gathering
from openspace.domain.host_actions import HostAction
from openspace.domain.listing import Listing
from openspace.domain.stream import Stream
from openspace.ledger.forgotten import Reappeared
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


class Keys(Protocol):
    """Credentials: host keys, passes that work once, and the generations that invalidate earlier tokens."""

    def secret(self) -> bytes:
        """Return the key that signs people's tokens. It is made once, with the ledger."""

    def host_key_hash(self, code: str) -> str | None: ...

    def set_host_key_hash(self, code: str, hash: str) -> None:
        """Replace the host key. Host passes made before become invalid with the old key. Raises
        UnknownGathering."""

    def keep_pass(self, code: str, hash: str, until: str | None, person: str | None = None) -> None:
        """Store a pass that works once, until the time `until` (UTC), or as long as the host key if that is
        None. It logs a device in as the host, or as `person`, whose earlier pass becomes invalid."""

    def redeem_pass(self, code: str, hash: str, at: str, of_host: bool) -> str | None:
        """Redeem the pass at the time `at`: return "host", or the id of the person that it logs in. It works
        only once. Return None if there is no such valid pass of the asked kind; a pass of the other kind
        stays valid."""

    def generation(self, code: str, person: str) -> Generation:
        """Return the current generation of this person's tokens, whichever process raised it."""

    def end_devices(self, code: str, person: str) -> Generation:
        """Invalidate all earlier tokens, calendar addresses and passes of this person."""

    def renew_calendar(self, code: str, person: str) -> Generation:
        """Invalidate the earlier addresses of this person's calendar."""


class Factors(Protocol):
    """The second factors of a stream's hosts, which are deleted with it."""

    def host_factors(self, code: str) -> list[Factor]:
        """Return all of them. Raises Unreadable."""

    def add_host_factors(
        self,
        code: str,
        factors: Collection[Factor],
        only_first: bool = False,
        instead_of: str = "",
    ) -> bool:
        """Add the factors and return True. With `only_first`, do nothing and return False if there are any
        already, whichever process added them. With `instead_of`, remove all others of this kind."""

    def use_host_factor(self, code: str, id: str, used: int) -> bool:
        """Record the use `used` of a factor, and return True. If it was used as late before, or is not there
        any more, return False: what was presented once is worth nothing then."""

    def remove_host_factor(self, code: str, id: str, unless_last_but: str) -> bool:
        """Remove the factor and return True. If there is no other one, apart from those of the kind
        `unless_last_but`, do nothing and return False: two devices may each remove one of the last two."""

    def remove_host_factors(self, code: str) -> None:
        """Remove all of them."""


class HostLog(Protocol):
    """What hosts did. It is deleted with the stream, and is part of no export."""

    def host_actions(self, code: str) -> list[HostAction]:
        """Return the newest MOST_KEPT entries in order; older ones are deleted. Raises Unreadable."""

    def keep_host_action(self, code: str, action: HostAction) -> None:
        """Add an entry that is not a command. Those of commands are added in their turn."""

    def number_host_device(self, code: str, at: str) -> int:
        """Return the number of a device that becomes host now, from 1, and add an entry for it."""


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


class Photos(Protocol):
    """Photos and their senders."""

    def keep_photo(self, code: str, photo: Photo, by: str | None = None, at: str = "") -> None:
        """Store a photo. `by` is its sender, who may show it; `at` is the time (ISO 8601, UTC)."""

    def photo(self, code: str, id: str) -> Photo | None: ...

    def notes_with(self, code: str, photo: str) -> list[str]:
        """Return the ids of the notes that show the photo, including hidden ones."""

    def photo_bytes(self, code: str, by: str | None = None) -> tuple[int, int]:
        """Return the bytes of all photos of the gathering, and of those that `by` sent."""

    def delete_unshown_photos(self, before: str) -> int:
        """Delete the photos that were sent before the time `before` and that no note shows; hidden notes
        count. Return how many. `scrub_files` then removes them from the files."""


class Upkeep(Protocol):
    """Retention and physical deletion of data."""

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Return whether the process `holder` may do the work `name` now, which only one process does at a
        time. If so, no other may for `seconds` from now. The holder renews the lease before it runs out, and
        gives it up with 0 seconds.

        It saves double work, and nothing may become wrong without it: a process that was stopped for a while
        can believe that it still holds it. If the store cannot keep leases, every process may.
        """

    def held(self, code: str, person: str) -> Held:
        """Return the stored data about this person outside the rows."""

    def leaving(self, code: str, until: str) -> list[Item]:
        """Return the topics, notes, evidence, flags, plans and joined actions that are to be removed
        by the time `until` (ISO 8601)."""

    def codes_with_leaving(self, until: str) -> list[str]:
        """Return the codes of the gatherings for which `leaving` returns something."""

    def codes_with_visits(self, until: str) -> list[str]:
        """Return the codes of the gatherings with rows of visits up to the time `until` (ISO 8601)."""

    def codes_with_agreed_offers(self) -> set[str]:
        """Return the codes of the gatherings with an offer to the repertoire that its author agreed to."""

    def codes_to_clean(self) -> list[str]:
        """Return the codes of the gatherings that changed since `remove_taken_back` last scanned them."""

    def remove_taken_back(self, code: str) -> bool:
        """Remove from the log what was retracted or overwritten since the last call. Return True if anything
        was removed; it then remains in the files until `scrub_files`."""

    def purge(self, code: str) -> None:
        """Delete the gathering and all data about it. Raises UnknownGathering."""

    def is_purged(self, code: str) -> bool:
        """Return whether a gathering of that code existed and was deleted."""

    def no_purge_before(self) -> date | None:
        """Return the first day on which gatherings of an upgraded store may be purged; None means any day."""

    def reappeared(self) -> list[Reappeared]:
        """Return erased people and purged gatherings that are in the store again, because a backup from
        before was restored. The caller erases them again."""

    def scrub_files(self) -> ScrubResult:
        """Rewrite the store's files so that erased and purged data is physically gone. May take a second.
        After DONE, the caller deletes older snapshots and calls `scrub_done`."""

    def scrub_done(self) -> None:
        """Record that scrubbing is complete. Until then `scrub_files` works again at each call, also after a
        restart."""


class Snapshots(Protocol):
    """Copies of the store that are made while it is in use."""

    def take(self) -> object:
        """Take a snapshot unless nothing changed since the last. Errors are logged once and never raised."""

    def replace_all(self) -> object:
        """Delete all snapshots and take a new one, when erased data must be gone everywhere. Raises OSError
        if an old one could not be deleted."""

    def make_room(self) -> bool:
        """Delete all snapshots but the newest, or the only one. Return False if there is none. Raises
        OSError."""


class Ledger(Log, Catalogue, Search, Keys, Factors, HostLog, Signals, Photos, Upkeep, Protocol):
    """The whole open store: for the code that wires the parts, and for code that uses all of them."""

    @property
    def snapshots(self) -> Snapshots | None: ...

    def close(self) -> None:
        """Close the store's files."""

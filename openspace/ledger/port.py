"""What a ledger is: narrow ports, of which a caller asks for those that it uses."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol

from openspace.domain.change import Change
from openspace.domain.erasing import Erasure, Item
from openspace.domain.gathering import Gathering
from openspace.domain.listing import Listing
from openspace.ledger.forgotten import Reappeared

Answer = dict[str, Any]


class UnknownGathering(Exception):
    """No gathering has that code."""


DISK_FULL = "The disk is full."
"""The `trouble` of a ledger that has no room."""


class Conflict(Exception):
    """The rows were changed by somebody who did not write a change: read them anew and ask again."""


class Unwritable(Exception):
    """The store could not be written (full disk, read-only, locked too long). Nothing was done."""


class Unreadable(Exception):
    """The store could not be read, and what is asked for was not remembered."""


@dataclass(frozen=True)
class Photo:
    """A re-encoded picture: `jpeg` bytes, `width` and `height` in pixels."""

    id: str
    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Generation:
    """How often a person ended their devices, and their calendar's address: earlier ones are void."""

    devices: int = 0
    calendar: int = 0


@dataclass(frozen=True)
class Held:
    """What is kept for a person beside rows and log: photos as (id, width, height, bytes), the number of
    answers to their commands, of links that nobody has opened yet, and of their changes by name."""

    photos: Sequence[tuple[str, int, int, int]]
    answers: int
    passes: int
    changes: Mapping[str, int]


class ScrubResult(Enum):
    """How far what was erased is out of the files."""

    NOTHING_DUE = "nothing was erased since the last time"
    DONE = "it is in no file any more"
    PENDING = "somebody reads or the disk fails: it is tried again"


class Turn(Protocol):
    """The gathering while nobody else, in any process, can change it."""

    @property
    def gathering(self) -> Gathering: ...

    @property
    def newest_at(self) -> str | None:
        """When the newest change before this turn was made."""

    def append(self, change: Change) -> None:
        """Takes effect on `gathering` at once, and for everybody else when the turn ends well."""

    def erase(self, plan: Callable[[Gathering, Sequence[Change]], Erasure]) -> None:
        """Rewrites every row, the log and the answers given as `plan` says, which is called with the
        gathering and its whole log. What this turn appended is included."""

    def prefetch_receipts(self, keys: Iterable[tuple[str, str]]) -> None:
        """The receipts of these (asker, id) will be asked for: they may be looked up together."""

    def receipt(self, asker: str, id: str) -> Answer | None:
        """The answer that this asker's command got before."""

    def photos_of(self, asker: str) -> Collection[str]:
        """Ids of the pictures that `asker` sent."""

    def keep_receipt(self, asker: str, id: str, answer: Answer) -> None: ...


class Log(Protocol):
    """Durable: what a turn appended is on disk when the turn has ended. Raises UnknownGathering.

    Reading goes on from memory where the store fails, and raises Unreadable where it cannot.
    """

    trouble: str | None
    """Why nothing could be saved the last time it was tried, as a sentence; None when all is well."""

    def open(self, change: Change, host_key_hash: str) -> None:
        """Begins a gathering with its first change. Raises KeyError when the code is taken."""

    def restore(
        self,
        gathering: Gathering,
        log: Sequence[Change],
        host_key_hash: str,
        photos: Iterable[Photo],
    ) -> None:
        """Makes a gathering stand as it stood elsewhere, with its whole log, at once or not at all.
        Raises KeyError when the code is taken."""

    def turn(self, code: str) -> AbstractContextManager[Turn]:
        """Takes the write lock before reading. An exception inside undoes all of the turn."""

    def load(self, code: str) -> Gathering:
        """The gathering as of the last change, whichever process made it."""

    def since(self, code: str, seq: int) -> list[Change]:
        """The changes after `seq`, in order, without holes."""

    def at(self, code: str, seq: int) -> Gathering:
        """The gathering as it stood after change `seq`, from the log, with people as they are today:
        who was erased or renamed since is erased or renamed there too. Raises KeyError for a `seq`
        that was not yet."""

    def keep_cached_while(self, in_use: Callable[[str], bool]) -> None:
        """A gathering that is `in_use` stays at hand, however many others are looked at."""

    def evict(self, code: str) -> None:
        """Drops what is remembered of the gathering, so that the next look reads its rows."""


class Catalogue(Protocol):
    """Which gatherings there are: kept in the turn that changes one, and read without loading any."""

    def codes(self) -> list[str]:
        """Codes of all gatherings, the newest first."""

    def listings(self, listed_only: bool = False) -> list[Listing]:
        """The newest first."""

    def listing(self, code: str) -> Listing:
        """Raises UnknownGathering."""


class Keys(Protocol):
    """Who speaks for whom: host keys, passes that work once, and generations that end earlier tokens."""

    def secret(self) -> bytes:
        """The key that signs people's tokens: made once, and as old as the ledger."""

    def host_key_hash(self, code: str) -> str | None: ...

    def set_host_key_hash(self, code: str, hash: str) -> None:
        """The host's passes that were made before end with the key. Raises UnknownGathering."""

    def keep_pass(self, code: str, hash: str, until: str | None, person: str | None = None) -> None:
        """Remembers a pass that works once, until the moment `until` (UTC), or as long as the host key.
        It makes a device the host's, or `person`, whose earlier pass ends."""

    def redeem_pass(self, code: str, hash: str, at: str, of_host: bool) -> str | None:
        """ "host", or the id of the person whose pass this is at the moment `at`; it is none any more
        afterwards. None where there is no such pass of that kind, which leaves one of the other kind."""

    def generation(self, code: str, person: str) -> Generation:
        """Of this person's tokens now, whichever process raised it."""

    def end_devices(self, code: str, person: str) -> Generation:
        """Makes all earlier tokens, calendar addresses and passes of this person void."""

    def renew_calendar(self, code: str, person: str) -> Generation:
        """Makes the earlier addresses of this person's calendar void."""

    def people_with_ended_devices(self, code: str) -> set[str]:
        """Ids of the people who ever ended their devices."""


class Photos(Protocol):
    """Pictures, and who sent each."""

    def keep_photo(self, code: str, photo: Photo, by: str | None = None, at: str = "") -> None:
        """`by` is who sent it, and may show it; `at` is when (ISO 8601, UTC)."""

    def photo(self, code: str, id: str) -> Photo | None: ...

    def notes_with(self, code: str, photo: str) -> list[str]:
        """Ids of the notes that show the picture, hidden ones included."""

    def photo_bytes(self, code: str, by: str | None = None) -> tuple[int, int]:
        """How much the gathering's pictures take, and how much of it those that `by` sent."""

    def delete_unshown_photos(self, before: str) -> int:
        """Deletes the pictures that were sent before the moment `before` and that no note shows, hidden
        notes included. Answers how many; the files follow with `scrub_files`."""


class Upkeep(Protocol):
    """What is kept, for how long, and how it goes for good."""

    def held(self, code: str, person: str) -> Held:
        """What is kept for this person beside the rows."""

    def leaving(self, code: str, until: str) -> list[Item]:
        """The topics and notes whose moment to disappear has come at `until` (ISO 8601)."""

    def codes_with_leaving(self, until: str) -> list[str]:
        """Codes of the gatherings where `leaving` has something."""

    def codes_to_clean(self) -> list[str]:
        """Codes of the gatherings that changed since `remove_taken_back` last looked at them."""

    def remove_taken_back(self, code: str) -> bool:
        """Takes what was retracted or edited away since the last time out of the log. True when there was
        something: then it is still in the files, until `scrub_files`."""

    def purge(self, code: str) -> None:
        """Removes the gathering with all that is known of it. Raises UnknownGathering."""

    def is_purged(self, code: str) -> bool:
        """Whether there was a gathering of that code, which is deleted."""

    def no_purge_before(self) -> date | None:
        """The day from which gatherings of an older version's store may be purged; None: any day."""

    def reappeared(self) -> list[Reappeared]:
        """Who was erased here and what was purged, and is there all the same: a backup from before brought
        them back, and they are to be forgotten again."""

    def scrub_files(self) -> ScrubResult:
        """Sees to it that what was erased or purged is in no file of the store any more. When it is DONE,
        older copies can go, and `scrub_done` be called. May take a second."""

    def scrub_done(self) -> None:
        """Ends what `scrub_files` does again and again until it is all done, at the next start too."""


class Snapshots(Protocol):
    """Copies of the store that are made while it is in use."""

    def take(self) -> object:
        """A new one, unless nothing changed since the last. Trouble is logged once, never raised."""

    def replace_all(self) -> object:
        """A new one, and none from before: for when somebody's data must be nowhere any more.
        Raises OSError when an earlier one could not be removed."""

    def make_room(self) -> bool:
        """Removes all but the newest, or that one where it is alone. False where there is none.
        Raises OSError."""


class Ledger(Log, Catalogue, Keys, Photos, Upkeep, Protocol):
    """All of an open store: for who wires the parts, and for what goes through all of them."""

    @property
    def snapshots(self) -> Snapshots | None: ...

    def close(self) -> None:
        """Lets go of its files."""

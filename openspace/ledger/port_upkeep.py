"""The ledger's interface: photos, and the retention, physical deletion and copies of data."""

from datetime import date
from typing import Protocol

from openspace.domain.erasing import Item
from openspace.ledger.forgotten import Reappeared
from openspace.ledger.values import Held, Photo, ScrubResult


class Photos(Protocol):
    """Photos and their senders."""

    def keep_photo(self, code: str, photo: Photo, by: str | None = None, at: str = "") -> bool:
        """Store a photo and return True. `by` is its sender, who may show it; `at` is the time (ISO 8601,
        UTC). If the sender is not there any more, do nothing and return False."""

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

    def erased_items(self, code: str) -> list[Item]:
        """Return the items of the stream that were erased or retracted, and that a copy brought back. It
        compares every item, so it is asked only after a restore."""

    def is_behind_erasure_list(self) -> bool:
        """Return whether the list of erasures beside the store has some that the store does not have: it is a
        copy from before."""

    def erasure_list_trouble(self) -> str:
        """Return why the list tells nothing, as the end of a sentence; empty if it can be read."""

    def learn_erasures(self) -> None:
        """Add to the store what only the list has, after it was applied."""

    def list_erasures(self) -> bool:
        """Add the store's erasures to the list. Return False if it cannot be written."""

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

"""The ledger in PostgreSQL."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import wraps
from typing import Any

import psycopg

from openspace.ledger.erasure_list import ErasureList
from openspace.ledger.port import (
    Generation,
    Head,
    Hit,
    ScrubResult,
    StoreClosed,
    Unreadable,
    Unwritable,
)
from openspace.ledger.postgres import search
from openspace.ledger.postgres.coalesced import Coalesced
from openspace.ledger.postgres.connection import explain
from openspace.ledger.postgres.pool import PostgresTransactions
from openspace.ledger.postgres.scrubbing import scrub
from openspace.ledger.sql import meta, streams
from openspace.ledger.sql.catalogue import SqlCatalogue
from openspace.ledger.sql.photos import SqlPhotos
from openspace.ledger.sql.upkeep import SqlUpkeep
from openspace.runtime.event_loop import EventLoop

log = logging.getLogger(__name__)

OFF_LOOP = (
    *("open", "restore", "heads", "codes", "codes_in_phase", "listings", "listings_of"),
    *("communities", "listing", "search", "set_host_key_hash", "keep_pass", "redeem_pass"),
    *("end_devices", "renew_calendar", "grants", "keep_photo", "photo"),
    *("notes_with", "photo_bytes", "delete_unshown_photos", "held", "leaving"),
    *("codes_with_leaving", "codes_with_visits", "codes_with_agreed_offers", "codes_to_clean"),
    *("remove_taken_back", "reappeared", "is_purged", "purge", "no_purge_before"),
    *("erased_items", "is_behind_erasure_list", "learn_erasures", "list_erasures"),
    "erasure_list_trouble",
    *("scrub_files", "scrub_done", "lease", "host_actions", "keep_host_action"),
    *("number_host_device", "host_factors", "add_host_factors", "use_host_factor"),
    *("remove_host_factor", "remove_host_factors", "_load", "_read_since"),
)
"""Methods that wait for the network in a real thread when they are called on the event loop. `stream`,
`since`, `news`, `at`, `generation` and `host_key_hash` use these and `Coalesced`. `turn` is for threads
only."""

_LEASE = (
    "INSERT INTO leases VALUES (?, ?, now() + make_interval(secs => ?)) ON CONFLICT (name) DO UPDATE "
    'SET holder = excluded.holder, "until" = excluded."until" '
    'WHERE leases.holder = excluded.holder OR leases."until" < now() RETURNING 1'
)


def _off_loop(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def run(self: "PostgresLedger", *args: Any, **kwargs: Any) -> Any:
        return self.loop.off_loop(lambda: method(self, *args, **kwargs))

    return run


class PostgresLedger(PostgresTransactions, SqlUpkeep, SqlCatalogue, SqlPhotos):
    snapshots = None
    poll_seconds = 0.25

    def __init__(
        self, conninfo: str, secret: bytes, loop: EventLoop, erasure_list: ErasureList
    ) -> None:
        """Connect to a store that `open_database` prepared."""
        super().__init__(conninfo, secret)
        self.erasure_list = erasure_list
        self.loop = loop
        self._heads = Coalesced(loop, self._ask_heads)
        self._newest_generations = Coalesced(loop, self._ask_generations)
        self._newest_host_keys = Coalesced(loop, self._ask_host_keys)

    # --- what every request asks

    def _head(self, code: str) -> Head | None:
        try:
            return self._heads.get(code)
        except Unreadable:
            return None

    def _read_generation(self, code: str, person: str) -> Generation:
        return self._newest_generations.get((code, person)) or Generation()

    def _read_host_key_hash(self, code: str) -> str | None:
        return self._newest_host_keys.get(code)

    def _ask_heads(self, codes: Collection[str]) -> dict[str, Head]:
        with self._statement() as db:
            return streams.heads(db, codes)

    def _ask_generations(
        self, people: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], Generation]:
        with self._statement() as db:
            rows = db.execute(
                "SELECT gathering, person, devices, calendar FROM generations "
                "WHERE gathering = ANY(?) AND person = ANY(?)",
                [[code for code, _ in people], [person for _, person in people]],
            )
            return {(code, person): Generation(*numbers) for code, person, *numbers in rows}

    def _ask_host_keys(self, codes: Collection[str]) -> dict[str, str]:
        with self._statement() as db:
            rows = db.execute(
                "SELECT gathering, hash FROM host_keys WHERE gathering = ANY(?)", [list(codes)]
            )
            return dict(rows)

    # --- search, upkeep

    def search(
        self,
        codes: Iterable[str],
        words: Sequence[str],
        kinds: Collection[str] = (),
        tag: str = "",
        limit: int = 20,
    ) -> list[Hit]:
        with self._read() as db:
            return search.find(db, codes, words, kinds, tag, limit)

    def scrub_files(self) -> ScrubResult:
        with self._read() as db:
            if not meta.is_scrub_due(db):
                return ScrubResult.NOTHING_DUE
        try:
            return ScrubResult.DONE if scrub(self._conninfo) else ScrubResult.PENDING
        except psycopg.Error as error:
            log.warning("erased data could not be scrubbed from the tables yet: %s", explain(error))
            return ScrubResult.PENDING

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        try:
            with self._transaction() as db:
                if seconds > 0:
                    values = [name, holder, float(seconds)]
                    return db.execute(_LEASE, values).fetchone() is not None
                db.execute("DELETE FROM leases WHERE name = ? AND holder = ?", [name, holder])
                return False
        except StoreClosed:
            raise
        except Unwritable:
            return False  # without PostgreSQL there is no work to do

    def _on_other_history(self) -> None:
        self._cache.clear()
        self._history.clear()


for _name in OFF_LOOP:
    setattr(PostgresLedger, _name, _off_loop(getattr(PostgresLedger, _name)))

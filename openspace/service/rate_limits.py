"""Rate limits against floods, per person and per gathering, never per IP address
(docs/decisions/0013-limits.md)."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime

from openspace.config import Limits
from openspace.domain.change import Change
from openspace.domain.refusals import Refused
from openspace.domain.rules.people import people_at_once
from openspace.domain.viewer import Viewer
from openspace.runtime import compact_json
from openspace.service.buckets import Buckets
from openspace.service.turn import Charge, no_charge

MOST_REMEMBERED = 20_000
MOST_WRONG_WAITING = 30
"""Wrong codes and keys that may wait for their answers at the same time."""
_RESERVED_SHARE = 0.5
"""Part of a gathering's bucket that is reserved for people who have used less than half of their own."""

Joined = Callable[[], str | None]
"""Returns when the asker joined (ISO 8601), or None if unknown."""


_LIKE_NOTES = frozenset(
    {
        *("post_note", "post_evidence", "post_reflection", "join_action", "flag"),
        "name_issue",
        *("wish_for_others", "ask_others"),
    }
)
"""Commands that one phone may send as often as it adds notes."""


class Limiter:
    """Refuses more than people can do by hand. The host is never limited, because they help everybody
    else."""

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
        kind: type[Buckets] = Buckets,
    ) -> None:
        self._limits, self._clock = limits, clock
        self._lock = threading.Lock()
        self._named: dict[str, Buckets] = {}

        def buckets(name: str, burst: float, rate: float) -> Buckets:
            return self._named.setdefault(name, kind(burst, rate, clock))

        self._people = buckets("people", limits.person_burst, limits.person_rate)
        self._bytes = buckets("bytes", limits.person_bytes_burst, limits.person_bytes_rate)
        self._topics = buckets("topics", limits.person_topics_burst, limits.person_topics_rate)
        self._notes = buckets("notes", limits.person_notes_burst, limits.person_notes_rate)
        self._gatherings = buckets("gatherings", limits.gathering_burst, limits.gathering_rate)
        self._gathering_bytes = buckets(
            "gathering_bytes", limits.gathering_bytes_burst, limits.gathering_bytes_rate
        )
        self._joins = buckets("joins", limits.joins_burst, limits.joins_rate)
        self._plans = buckets("plans", limits.plans_burst, limits.plans_rate)
        self._duplicates = buckets("duplicates", limits.duplicates_burst, limits.duplicates_rate)
        self._pixels = buckets("pixels", limits.photo_pixels_burst, limits.photo_pixels_rate)
        self._factors = buckets("host_factors", limits.host_factors_burst, limits.host_factors_rate)
        self._host_logins = buckets(
            "host_logins", limits.host_logins_burst, limits.host_logins_rate
        )
        self._unknown_codes = buckets(
            "unknown_codes", limits.unknown_codes_burst, limits.unknown_codes_rate
        )
        self._wrong_answers = buckets("wrong_answers", MOST_WRONG_WAITING, 1.0)
        self._searches = buckets("searches", limits.searches_burst, limits.searches_rate)
        self._known_since: OrderedDict[tuple[str, str | None], float] = OrderedDict()

    def ask(self, code: str, viewer: Viewer, message: object, joined: Joined) -> Charge:
        """Count a command. Return a function to be called with the change that it makes.

        Raises Refused (`too_many`, with the seconds to wait in `again_in`).
        """
        if viewer.role == "host":
            return no_charge
        size = _size(message)
        key, share = (code, viewer.person), self._share(code, viewer, joined)
        with self._lock:
            spare = 0.0 if self._people.fullness(key, share) >= 0.5 else _RESERVED_SHARE
            _refuse_for(self._people.try_take(key, share=share), "one_phone")
            name = message.get("name") if isinstance(message, dict) else None
            if name == "propose_topic":
                _refuse_for(self._topics.try_take(key, share=share), "phone_topics")
            elif isinstance(name, str) and name in _LIKE_NOTES:
                _refuse_for(self._notes.try_take(key, share=share), "phone_notes")
            elif name == "plan_to_come":
                _refuse_for(self._plans.try_take(code), "planning")
            _refuse_for(self._bytes.try_take(key, size, share, on_credit=True), "phone_text")
            _refuse_for(self._gatherings.try_take(code, spare=spare), "gathering")
            _refuse_for(
                self._gathering_bytes.try_take(code, size, spare=spare, on_credit=True), "gathering"
            )

        def charge(change: Change) -> None:
            """Charge for whole rows: a small edit of a long note sends all of it to everybody again."""
            more = _size(change.puts) - size
            if more > 0:
                with self._lock:
                    self._bytes.take(key, more, share)
                    self._gathering_bytes.take(code, more)

        return charge

    def join(self, code: str, size: int) -> None:
        """Count somebody who joins a gathering of `size` expected people (0: unknown)."""
        limits = self._limits
        share = people_at_once(size) / limits.joins_burst if size and limits.joins_burst else 1.0
        with self._lock:
            _refuse_for(self._joins.try_take(code, share=share), "joining")

    def plan(self, code: str) -> None:
        """Count somebody who plans to come without having joined. Few do at the same moment: a bucket of the
        whole gathering keeps one phone from taking all places."""
        with self._lock:
            _refuse_for(self._plans.try_take(code), "planning")

    def contact(self, community: str) -> None:
        """Count somebody who leaves a contact with a community, as `plan` counts."""
        with self._lock:
            _refuse_for(self._plans.try_take(community), "contacts")

    def search(self, community: str) -> None:
        """Count a search in a community's books. Nobody who searches is known, so all share one bucket."""
        with self._lock:
            _refuse_for(self._searches.try_take(community), "searching")

    def duplicate(self) -> None:
        """Count a gathering that a host duplicates. Hosts need no server key for it, so all of them share a
        bucket."""
        with self._lock:
            _refuse_for(self._duplicates.try_take(), "duplicates")

    def guess_factor(self, code: str) -> None:
        """Count a code of an authenticator app, before it is compared. All hosts of the stream share a
        bucket. Raises Refused (`too_many`)."""
        with self._lock:
            _refuse_for(self._factors.try_take(code), "factor_codes")

    def guessed_factor(self, code: str) -> None:
        """Give back what `guess_factor` took, because the code was right."""
        with self._lock:
            self._factors.take(code, -1)

    def host_login(self, code: str) -> None:
        """Count a device that signs in with the right host key, before it gets a number. Raises Refused
        (`too_many`)."""
        with self._lock:
            _refuse_for(self._host_logins.try_take(code), "host_logins")

    def photo_bytes(self, viewer: Viewer, stored: int, own: int) -> None:
        """Refuse a photo if the photos of the gathering (`stored`) or of the sender (`own`) take too many
        bytes."""
        if viewer.role == "host":
            return
        if stored >= self._limits.gathering_photo_bytes:
            raise Refused("too_many", why="full_of_pictures")
        if own >= self._limits.person_photo_bytes:
            raise Refused("too_many", why="own_pictures")

    def photo_pixels(self, code: str, viewer: Viewer, pixels: int, joined: Joined) -> None:
        """Count a photo before it is decoded."""
        if viewer.role != "host":
            share = self._share(code, viewer, joined)
            with self._lock:
                wait = self._pixels.try_take((code, viewer.person), pixels, share)
            _refuse_for(wait, "phone_pictures")

    def unknown_code(self) -> bool:
        """Count an unknown code. Return False if there were too many in total recently."""
        with self._lock:
            return self._unknown_codes.try_take() == 0

    def wrong_answer(self) -> float:
        """Return the seconds until one more wrong code or key may be answered: one a second is. Raises
        Refused (`too_many`) if too many are waiting."""
        with self._lock:
            if self._wrong_answers.try_take():
                raise Refused("too_many", why="wrong_codes", again_in=float(MOST_WRONG_WAITING))
            return self._wrong_answers.spent()

    def run(self, sleep: Callable[[float], object]) -> None:
        """Return at once: a single process has nobody to tell."""

    def _share(self, code: str, viewer: Viewer, joined: Joined) -> float:
        """Return the share of a new person, which grows from `newcomer_share` to 1 within
        `newcomer_seconds`."""
        limits, key = self._limits, (code, viewer.person)
        since = self._known_since.get(key)
        if since is None:
            since = self._known_since[key] = self._clock() - _age(joined())
            if len(self._known_since) > MOST_REMEMBERED:
                self._known_since.popitem(last=False)
        age = self._clock() - since
        if age >= limits.newcomer_seconds:
            return 1.0
        return limits.newcomer_share + (1 - limits.newcomer_share) * age / limits.newcomer_seconds


def _size(of: object) -> int:
    """Return the size as JSON, in bytes."""
    return len(compact_json.encode(of))


def _age(joined: str | None) -> float:
    """Return seconds; 0 for an unknown person, or if the clock was set back."""
    if joined is None:
        return 0.0
    return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(joined)).total_seconds())


def _refuse_for(seconds: float, why: str) -> None:
    if seconds:
        raise Refused("too_many", why=why, again_in=round(max(seconds, 0.1), 1))

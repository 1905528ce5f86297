"""The ledger's interface: credentials of people and hosts, and the log of host actions."""

from collections.abc import Collection
from typing import Protocol

from openspace.domain.host_actions import HostAction
from openspace.ledger.values import Factor, Generation


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

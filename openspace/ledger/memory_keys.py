"""The credentials of the ledger in memory."""

from collections.abc import Collection

from openspace.domain.stream import Stream
from openspace.ledger.port import Generation, Grants


class MemoryKeys:
    def __init__(self) -> None:
        super().__init__()
        self._host_keys: dict[str, str] = {}
        self._passes: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self._generations: dict[tuple[str, str], Generation] = {}

    def stream(self, code: str) -> Stream:
        raise NotImplementedError

    def host_key_hash(self, code: str) -> str | None:
        return self._host_keys.get(code)

    def set_host_key_hash(self, code: str, hash: str) -> None:
        self.stream(code)
        self._host_keys[code] = hash
        self._end_passes(code, None)

    def keep_pass(self, code: str, hash: str, until: str | None, person: str | None = None) -> None:
        if person:
            self._end_passes(code, person)
        self._passes[code, hash] = (until, person)

    def redeem_pass(self, code: str, hash: str, at: str, of_host: bool) -> str | None:
        until, person = self._passes.get((code, hash), ("", "nobody"))
        if (person is None) is not of_host:
            return None
        self._passes.pop((code, hash), None)
        return person or "host" if until is None or until > at else None

    def _end_passes(self, code: str, of: str | None) -> None:
        self._passes = {
            key: kept
            for key, kept in self._passes.items()
            if not (key[0] == code and kept[1] == of)
        }

    def generation(self, code: str, person: str) -> Generation:
        return self._generations.get((code, person), Generation())

    def end_devices(self, code: str, person: str) -> Generation:
        self._end_passes(code, person)
        return self._increment_generation(code, person, 1)

    def renew_calendar(self, code: str, person: str) -> Generation:
        return self._increment_generation(code, person, 0)

    def _increment_generation(self, code: str, person: str, devices: int) -> Generation:
        now = self.generation(code, person)
        now = Generation(now.devices + devices, now.calendar + 1)
        self._generations[code, person] = now
        return now

    def grants(self, codes: Collection[str]) -> dict[str, Grants]:
        ended: dict[str, dict[str, int]] = {code: {} for code in codes}
        for (code, person), now in self._generations.items():
            if code in ended and now.devices:
                ended[code][person] = now.devices
        keys = {code: self._host_keys.get(code) for code in codes}
        return {code: Grants(key, ended[code]) for code, key in keys.items() if key}

    def forget_grants(self, code: str) -> None:
        """Do nothing: the memory is the store."""

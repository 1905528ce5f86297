"""The second factors of hosts, in memory."""

from collections.abc import Collection
from dataclasses import replace

from openspace.ledger.port import Factor


class MemoryFactors:
    def __init__(self) -> None:
        super().__init__()
        self._factors: dict[str, dict[str, Factor]] = {}

    def host_factors(self, code: str) -> list[Factor]:
        return list(self._factors.get(code, {}).values())

    def add_host_factors(
        self, code: str, factors: Collection[Factor], only_first: bool = False
    ) -> bool:
        known = self._factors.setdefault(code, {})
        if known and only_first:
            return False
        known.update({one.id: one for one in factors})
        return True

    def use_host_factor(self, code: str, id: str, used: int) -> bool:
        factor = self._factors.get(code, {}).get(id)
        if factor is None or factor.used >= used:
            return False
        self._factors[code][id] = replace(factor, used=used)
        return True

    def remove_host_factors(self, code: str, ids: Collection[str]) -> None:
        for id in ids:
            self._factors.get(code, {}).pop(id, None)

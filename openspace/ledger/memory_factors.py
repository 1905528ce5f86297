"""The second factors of hosts, in memory."""

from collections.abc import Collection
from dataclasses import replace

from openspace.ledger.port import Factor
from openspace.ledger.values import is_one_of_several


class MemoryFactors:
    def __init__(self) -> None:
        super().__init__()
        self._factors: dict[str, dict[str, Factor]] = {}

    def host_factors(self, code: str) -> list[Factor]:
        return list(self._factors.get(code, {}).values())

    def add_host_factors(
        self,
        code: str,
        factors: Collection[Factor],
        only_first: bool = False,
        instead_of: str = "",
    ) -> bool:
        known = self._factors.get(code, {})
        if known and only_first:
            return False
        kept = {id: one for id, one in known.items() if one.kind != instead_of}
        self._factors[code] = kept | {one.id: one for one in factors}
        return True

    def use_host_factor(self, code: str, id: str, used: int) -> bool:
        factor = self._factors.get(code, {}).get(id)
        if factor is None or factor.used >= used:
            return False
        self._factors[code][id] = replace(factor, used=used)
        return True

    def remove_host_factor(self, code: str, id: str, unless_last_but: str) -> bool:
        known = self._factors.get(code, {})
        if not is_one_of_several(known.values(), id, unless_last_but):
            return False
        del known[id]
        return True

    def remove_host_factors(self, code: str) -> None:
        self._factors.pop(code, None)

"""The ports Keys and Factors in tables: host keys, passes that work once, generations that end earlier
tokens, and second factors."""

from collections.abc import Collection

from openspace.ledger.port import Factor, Generation, Grants, UnknownGathering, Unreadable
from openspace.ledger.sql import devices, factors
from openspace.ledger.sql.log import head_of
from openspace.ledger.sql.transactions import Transactions
from openspace.ledger.values import is_one_of_several


class SqlKeys(Transactions):
    """What was read last is kept, so that everybody stays who they are while the store cannot be read. What
    was replaced since is dropped: `grants` sees it, and `forget_grants` is told of it. After a while without
    the store nothing is answered any more (`_is_cut_off`)."""

    def __init__(self) -> None:
        super().__init__()
        self._host_keys: dict[str, str] = {}
        self._generations: dict[str, dict[str, Generation]] = {}

    def set_host_key_hash(self, code: str, hash: str) -> None:
        with self._transaction(code) as db:
            if head_of(db, code) is None:
                raise UnknownGathering(code)
            db.execute(
                "INSERT INTO host_keys (gathering, hash) VALUES (?, ?) "
                "ON CONFLICT (gathering) DO UPDATE SET hash = excluded.hash",
                [code, hash],
            )
            devices.end_hosts_passes(db, code)

    def host_key_hash(self, code: str) -> str | None:
        try:
            hash = self._read_host_key_hash(code)
        except Unreadable:
            if code not in self._host_keys or self._is_cut_off():
                raise
            return self._host_keys[code]
        if hash is None:
            # Unknown codes are not cached, because there is no limit to those that can be requested.
            self._host_keys.pop(code, None)
        else:
            self._host_keys[code] = hash
        return hash

    def keep_pass(self, code: str, hash: str, until: str | None, person: str | None = None) -> None:
        with self._transaction(code) as db:
            devices.keep_pass(db, code, hash, until, person)

    def redeem_pass(self, code: str, hash: str, at: str, of_host: bool) -> str | None:
        with self._read() as db:
            if not devices.has_pass(db, code, hash):
                return None  # a guessed pass causes no write
        with self._transaction(code) as db:
            return devices.redeem_pass(db, code, hash, at, of_host)

    def generation(self, code: str, person: str) -> Generation:
        try:
            now = self._read_generation(code, person)
        except Unreadable:
            known = self._generations.get(code, {}).get(person)
            if known is None or self._is_cut_off():
                raise
            return known
        self._generations.setdefault(code, {})[person] = now
        return now

    def end_devices(self, code: str, person: str) -> Generation:
        with self._transaction(code) as db:
            devices.end_devices(db, code, person)
            return devices.generation(db, code, person)

    def renew_calendar(self, code: str, person: str) -> Generation:
        with self._transaction(code) as db:
            devices.renew_calendar(db, code, person)
            return devices.generation(db, code, person)

    def host_factors(self, code: str) -> list[Factor]:
        with self._read() as db:
            return factors.read(db, code)

    def add_host_factors(
        self,
        code: str,
        new: Collection[Factor],
        only_first: bool = False,
        instead_of: str = "",
    ) -> bool:
        with self._transaction(code) as db:
            known = factors.read(db, code) if only_first or instead_of else []
            if only_first and known:
                return False
            factors.remove(db, code, [one.id for one in known if one.kind == instead_of])
            factors.add(db, code, new)
            return True

    def use_host_factor(self, code: str, id: str, used: int) -> bool:
        with self._transaction(code) as db:
            return factors.use(db, code, id, used)

    def remove_host_factor(self, code: str, id: str, unless_last_but: str) -> bool:
        with self._transaction(code) as db:
            is_removed = is_one_of_several(factors.read(db, code), id, unless_last_but)
            if is_removed:
                factors.remove(db, code, [id])
            return is_removed

    def remove_host_factors(self, code: str) -> None:
        with self._transaction(code) as db:
            factors.remove(db, code, [one.id for one in factors.read(db, code)])

    def grants(self, codes: Collection[str]) -> dict[str, Grants]:
        with self._read() as db:
            found = devices.grants(db, codes)
        for code, now in found.items():
            if self._host_keys.get(code) != now.host_key:
                self._host_keys.pop(code, None)
            kept = self._generations.get(code, {})
            for person, generation in now.devices.items():
                if person in kept and kept[person].devices < generation:
                    kept.pop(person, None)
        return found

    def forget_grants(self, code: str) -> None:
        self._host_keys.pop(code, None)
        self._generations.pop(code, None)

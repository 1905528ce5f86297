"""A power cut: what SQLite wrote without syncing is gone. Through a VFS of ours, below the real ledger.

The disk is the file as of its last sync; what came after is a list in memory, of which a cut keeps none or
any beginning. With `synchronous=NORMAL` acknowledged changes must get lost: else the trial shows nothing.
"""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from bench.faults.days import DAY
from bench.faults.verdict import Verdict
from openspace.domain.rules.people import Join
from openspace.domain.viewer import PUBLIC, Viewer
from openspace.ledger.sqlite import connection as sqlite
from openspace.ledger.sqlite import pool
from openspace.ledger.sqlite.store import SqliteLedger
from openspace.service.clock import SYSTEM
from openspace.service.opening import open_new
from openspace.service.turn import CommandRequest, execute_batch, read_request


class PowerCut(Exception):
    """From here on nothing reaches the disk."""


class Power:
    """`left` writes and syncs until the cut; None: none comes."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.off = False

    def spend(self) -> None:
        if self.off:
            raise PowerCut
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.off = True
                raise PowerCut


class Disk(apsw.VFS):
    def __init__(self, name: str, power: Power) -> None:
        self.power = power
        self.files: list[_File] = []
        self.vfs_name = name
        super().__init__(name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        file = _File("", name, flags, self.power)
        self.files.append(file)
        return file

    def cut(self, keep: Callable[[int], int]) -> None:
        """`keep(n)` of n unsynced writes had reached the disk all the same, the earliest first."""
        self.power.off = True
        for file in self.files:
            file.settle(keep(len(file.unsynced)))


class _File(apsw.VFSFile):
    def __init__(self, base: str, name: Any, flags: list[int], power: Power) -> None:
        super().__init__(base, name, flags)
        self._power = power
        self.unsynced: list[tuple[int, bytes | None]] = []

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        size = self.xFileSize()
        data = bytearray(super().xRead(max(0, min(amount, super().xFileSize() - offset)), offset))
        data.extend(bytes(max(0, min(amount, size - offset) - len(data))))
        for at, written in self.unsynced:
            if written is None:
                continue
            begin, end = max(at, offset), min(at + len(written), offset + len(data))
            if begin < end:
                data[begin - offset : end - offset] = written[begin - at : end - at]
        return bytes(data)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._power.spend()
        self.unsynced.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        # At once: the log is truncated only when all in it is synced elsewhere.
        self._power.spend()
        self.settle(len(self.unsynced))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._power.spend()
        self.settle(len(self.unsynced))
        super().xSync(flags)

    def xFileSize(self) -> int:  # noqa: N802
        ends = (at + len(data) for at, data in self.unsynced if data is not None)
        return max([super().xFileSize(), *ends])

    def settle(self, how_many: int) -> None:
        for offset, data in self.unsynced[:how_many]:
            if data is not None:
                super().xWrite(data, offset)
        self.unsynced.clear()


class Connection:
    """As much of sqlite3's connection as the ledger uses, on apsw's."""

    def __init__(self, path: Path, vfs: str, synchronous: str) -> None:
        self._inner = apsw.Connection(str(path), vfs=vfs)
        self._inner.execute("PRAGMA journal_mode = WAL").fetchall()
        self._inner.execute(f"PRAGMA synchronous = {synchronous}")
        self._inner.execute("PRAGMA wal_autocheckpoint = 40")

    def execute(self, sql: str, args: Any = ()) -> Any:
        return self._inner.cursor().execute(sql, args)

    def executemany(self, sql: str, rows: Any) -> Any:
        return self._inner.cursor().executemany(sql, rows)

    # These need `execute` alone.
    insert: Any = sqlite.Connection.insert
    delete: Any = sqlite.Connection.delete
    receipts: Any = sqlite.Connection.receipts
    hide_rewritten: Any = sqlite.Connection.hide_rewritten
    port_errors: Any = sqlite.Connection.port_errors

    @property
    def in_transaction(self) -> bool:
        return bool(self._inner.in_transaction)

    def close(self) -> None:
        self._inner.close()


def power_cuts(folder: Path, trials: int, synchronous: str = "FULL", writes: int = 12) -> Verdict:
    """Cuts the power `trials` times, each at a random write or sync of a run of `writes` commands."""
    lost = damaged = acknowledged = 0
    for trial in range(trials):
        db = folder / f"{synchronous}-{trial}.db"
        told, seqs, sound = _trial(db, synchronous, writes)
        acknowledged += len(told)
        lost += len(told - seqs)
        damaged += not sound
        for path in folder.glob(f"{db.name}*"):
            path.unlink()
    figures = {
        "cuts": trials,
        "acknowledged": acknowledged,
        "lost": lost,
        "stores damaged": damaged,
    }
    name = f"power cut, synchronous={synchronous}"
    if synchronous == "FULL":
        return Verdict(name, figures, zero=("lost", "stores damaged"))
    return Verdict(f"{name} (must lose)", figures, least={"lost": 1})


def _trial(db: Path, synchronous: str, writes: int) -> tuple[set[str], set[str], bool]:
    """Titles acknowledged, titles there afterwards, and whether the file is whole."""
    before = SqliteLedger(db)
    gathering, _ = open_new(before, DAY, SYSTEM)
    code = gathering.code
    [joined] = execute_batch(before, code, [CommandRequest(PUBLIC, Join(name=""))], SYSTEM)
    kim = Viewer("person", joined["result"]["person"])
    before.close()

    power = Power()
    disk = Disk(secrets.token_hex(4), power)
    ledger = _on(disk, db, synchronous)
    power.left = random.randrange(writes * 12)
    told = set()
    try:
        for _ in range(writes):
            title = secrets.token_hex(6)
            ask = {"id": secrets.token_hex(8), "name": "propose_topic", "args": {"title": title}}
            [answer] = execute_batch(ledger, code, [read_request(kim, ask)], SYSTEM)
            if answer["ok"]:
                told.add(title)
    except (PowerCut, apsw.Error):
        pass
    disk.cut(lambda unsynced: random.choice((0, random.randint(0, unsynced))))
    # As after a reboot: nobody has the file open, and what was shared in memory is gone.
    after = _as_after_reboot(db)
    ledger.close_quietly()
    again = SqliteLedger(after)
    titles = {row["title"] for row in again.load(code).rows("topics")}
    sound = again._reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again.close()
    return told, titles, sound


class _Cut(SqliteLedger):
    def close_quietly(self) -> None:
        for connection in (self._reader, self._writer):
            try:
                connection.close()
            except (PowerCut, apsw.Error):
                continue


def _on(disk: Disk, db: Path, synchronous: str) -> _Cut:
    with connecting(disk, db, synchronous):
        return _Cut(db)


@contextmanager
def connecting(disk: Disk, db: Path, synchronous: str) -> Iterator[None]:
    """Ledgers that are opened meanwhile have `db` on `disk`."""
    plain = SqliteLedger(db)
    secret, handles = plain.secret(), plain._handles
    plain.close()

    def connect(path: Path, _: Any = None) -> Any:
        connection = Connection(path, disk.vfs_name, synchronous)
        connection.handles = handles  # type: ignore[attr-defined]
        return connection

    kept = pool.open_database, pool.connect
    pool.open_database = lambda path: (connect(path), secret)
    pool.connect = connect
    try:
        yield
    finally:
        pool.open_database, pool.connect = kept


def _as_after_reboot(db: Path) -> Path:
    after = db.with_name(f"{db.name}.after.db")
    for ending in ("", "-wal"):
        source = db.with_name(db.name + ending)
        if source.exists():
            after.with_name(after.name + ending).write_bytes(source.read_bytes())
    return after

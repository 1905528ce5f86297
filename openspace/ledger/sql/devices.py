"""Credentials of devices: passes that work once, and generations that invalidate earlier tokens."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection

from openspace.ledger.port import Generation, Grants, Held
from openspace.ledger.sql import pictures
from openspace.ledger.sql.connection import Connection, Statements

_ENDED = (
    "SELECT gathering, person, devices FROM generations "
    "WHERE gathering IN (SELECT value FROM json_each(?)) AND devices > 0"
)
_HOST_KEYS = (
    "SELECT gathering, hash FROM host_keys WHERE gathering IN (SELECT value FROM json_each(?))"
)
_GENERATION = "SELECT devices, calendar FROM generations WHERE gathering = ? AND person = ?"


def keep_pass(db: Statements, code: str, hash: str, until: str | None, person: str | None) -> None:
    if person:
        end_passes(db, code, person)
    db.execute(
        "INSERT INTO passes (gathering, hash, until, person) VALUES (?, ?, ?, ?)",
        [code, hash, until, person],
    )


def has_pass(db: Statements, code: str, hash: str) -> bool:
    this = "SELECT 1 FROM passes WHERE gathering = ? AND hash = ?"
    return db.execute(this, [code, hash]).fetchone() is not None


def redeem_pass(db: Statements, code: str, hash: str, at: str, of_host: bool) -> str | None:
    this = "passes WHERE gathering = ? AND hash = ? AND (person IS NULL) = ?"
    found = db.execute(f"SELECT until, person FROM {this}", [code, hash, of_host]).fetchone()
    db.execute(f"DELETE FROM {this}", [code, hash, of_host])
    if found is None or (found[0] is not None and found[0] <= at):
        return None
    return found[1] or "host"


def end_hosts_passes(db: Statements, code: str) -> None:
    db.execute("DELETE FROM passes WHERE gathering = ? AND person IS NULL", [code])


def end_passes(db: Statements, code: str, person: str) -> None:
    db.execute("DELETE FROM passes WHERE gathering = ? AND person = ?", [code, person])


def generation(db: Statements, code: str, person: str) -> Generation:
    row = db.execute(_GENERATION, [code, person]).fetchone()
    return Generation(*row) if row else Generation()


def end_devices(db: Statements, code: str, person: str) -> None:
    end_passes(db, code, person)
    _increment_generation(db, code, person, devices=1)


def renew_calendar(db: Statements, code: str, person: str) -> None:
    _increment_generation(db, code, person, devices=0)


def grants(db: Statements, codes: Collection[str]) -> dict[str, Grants]:
    asked = json.dumps(list(codes))
    ended: dict[str, dict[str, int]] = defaultdict(dict)
    for code, person, generation in db.execute(_ENDED, [asked]):
        ended[code][person] = generation
    return {code: Grants(key, ended.get(code, {})) for code, key in db.execute(_HOST_KEYS, [asked])}


def held(db: Connection, code: str, person: str) -> Callable[[], Held]:
    """Read the rows at once, and return a function that searches them for the person.

    The search computes a hash for every receipt and decrypts every change, which takes longer, and runs
    outside the transaction.
    """
    photos = [
        db.execute(
            "SELECT id, width, height, length(jpeg) FROM photos WHERE gathering = ? AND id = ?",
            [code, id],
        ).fetchone()
        for id in sorted(pictures.sent_by(db, code, person))
    ]
    answers = db.execute("SELECT person, id FROM receipts WHERE gathering = ?", [code]).fetchall()
    (passes,) = db.execute(
        "SELECT count(*) FROM passes WHERE gathering = ? AND person = ?", [code, person]
    ).fetchone()
    changes = db.execute(
        'SELECT seq, name, "by" FROM changes WHERE gathering = ?', [code]
    ).fetchall()
    handles = db.handles

    def found() -> Held:
        own = sum(asker == handles.asker(code, person, id) for asker, id in answers)
        names = (name for seq, name, by in changes if handles.open_by(code, seq, by) == person)
        return Held(photos, own, passes, Counter(names))

    return found


def forget(db: Statements, code: str, person: str) -> None:
    end_passes(db, code, person)
    db.execute("DELETE FROM generations WHERE gathering = ? AND person = ?", [code, person])


def _increment_generation(db: Statements, code: str, person: str, devices: int) -> None:
    """Raise the generations. Ending a person's devices also invalidates their calendar's address."""
    db.execute(
        "INSERT INTO generations (gathering, person, devices, calendar) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (gathering, person) DO UPDATE SET "
        "devices = generations.devices + excluded.devices, calendar = generations.calendar + 1",
        [code, person, devices],
    )

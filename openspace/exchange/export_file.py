"""Export and import of a whole gathering: `openspace export`, `openspace import`, `/<code>/export.json`.

docs/export.md describes the file. There are two kinds: a *complete* one for the server's operator, from which
import makes the same gathering, seq for seq; and an *anonymised* one for the host, who must not learn the
authors of anonymous items.
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from openspace.domain.anonymise import anonymised
from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.older_log import with_released_sessions
from openspace.domain.refusals import Refused
from openspace.domain.tables import CATALOGUE, NOT_EXPORTED, TABLES
from openspace.domain.text import clean
from openspace.exchange.checks import (
    check_history,
    check_references,
    checked_change,
    checked_row,
    damaged,
)
from openspace.exchange.errors import ImportRefused
from openspace.ledger.port import Conflict, Ledger, Log, Photo, Unwritable
from openspace.service.codes import new_code
from openspace.service.host_keys import hash_of, new_host_key
from openspace.service.photos import read_photo

FORMAT = "openspace-gathering"
VERSION = 1


@dataclass(frozen=True)
class WholeGathering:
    """A gathering with its log and its photos."""

    gathering: Gathering
    log: list[Change]
    photos: list[Photo]


# --- export


def read_from(ledger: Ledger, code: str) -> WholeGathering:
    """Read the whole gathering from the ledger. Raises UnknownGathering."""
    gathering = ledger.load(code)
    log = [change for change in ledger.since(code, 0) if change.seq <= gathering.seq]
    ids = dict.fromkeys(note["photo"] for note in gathering.rows("notes") if note["photo"])
    found = (ledger.photo(code, id) for id in ids)
    return WholeGathering(gathering, log, [photo for photo in found if photo])


def complete_file(whole: WholeGathering) -> bytes:
    return _written(_contents(whole))


def anonymised_file(whole: WholeGathering) -> bytes:
    return _written(anonymised_contents(whole))


def anonymised_contents(whole: WholeGathering) -> dict[str, Any]:
    """Return what the host may have, for JSON and for SQLite."""
    gathering, log = anonymised(whole.gathering, whole.log)
    return _contents(replace(whole, gathering=gathering, log=log))


def _written(contents: Mapping[str, Any]) -> bytes:
    return json.dumps(contents, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _contents(whole: WholeGathering) -> dict[str, Any]:
    gathering = whole.gathering
    return {
        "format": FORMAT,
        "version": VERSION,
        "code": gathering.code,
        "seq": gathering.seq,
        "tables": {
            table: [] if table in NOT_EXPORTED else _ordered(table, gathering.rows(table))
            for table in TABLES
        },
        "changes": [_logged(change, gathering) for change in whole.log],
        "photos": [
            {
                "id": photo.id,
                "width": photo.width,
                "height": photo.height,
                "jpeg": base64.b64encode(photo.jpeg).decode(),
            }
            for photo in whole.photos
        ],
    }


def _logged(change: Change, gathering: Gathering) -> dict[str, Any]:
    """Return a change for the file. The log contains people by id only, and nobody who is not in the tables
    any more."""
    data = change.as_dict()
    data["puts"] = {
        table: _ordered(table, rows)
        for table, rows in change.puts.items()
        if table not in NOT_EXPORTED
    }
    data["drops"] = {table: ids for table, ids in change.drops.items() if table not in NOT_EXPORTED}
    if "people" in data["puts"]:
        ids = [row["id"] for row in data["puts"]["people"]]
        data["puts"]["people"] = [{"id": id} for id in ids if gathering.row("people", id)]
    return data


def _ordered(table: str, rows: Iterable[Row]) -> list[Row]:
    """Return the rows with their columns in the order of the table, so that the same gathering gives the same
    file. Columns without a mark in `domain/tables.py` are left out."""
    columns = CATALOGUE[table].exported
    return [{column: row[column] for column in columns if column in row} for row in rows]


# --- import


class _Change(msgspec.Struct, forbid_unknown_fields=True):
    seq: int
    name: str
    at: str
    by: str | None
    puts: dict[str, list[dict[str, Any]]]
    drops: dict[str, list[str]]


class _Photo(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    width: int
    height: int
    jpeg: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    version: int
    code: str
    seq: int
    tables: dict[str, list[dict[str, Any]]]
    changes: list[_Change]
    photos: list[_Photo] = []


def read_file(data: Mapping[str, Any]) -> WholeGathering:
    """Return the gathering of an export, with every value checked like typed input.

    Raises ImportRefused with the problem and its place in the file.
    """
    if data.get("format") != FORMAT:
        raise ImportRefused("This is not an export of a gathering.")
    if data.get("version") != VERSION:
        version = str(data.get("version"))[:20]
        raise ImportRefused(
            f"This export has version {version}; this program can read version {VERSION}."
        )
    try:
        file = msgspec.convert(_cleaned(data), _File)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ImportRefused(f"This export could not be read: {error}.") from None
    if unknown := sorted(set(file.tables) - set(TABLES)):
        raise damaged("tables", f"“{unknown[0][:40]}” is not known here.")
    if private := sorted(table for table in NOT_EXPORTED if file.tables.get(table)):
        raise damaged("tables", f"no export has “{private[0]}”.")
    timezone = _check_frame(file)
    tables = {
        table: _by_id(table, file.tables.get(table, []), timezone, file.seq) for table in TABLES
    }
    log, released = with_released_sessions(
        _change(one, tables["people"], timezone) for one in file.changes
    )
    for id, row in released.items():
        tables["sessions"].setdefault(id, row)
    check_references(tables, file.seq)
    check_history(log, tables["editions"].values())
    photos = [_photo(photo, f"photos {nth}") for nth, photo in enumerate(file.photos, 1)]
    return WholeGathering(Gathering(file.seq, tables, log[-1].at), log, photos)


def restore(ledger: Log, whole: WholeGathering, as_new: bool = False) -> tuple[Gathering, str]:
    """Store the gathering in `ledger`, and return it with its new host key. Raises ImportRefused if the code
    is taken.

    With `as_new` it gets a new code, so that it can coexist with the original. Raises ImportRefused if the
    store cannot be written.
    """
    host_key = new_host_key()
    while True:
        restored = _with_code(whole, new_code()) if as_new else whole
        try:
            ledger.restore(restored.gathering, restored.log, hash_of(host_key), restored.photos)
        except KeyError:
            if as_new:
                continue
            raise ImportRefused(
                f"There is a gathering {whole.gathering.code} here already. "
                "With --as-new it comes in beside it, with a code of its own.",
            ) from None
        except (Unwritable, Conflict) as error:
            raise ImportRefused(f"The gathering could not be saved: {error}.") from None
        return restored.gathering, host_key


def _cleaned(value: Any) -> Any:
    """Clean text like typed input. Text that an export wrote does not change."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def _check_frame(file: _File) -> str:
    """Return the gathering's time zone. Raises ImportRefused unless the file has exactly one gathering and
    its whole log."""
    abouts = file.tables.get("gatherings", [])
    if len(abouts) != 1 or abouts[0].get("id") != file.code or abouts[0].get("code") != file.code:
        raise damaged("tables, gatherings", "there has to be one, with the code of this file.")
    if [change.seq for change in file.changes] != list(range(1, len(file.changes) + 1)):
        raise damaged("changes", "some are missing, or not in their order.")
    if not file.changes or file.seq != len(file.changes):
        raise damaged("seq", f"it has to be the number of changes, {len(file.changes)}.")
    return str(abouts[0].get("timezone"))


def _by_id(table: str, rows: Sequence[Row], timezone: str, seq: int) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for nth, row in enumerate(rows, 1):
        where = f"tables, {table} {nth}"
        checked = checked_row(table, row, where, timezone, seq)
        if checked["id"] in found:
            raise damaged(f"{where}, id", "there is another row with this id.")
        found[checked["id"]] = checked
    return found


def _change(one: _Change, people: Mapping[str, Row], timezone: str) -> Change:
    where = f"changes {one.seq}"
    if unknown := sorted((set(one.puts) | set(one.drops)) - set(TABLES)):
        raise damaged(where, f"a table “{unknown[0][:40]}” is not known here.")
    puts = {
        table: [people[row["id"]] for row in rows if _is_known_person(row.get("id"), people)]
        if table == "people"
        else [
            checked_row(table, row, f"{where}, {table} {nth}", timezone, one.seq)
            for nth, row in enumerate(rows, 1)
        ]
        for table, rows in one.puts.items()
    }
    return checked_change(Change(one.seq, one.name, one.at, one.by, puts, one.drops), where)


def _is_known_person(id: object, people: Mapping[str, Row]) -> bool:
    """Return whether the id of a logged person is in `people`. Erased people are not."""
    return isinstance(id, str) and id in people


def _photo(photo: _Photo, where: str) -> Photo:
    """Re-encode the photo, and keep the id that notes refer to."""
    if not (photo.id.isalnum() and len(photo.id) <= 64):
        raise damaged(f"{where}, id", "this is no id of a picture.")
    try:
        return replace(read_photo(base64.b64decode(photo.jpeg, validate=True)), id=photo.id)
    except (Refused, ValueError) as error:
        message = str(error) if isinstance(error, Refused) else "this is not base64."
        raise damaged(where, message) from None


def _with_code(whole: WholeGathering, code: str) -> WholeGathering:
    """Return the gathering with another code. Only the gathering's own row contains the code."""

    def renamed(row: Row) -> Row:
        return {**row, "id": code, "code": code}

    gathering = whole.gathering
    tables = {**gathering.tables, "gatherings": {code: renamed(gathering.info)}}
    log = [
        replace(change, puts={**change.puts, "gatherings": [renamed(r) for r in rows]})
        if (rows := change.puts.get("gatherings"))
        else change
        for change in whole.log
    ]
    return replace(whole, gathering=replace(gathering, tables=tables), log=log)


__all__ = [
    "WholeGathering",
    "anonymised_contents",
    "anonymised_file",
    "complete_file",
    "read_file",
    "read_from",
    "restore",
]

"""Reads an exported file again: a whole gathering, every row validated, into a store."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.older_log import with_released_sessions
from openspace.domain.refusals import Refused
from openspace.domain.tables import NOT_EXPORTED, TABLES
from openspace.domain.text import clean
from openspace.exchange.checks import (
    check_history,
    check_references,
    checked_change,
    checked_row,
    damaged,
)
from openspace.exchange.errors import ImportRefused
from openspace.exchange.export_file import FORMAT, VERSION, WholeGathering
from openspace.ledger.port import Conflict, Log, Photo, Unwritable
from openspace.service.codes import new_code
from openspace.service.host_keys import hash_of, new_host_key
from openspace.service.photos import read_photo


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

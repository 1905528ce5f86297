"""A whole gathering as one file, and back: `openspace export`, `openspace import`, `/<code>/export.json`.

The file's shape is told in docs/export.md. Two kinds: a *complete* one for who runs the server, of which
import makes the same gathering, seq for seq; and an *unlinked* one for the host, who may not learn who wrote
what without a name, and so neither may the file.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.refusals import Refused
from openspace.domain.text import clean
from openspace.ledger.port import Ledger, Photo
from openspace.ledger.schema import COLUMNS, completed
from openspace.marketplace import hash_of, new_code, new_host_key
from openspace.unlinked import unlinked

FORMAT = "openspace-gathering"
VERSION = 1
_CODE = re.compile(r"[A-Z0-9]{4,12}")
_FITS: dict[type, tuple[type, ...]] = {float: (int, float)}


@dataclass(frozen=True)
class Whole:
    """A gathering as it stands, the log that led there, and its pictures."""

    gathering: Gathering
    log: list[Change]
    photos: list[Photo]


# --- out


def read_from(ledger: Ledger, code: str) -> Whole:
    """Raises UnknownGathering."""
    gathering = ledger.load(code)
    log = [change for change in ledger.since(code, 0) if change.seq <= gathering.seq]
    ids = dict.fromkeys(note["photo"] for note in gathering.rows("notes") if note["photo"])
    found = (ledger.photo(code, id) for id in ids)
    return Whole(gathering, log, [photo for photo in found if photo])


def complete_file(whole: Whole) -> bytes:
    return _written(whole)


def unlinked_file(whole: Whole) -> bytes:
    gathering, log = unlinked(whole.gathering, whole.log)
    return _written(replace(whole, gathering=gathering, log=log))


def _written(whole: Whole) -> bytes:
    gathering = whole.gathering
    data = {
        "format": FORMAT,
        "version": VERSION,
        "code": gathering.code,
        "seq": gathering.seq,
        "tables": {table: _ordered(table, gathering.rows(table)) for table in COLUMNS},
        "changes": [_logged(change) for change in whole.log],
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
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _logged(change: Change) -> dict[str, Any]:
    """The log refers to people by id, so that who is erased from the tables is erased from it too."""
    told = change.as_dict()
    told["puts"] = {table: _ordered(table, rows) for table, rows in change.puts.items()}
    if "people" in told["puts"]:
        told["puts"]["people"] = [{"id": row["id"]} for row in told["puts"]["people"]]
    return told


def _ordered(table: str, rows: Iterable[Row]) -> list[Row]:
    """Columns in the order of the table's, so that the same gathering makes the same file."""
    return [{column: row[column] for column in COLUMNS[table] if column in row} for row in rows]


# --- in


class _Change(msgspec.Struct):
    seq: int
    name: str
    at: str
    by: str | None
    puts: dict[str, list[dict[str, Any]]]
    drops: dict[str, list[str]]


class _Photo(msgspec.Struct):
    id: str
    width: int
    height: int
    jpeg: str


class _File(msgspec.Struct):
    format: str
    version: int
    code: str
    seq: int
    tables: dict[str, list[dict[str, Any]]]
    changes: list[_Change]
    photos: list[_Photo] = []


def read_file(data: Mapping[str, Any]) -> Whole:
    """The gathering that an export holds. Raises Refused (`malformed`) with what is wrong."""
    if data.get("format") != FORMAT:
        raise Refused("malformed", "This is no export of a gathering.")
    if data.get("version") != VERSION:
        raise Refused(
            "malformed", f"This export is of version {data.get('version')}; known is {VERSION}."
        )
    try:
        file = msgspec.convert(_cleaned(data), _File)
        photos = [_photo(photo) for photo in file.photos]
    except (msgspec.ValidationError, binascii.Error, RecursionError) as error:
        raise Refused("malformed", f"This export could not be read: {error}.") from None
    tables = {table: _by_id(table, file.tables.get(table, [])) for table in COLUMNS}
    log = [_change(one, tables["people"]) for one in file.changes]
    _check(file, tables, log)
    return Whole(Gathering(file.seq, tables, log[-1].at), log, photos)


def restore(ledger: Ledger, whole: Whole, as_new: bool = False) -> tuple[Gathering, str]:
    """The gathering as it now stands in `ledger`, and its new host key. Raises Refused (`code_taken`).

    `as_new` gives it a code of its own, so that it may stand beside the one it was exported from.
    """
    host_key = new_host_key()
    while True:
        restored = _renamed(whole, new_code()) if as_new else whole
        try:
            ledger.restore(restored.gathering, restored.log, hash_of(host_key), restored.photos)
        except KeyError:
            if as_new:
                continue
            raise Refused(
                "code_taken",
                f"There is a gathering {whole.gathering.code} here already. "
                "With --as-new it comes in beside it, with a code of its own.",
            ) from None
        return restored.gathering, host_key


def _cleaned(value: Any) -> Any:
    """Text as it would have been let in by typing: what an export wrote is left as it is."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def _by_id(table: str, rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in (_row(table, row) for row in rows)}


def _row(table: str, row: Row) -> Row:
    columns = COLUMNS[table]
    known = completed(table, {c: value for c, value in row.items() if c in columns})
    for column, value in known.items():
        kind = columns[column]
        right = isinstance(value, _FITS.get(kind, (kind,))) and (
            kind is bool or not isinstance(value, bool)
        )
        if not (right or (value is None and kind in (str, int, float) and column != "id")):
            raise Refused("malformed", f"This export is damaged: {table}, {column}.")
    return {column: known[column] for column in columns}


def _change(one: _Change, people: Mapping[str, Row]) -> Change:
    unknown = (set(one.puts) | set(one.drops)) - set(COLUMNS)
    if unknown:
        raise Refused("malformed", f"This export has tables not known here: {sorted(unknown)[0]}.")
    puts = {
        table: [people[row["id"]] for row in rows if row.get("id") in people]
        if table == "people"
        else [_row(table, row) for row in rows]
        for table, rows in one.puts.items()
    }
    return Change(one.seq, one.name, one.at, one.by, puts, one.drops)


def _check(file: _File, tables: Mapping[str, Mapping[str, Row]], log: list[Change]) -> None:
    if not _CODE.fullmatch(file.code) or [*tables["gatherings"]] != [file.code]:
        raise Refused("malformed", "This export is damaged: it has no code.")
    if not log or [change.seq for change in log] != list(range(1, file.seq + 1)):
        raise Refused("malformed", "This export is damaged: changes are missing.")
    cells = [(row["room"], row["slot"]) for row in tables["sessions"].values()]
    if len(set(cells)) != len(cells):
        raise Refused("malformed", "This export is damaged: two sessions hold one cell.")


def _photo(photo: _Photo) -> Photo:
    jpeg = base64.b64decode(photo.jpeg, validate=True)
    if not (photo.id.isalnum() and len(photo.id) <= 64 and jpeg.startswith(b"\xff\xd8")):
        raise Refused("malformed", "This export is damaged: a photo is no picture.")
    return Photo(photo.id, jpeg, photo.width, photo.height)


def _renamed(whole: Whole, code: str) -> Whole:
    """The same under another code, which stands in the row of the gathering and nowhere else."""

    def renamed(row: Row) -> Row:
        return {**row, "id": code, "code": code}

    gathering = whole.gathering
    tables = {**gathering.tables, "gatherings": {code: renamed(gathering.about)}}
    log = [
        replace(change, puts={**change.puts, "gatherings": [renamed(r) for r in rows]})
        if (rows := change.puts.get("gatherings"))
        else change
        for change in whole.log
    ]
    return replace(whole, gathering=replace(gathering, tables=tables), log=log)


__all__ = ["Whole", "complete_file", "read_file", "read_from", "restore", "unlinked_file"]

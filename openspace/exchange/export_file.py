"""Export of a whole gathering: `openspace export`, `/<code>/export.json`. `import_file.py` reads it again.

docs/export.md describes the file. There are two kinds: a *complete* one for the server's operator, from which
import makes the same gathering, seq for seq; and an *anonymised* one for the host, who must not learn the
authors of anonymous items.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from openspace.domain.anonymise import anonymised
from openspace.domain.change import Change, Row
from openspace.domain.gathering import Gathering
from openspace.domain.tables import CATALOGUE, NOT_EXPORTED, TABLES
from openspace.ledger.port import Ledger, Photo

FORMAT = "openspace-gathering"
VERSION = 1


@dataclass(frozen=True)
class WholeGathering:
    """A gathering with its log and its photos."""

    gathering: Gathering
    log: list[Change]
    photos: list[Photo]


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


__all__ = [
    "WholeGathering",
    "anonymised_contents",
    "anonymised_file",
    "complete_file",
    "read_from",
]

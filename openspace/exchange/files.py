"""The functions behind `openspace export`, `openspace export-sqlite` and `openspace import`."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openspace.domain.change import Change
from openspace.domain.gathering import Gathering
from openspace.domain.listing import IMPORTED
from openspace.exchange import export_file, frab_import, frab_reading, import_file
from openspace.exchange.errors import ImportRefused
from openspace.exchange.sqlite_file import anonymised_sqlite
from openspace.ledger.files import write_private
from openspace.ledger.port import Ledger, Log
from openspace.service.clock import Clock


@dataclass(frozen=True)
class ImportedFile:
    """An imported gathering, its host key, and a sentence on the result."""

    gathering: Gathering
    host_key: str
    sentence: str


def export_to(ledger: Ledger, code: str, file: Path) -> str:
    """Write the complete file, readable by its owner only, and return a sentence. Raises UnknownGathering,
    OSError."""
    whole = export_file.read_from(ledger, code)
    data = export_file.complete_file(whole)
    write_private(file, data)
    return f"{file}: “{whole.gathering.info['title']}”, {whole.gathering.seq} changes."


def export_sqlite_to(ledger: Ledger, code: str, file: Path) -> str:
    """Write the anonymised SQLite file, readable by its owner only, and return a sentence. Raises
    UnknownGathering, OSError."""
    whole = export_file.read_from(ledger, code)
    write_private(file, anonymised_sqlite(whole))
    return f"{file}: “{whole.gathering.info['title']}”, without the authors of anonymous items."


def import_from(
    ledger: Log, file: Path, clock: Clock, as_new: bool = False, timezone: str = ""
) -> ImportedFile:
    """Import an export file or a schedule. `timezone` is for a schedule, and overrides its own. Raises
    ImportRefused or Refused with the problem, and OSError."""
    data = file.read_bytes()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _schedule(ledger, frab_reading.read_xml(data, timezone), clock)
    found = _json(data)
    if "schedule" in found:
        return _schedule(ledger, frab_reading.read_json(found, timezone), clock)
    if found.get("format") == export_file.FORMAT:
        whole = _with_import_change(import_file.read_file(found), clock)
        gathering, host_key = import_file.restore(ledger, whole, as_new)
        sentence = f"“{gathering.info['title']}” is here, with all of its {gathering.seq} changes."
        return ImportedFile(gathering, host_key, sentence)
    if "title" in found:
        raise ImportRefused("This is a gathering file: open it with `openspace new`.")
    raise ImportRefused("This is neither an export of a gathering nor a frab schedule.")


def _schedule(ledger: Log, schedule: frab_reading.Schedule, clock: Clock) -> ImportedFile:
    done = frab_import.import_schedule(ledger, schedule, clock)
    sentence = (
        f"“{done.gathering.info['title']}” is open, with {done.placed} sessions in their places."
    )
    if done.unplaced:
        sentence += f" {len(done.unplaced)} found no free place and wait to be placed."
    if not schedule.zone_is_named:
        sentence += (
            f" The file does not name a time zone that fits its times. They are shown in the time zone"
            f" {schedule.timezone}. To use another one, import the file again with --timezone."
        )
    return ImportedFile(done.gathering, done.host_key, sentence)


def _with_import_change(
    whole: export_file.WholeGathering, clock: Clock
) -> export_file.WholeGathering:
    """Append a change with the time of import. Retention counts from it."""
    at = max(whole.gathering.at, clock.now(), key=datetime.fromisoformat)
    change = Change(whole.gathering.seq + 1, IMPORTED, at, "host")
    return replace(whole, gathering=whole.gathering.apply(change), log=[*whole.log, change])


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ImportRefused("This is neither JSON nor XML.") from None
    return found if isinstance(found, dict) else {}

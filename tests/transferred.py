"""Days to export and to import."""

import io
import json
from typing import Any

from PIL import Image

from openspace.exchange.export_file import complete_file, read_from
from openspace.ledger.memory import MemoryLedger
from openspace.ledger.port import Ledger
from openspace.service.photos import read_photo
from tests.proceedings.day import Day
from tests.proceedings.test_formats import HOSTILE


def a_picture(**more: Any) -> bytes:
    out = io.BytesIO()
    Image.effect_mandelbrot((40, 30), (-3, -2.5, 2, 2.5), 50).convert("RGB").save(
        out, "JPEG", **more
    )
    return out.getvalue()


JPEG = read_photo(a_picture()).jpeg


def kept(day: Any, code: str = "K7MQ2X") -> Ledger:
    ledger = MemoryLedger()
    log = getattr(day, "log", None) or day.changes
    ledger.open(log[0], "")
    with ledger.turn(code) as turn:
        for change in log[1:]:
            turn.append(change)
    return ledger


def exported(ledger: Ledger) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(complete_file(read_from(ledger, "K7MQ2X")))
    return data


def hostile_day() -> Day:
    day = Day.opens(title="<b>&</b>\u202e {{ title }}")
    who = day.joins("<script>")
    session = day.places(who, day.calls(who, "]]>", convener_name="'; DROP TABLE notes"), 0, 0)
    for text in HOSTILE:
        day.notes(who, session, "summary", text)
    return day

"""Turns the record of W3C's TPAC 2019 breakouts (JSON) into a gathering file for `openspace rehearse`.

python bench/convert_tpac.py w3c-tpac-2019.json > tpac.json
"""

import html
import json
import re
import sys
from pathlib import Path
from typing import Any

DAY = "2019-09-18"
OFFSET = "+09:00"
Json = dict[str, Any]


def convert(record: Json) -> Json:
    return {
        "title": record["event"],
        "timezone": "Asia/Tokyo",
        "starts_on": DAY,
        "rooms": [
            {"name": room["name"], "capacity": room["capacity"], "access": f"Floor {room['floor']}"}
            for room in record["rooms"]
        ],
        "slots": [slot(given) for given in record["slots"]],
        "topics": [topic(session) for session in record["sessions"]],
    }


def slot(given: Json) -> Json:
    common = {
        "starts_at": f"{DAY}T{given['start']}{OFFSET}",
        "ends_at": f"{DAY}T{given['end']}{OFFSET}",
    }
    if not given.get("break"):
        return common
    return {
        **common,
        "kind": "break",
        "label": plain(given["name"]),
        "about": given.get("room", ""),
    }


def topic(session: Json) -> Json:
    described = [session.get(part) for part in ("summary", "goals")]
    return {
        "title": session["title"],
        "description": "\n\n".join(text_of(part) for part in described if part),
        "convener_name": ", ".join(session["conveners"])[:120],
        "tags": [session["track"]] if session.get("track") else [],
        "cells": [
            {"room": cell["room"], "slot": f"{DAY}T{cell['start']}{OFFSET}"}
            for cell in session["cells"]
        ],
        "notes": notes(session),
    }


def notes(session: Json) -> list[Json]:
    found = []
    if session.get("report"):
        found.append({"kind": "summary", "text": text_of(session["report"])})
    if session.get("minutes"):
        found.append({"kind": "link", "text": "Minutes", "url": text_of(session["minutes"])})
    return found


def text_of(field: str | list[str]) -> str:
    """Some fields of the record are lists of lines."""
    return field if isinstance(field, str) else "\n".join(field)


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


if __name__ == "__main__":
    json.dump(
        convert(json.loads(Path(sys.argv[1]).read_text())), sys.stdout, indent=1, ensure_ascii=False
    )

"""A gathering file's text as Python values: JSON or TOML."""

import json
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

MOST_BYTES = 20_000_000


class Wrong(Exception):
    """An error sentence without the file's name."""


def parse(path: Path) -> object:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Wrong(
            f"this file cannot be read: {(error.strerror or 'unknown reason').lower()}."
        ) from None
    if len(raw) > MOST_BYTES:
        raise Wrong(f"this file is too large for a gathering ({len(raw) // 1_000_000} MB).")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Wrong(f"line {line} is not UTF-8 text; save the file as UTF-8.") from None
    is_json = path.suffix.lower() == ".json" or (
        path.suffix.lower() != ".toml" and text.lstrip()[:1] == "{"
    )
    return _parse_json(text) if is_json else _parse_toml(text)


def _parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Wrong(f"line {error.lineno} is not JSON: {error.msg.lower()}.") from None
    except RecursionError:
        raise Wrong("this is not a gathering: it is nested too deeply.") from None


def _parse_toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"^(.*) \(at line (\d+), column \d+\)$", str(error))
        if not found:
            raise Wrong(f"the end of the file is not TOML: {error}.") from None
        raise Wrong(f"line {found[2]} is not TOML: {found[1][:1].lower()}{found[1][1:]}.") from None
    except RecursionError:
        raise Wrong("this is not a gathering: it is nested too deeply.") from None


def _plain(value: Any) -> Any:
    """Convert TOML's dates and times to the strings that JSON would have."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case datetime() | date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
    return value

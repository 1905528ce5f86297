"""What a value of the HTTP interface may be: patterns, lengths, choices."""

from collections.abc import Iterable
from typing import Any

from openspace.domain.text import LIMITS

Schema = dict[str, Any]
SOMETHING = {"minLength": 1, "pattern": r"[^\s\u0000-\u001f\u007f-\u009f]"}
"""Not only white space."""
CODE = {"pattern": "^[A-Za-z0-9]{4,12}$"}
CLOCK = {"pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?$"}
DAY = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ISO_DAY = "[0-9]{4}-?([0-9]{2}-?[0-9]{2}|W[0-9]{2}(-?[0-9])?)"
DAY_OR_NONE = {"pattern": f"^({_ISO_DAY})?$"}
TIME = {"pattern": f"^{_ISO_DAY}([^0-9].*)?$", "description": "ISO 8601, with or without offset"}
HTTPS = {
    "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]://[^\s/].*)?$",
    "description": "A web address with https://, or nothing",
}
LINK = {
    "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://[^\s/].*)?$",
    "description": "A web address with http:// or https://, or nothing",
}


def text(kind: str) -> Schema:
    return {"maxLength": LIMITS[kind]}


def needed(kind: str) -> Schema:
    return {**text(kind), **SOMETHING}


def among(choices: Iterable[str]) -> Schema:
    return {"enum": list(choices)}


def between(least: int, most: int) -> Schema:
    return {"minimum": least, "maximum": most}


def texts_by_key(keys: Iterable[str]) -> Schema:
    return {
        "additionalProperties": {"type": "string", **text("line")},
        "propertyNames": among(keys),
    }


def each(items: Schema, most: int | None = None) -> Schema:
    return {"items": items, **({"maxItems": most} if most else {})}

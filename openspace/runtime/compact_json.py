"""JSON without spaces, by msgspec, which is several times faster than the standard library."""

import json
from typing import Any

import msgspec

loads = json.loads


def encode(value: Any) -> bytes:
    """UTF-8; half of a surrogate pair, which UTF-8 cannot hold, as an escape."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def dumps(value: Any, **_: Any) -> str:
    """As `json.dumps`, whose options python-socketio gives."""
    return encode(value).decode()

"""JSON without spaces, encoded by msgspec, which is several times faster than the standard library."""

import json
from typing import Any

import msgspec

loads = json.loads


def encode(value: Any) -> bytes:
    """Return UTF-8. A lone surrogate, which UTF-8 cannot encode, is escaped."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def dumps(value: Any, **_: Any) -> str:
    """Like `json.dumps`; accepts and ignores the options that python-socketio passes."""
    return encode(value).decode()

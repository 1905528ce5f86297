"""Reads the JSON body of a request."""

import json
from collections.abc import Mapping
from typing import Any

from flask import request

from openspace.domain.refusals import Refused


def json_body() -> Mapping[str, Any]:
    """Return the object in the body; an empty one if there is no body. Raises Refused (`malformed`)."""
    return json_object(request.get_data())


def json_object(data: bytes) -> Mapping[str, Any]:
    """Return the object in `data`, like `json_body`."""
    try:
        body = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        raise Refused("malformed", why="json") from None
    if not isinstance(body, dict):
        raise Refused("malformed", why="json_object")
    return body


def text_in(body: Mapping[str, Any], name: str) -> str | None:
    """Return the string of that name, or None if it is missing. Raises Refused if it is not a string."""
    text = body.get(name)
    if not isinstance(text, str | None):
        raise Refused("malformed", why="text", key=name)
    return text


def flag_in(body: Mapping[str, Any], name: str) -> bool:
    """Return the flag of that name, which is off if it is missing. Raises Refused if it is not a boolean."""
    flag = body.get(name, False)
    if not isinstance(flag, bool):
        raise Refused("malformed", why="flag", key=name)
    return flag

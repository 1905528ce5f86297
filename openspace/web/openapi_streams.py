"""Describes the operations that a gathering and a community have alike, for `/api/openapi.json`."""

from typing import Any, Literal

from openspace.web.openapi_parts import (
    TEXT,
    TEXT_OR_NONE,
    always,
    list_of_objects,
    operation,
    parameter,
    ref,
    some_object,
    texts,
)

SIGNED_OUT = always(signed_out={"const": True})
_SEQ = {"type": "integer", "minimum": 0}
_SINCE = parameter("since", "query", _SEQ)
_ORIGIN = parameter("origin", "query", TEXT, required=False)
_HERE = parameter("here", "query", {"const": "1"}, required=False)
"""The client polls, because it has no socket."""


def _changes() -> dict[str, Any]:
    """`here` and `hosts` are for a host who polls."""
    told = always(since=_SEQ, seq=_SEQ, changes=list_of_objects())
    told["properties"] |= {"here": _SEQ, "hosts": list_of_objects()}
    return told


def _host_actions() -> dict[str, Any]:
    told = always(device={"type": "integer"}, actions=list_of_objects())
    return operation("What hosts did (host)", {"200": told}, token=True)


def paths_of_stream(
    at: str,
    address: list[dict[str, Any]],
    kind: Literal["gathering", "community"],
    command: str,
) -> dict[str, Any]:
    """Return the paths below `at`. `address`: its parameters. `command`: the schema of its commands."""
    token = {"token": TEXT}
    logged_in = {**token, "keeping": some_object()} if kind == "gathering" else token
    seen = {"seq": _SEQ, "origin": TEXT, "now": TEXT, kind: some_object(), "tables": some_object()}
    described = {
        "/host": operation(
            "Exchange the host key, or the pass of a link",
            {"200": {**always(**logged_in), "required": ["token"]}},
            some_object(**{"host_key": TEXT_OR_NONE, "pass": TEXT_OR_NONE, "code": TEXT_OR_NONE}),
        ),
        "/host/passkey": operation(
            "Present or add a passkey, where the server requires a second factor of hosts",
            {"200": some_object()},
            some_object(add={"type": "boolean"}, setup=TEXT, credential=some_object()),
            token=True,
        ),
        "/host/pass": operation(
            "Make a link for one more device",
            {"201": always(host_url=TEXT, minutes={"type": "integer"})},
            token=True,
        ),
        "/host/rotate": operation(
            "Replace the host key", {"200": texts("host_key", "host_url", "token")}, token=True
        ),
        "/host/sign_out": operation("Sign this browser out as host", {"200": SIGNED_OUT}),
        "/delete": operation(
            f"Delete the {kind} now (host)",
            {"200": always(deleted={"const": True}, wiped={"type": "boolean"})},
            always(confirm=TEXT),
            token=True,
        ),
        "/commands": operation(
            "Do something", {"200": always(ok={"const": True}, seq=_SEQ)}, ref(command), token=True
        ),
    }
    state = operation("All that the caller may see", {"200": always(**seen)}, token=True)
    changed = operation(
        "The changes after `since`",
        {"200": _changes()},
        token=True,
    )
    changed["responses"]["304"] = {"description": "Nothing is new since the answer with this ETag"}
    return {
        **{at + path: {"parameters": address, "post": one} for path, one in described.items()},
        f"{at}/host-actions": {"parameters": address, "get": _host_actions()},
        f"{at}/state": {"parameters": address, "get": state},
        f"{at}/changes": {"parameters": [*address, _SINCE, _ORIGIN, _HERE], "get": changed},
    }

"""`/api/openapi.json`: the OpenAPI description of the HTTP API, generated from the command classes."""

from functools import cache
from typing import Any

import msgspec
from flask import Blueprint, Response, jsonify

from openspace.domain.commands import COMMANDS
from openspace.domain.opening import Opening, Plan

bp = Blueprint("openapi", __name__)

_REF = "#/components/schemas/{name}"
_TEXT = {"type": "string"}
_TEXT_OR_NONE = {"type": ["string", "null"]}
_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": _TEXT, "message": _TEXT, "why": _TEXT, "field": _TEXT},
        }
    },
}


@bp.get("/api/openapi.json")
def openapi() -> Response:
    response = jsonify(description())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document. docs/wire.md describes what each command does."""
    shapes = [*COMMANDS.values(), Opening, Plan]
    _, schemas = msgspec.json.schema_components(shapes, ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "openspace",
            "version": "1",
            "description": "docs/wire.md says it in words.",
        },
        "paths": _paths(),
        "components": {
            "schemas": {**schemas, "Error": _ERROR, "Command": _command(schemas)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> dict[str, Any]:
    code = [_parameter("code", "path", {**_TEXT, "pattern": "^[A-Za-z0-9]{6}$"})]
    since = _parameter("since", "query", {"type": "integer", "minimum": 0})
    person = _always(person=_TEXT, token=_TEXT)
    seq = {"type": "integer", "minimum": 0}
    return {
        "/api/openapi.json": {"get": _operation("This description", {"200": _always(paths={})})},
        "/api/gatherings": {
            "post": _operation(
                "Open a gathering",
                {"201": _texts("code", "join_url", "wall_url", "host_url", "host_key")},
                _ref("Opening"),
            )
        },
        "/api/plan": {
            "post": _operation("Preview time slots", {"200": _always(slots=_list())}, _ref("Plan"))
        },
        "/api/{code}/join": {
            "parameters": code,
            "post": _operation(
                "Join; or come back with a token, or with the pass of a link from another device",
                {"201": person, "200": person},
                _object(**dict.fromkeys(("name", "token", "pass", "word"), _TEXT_OR_NONE)),
            ),
        },
        "/api/{code}/host": {
            "parameters": code,
            "post": _operation(
                "Exchange the host key, or the pass of a link",
                {"200": _always(token=_TEXT, keeping=_object())},
                _object(**{"host_key": _TEXT_OR_NONE, "pass": _TEXT_OR_NONE}),
            ),
        },
        "/api/{code}/host/pass": {
            "parameters": code,
            "post": _operation(
                "Make a link for one more device",
                {"201": _always(host_url=_TEXT, minutes={"type": "integer"})},
                token=True,
            ),
        },
        "/api/{code}/host/rotate": {
            "parameters": code,
            "post": _operation(
                "Replace the host key", {"200": _texts("host_key", "host_url", "token")}, token=True
            ),
        },
        "/api/{code}/host/sign_out": {
            "parameters": code,
            "post": _operation("Sign this browser out as host", {"200": _signed_out()}),
        },
        **_paths_of_me(code),
        "/api/{code}/erase": {
            "parameters": code,
            "post": _operation(
                "Forget who asks",
                {"200": _always(erased={"const": True}, wiped={"type": "boolean"})},
                _object(words={"type": "boolean"}, pace={"enum": ["now", "slowly"]}),
                token=True,
            ),
        },
        "/api/{code}/delete": {
            "parameters": code,
            "post": _operation(
                "Delete the gathering now (host)",
                {"200": _always(deleted={"const": True}, wiped={"type": "boolean"})},
                _object(confirm=_TEXT),
                token=True,
            ),
        },
        "/api/{code}/state": {
            "parameters": code,
            "get": _operation(
                "All that the caller may see",
                {"200": _always(seq=seq, now=_TEXT, gathering=_object(), tables=_object())},
                token=True,
            ),
        },
        "/api/{code}/changes": {
            "parameters": [*code, since],
            "get": _operation(
                "The changes after `since`",
                {"200": _always(since=seq, seq=seq, changes=_list())},
                token=True,
            ),
        },
        "/api/{code}/commands": {
            "parameters": code,
            "post": _operation(
                "Do something",
                {"200": _always(ok={"const": True}, seq=seq)},
                _ref("Command"),
                token=True,
            ),
        },
        "/api/{code}/photos": {
            "parameters": code,
            "post": _operation(
                "Send a picture, for a note that shows it",
                {
                    "201": _always(
                        photo=_TEXT, width={"type": "integer"}, height={"type": "integer"}
                    )
                },
                _always(photo={**_TEXT, "contentMediaType": "image/jpeg"}),
                token=True,
                media="multipart/form-data",
            ),
        },
    }


def _paths_of_me(code: list[dict[str, Any]]) -> dict[str, Any]:
    def of(
        path: str, summary: str, status: str, answer: dict[str, Any], method: str = "post"
    ) -> Any:
        operation = _operation(summary, {status: answer}, token=True)
        return {f"/api/{{code}}/me{path}": {"parameters": code, method: operation}}

    link = _always(url=_TEXT, minutes={"type": "integer"})
    kept = _always(person=_object(), topics=_list(), notes=_list(), changes=_object())
    return {
        **of("", "Everything that is kept about the caller", "200", kept, "get"),
        **of("/pass", "Make a link for one more device", "201", link),
        **of("/end_others", "End the caller's other devices", "200", _texts("token")),
        **of("/sign_out", "Sign this browser out", "200", _signed_out()),
        **of("/calendar", "Renew the calendar's address", "200", _texts("url", "webcal")),
    }


def _signed_out() -> dict[str, Any]:
    return _always(signed_out={"const": True})


def _operation(
    summary: str,
    answers: dict[str, dict[str, Any]],
    body: dict[str, Any] | None = None,
    token: bool = False,
    media: str = "application/json",
) -> dict[str, Any]:
    """Return one operation. `answers`: status → schema of the answer on success."""
    done = {
        status: {"description": "Done", "content": {"application/json": {"schema": schema}}}
        for status, schema in answers.items()
    }
    refused = {"application/json": {"schema": _ref("Error")}}
    found: dict[str, Any] = {
        "summary": summary,
        "responses": {
            **done,
            "4XX": {"description": "Refused, with a code and a sentence", "content": refused},
            "503": {"description": "Nothing was done; ask again", "content": refused},
        },
    }
    if body:
        found["requestBody"] = {"content": {media: {"schema": body}}}
    if token:
        found["security"] = [{"token": []}, {}]
    return found


def _command(schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of `{id, name, args}` for all commands."""
    id = {**_TEXT, "minLength": 1, "maxLength": 128, "pattern": "^[ -~]+$"}
    return {
        "oneOf": [
            {
                **_object(id=id, name={"const": name}, args=_ref(command.__name__)),
                "required": ["id", "name", *_args_of(schemas[command.__name__])],
            }
            for name, command in COMMANDS.items()
        ]
    }


def _args_of(schema: dict[str, Any]) -> list[str]:
    """Return ["args"] if the command requires arguments, else []."""
    return ["args"] if schema.get("required") else []


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _always(**properties: Any) -> dict[str, Any]:
    return {**_object(**properties), "required": list(properties)}


def _texts(*names: str) -> dict[str, Any]:
    return _always(**dict.fromkeys(names, _TEXT))


def _list() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object"}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": _REF.format(name=name)}


def _parameter(name: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": where, "required": True, "schema": schema}

"""`/api/openapi.json`: the HTTP interface as tools read it, made from the commands themselves."""

from functools import cache
from typing import Any

import msgspec
from flask import Blueprint, Response, jsonify

from openspace.domain.commands import COMMANDS
from openspace.domain.opening import Opening, Plan

bp = Blueprint("openapi", __name__)

_REF = "#/components/schemas/{name}"
_TEXT = {"type": "string"}
_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": _TEXT, "message": _TEXT},
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
    """OpenAPI 3.1. What each command does stands in docs/wire.md."""
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
            "schemas": {**schemas, "Error": _ERROR, "Command": _command()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths() -> dict[str, Any]:
    code = [_parameter("code", "path", {**_TEXT, "pattern": "^[A-Za-z0-9]{6}$"})]
    since = _parameter("since", "query", {"type": "integer", "minimum": 0})
    return {
        "/api/gatherings": {"post": _operation("Open a gathering", "201", _ref("Opening"))},
        "/api/plan": {"post": _operation("Preview time slots", "200", _ref("Plan"))},
        "/api/{code}/join": {
            "parameters": code,
            "post": _operation(
                "Join, or come back with a token", "201", _object(name=_TEXT, token=_TEXT)
            ),
        },
        "/api/{code}/host": {
            "parameters": code,
            "post": _operation(
                "Exchange the host key, or the pass of a link",
                "200",
                _object(host_key=_TEXT, **{"pass": _TEXT}),
            ),
        },
        "/api/{code}/host/pass": {
            "parameters": code,
            "post": _operation("Make a link for one more device", "201", token=True),
        },
        "/api/{code}/host/rotate": {
            "parameters": code,
            "post": _operation("Replace the host key", "200", token=True),
        },
        "/api/{code}/erase": {
            "parameters": code,
            "post": _operation(
                "Forget who asks", "200", _object(words={"type": "boolean"}), token=True
            ),
        },
        "/api/{code}/state": {
            "parameters": code,
            "get": _operation("All that the caller may see", "200", token=True),
        },
        "/api/{code}/changes": {
            "parameters": [*code, since],
            "get": _operation("The changes after `since`", "200", token=True),
        },
        "/api/{code}/commands": {
            "parameters": code,
            "post": _operation("Do something", "200", _ref("Command"), token=True),
        },
    }


def _operation(
    summary: str, status: str, body: dict[str, Any] | None = None, token: bool = False
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "summary": summary,
        "responses": {
            status: {"description": "Done", "content": _json({"type": "object"})},
            "4XX": {"description": "Refused, with a sentence", "content": _json(_refused())},
            "503": {"description": "Nothing was done; ask again", "content": _json(_refused())},
        },
    }
    if body:
        found["requestBody"] = {"content": _json(body)}
    if token:
        found["security"] = [{"token": []}, {}]
    return found


def _command() -> dict[str, Any]:
    """`{id, name, args}`, of any of the commands."""
    id = {**_TEXT, "minLength": 1, "maxLength": 128}
    return {
        "oneOf": [
            {
                **_object(id=id, name={"const": name}, args=_ref(command.__name__)),
                "required": ["id", "name"],
            }
            for name, command in COMMANDS.items()
        ]
    }


def _refused() -> dict[str, Any]:
    return _ref("Error")


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": _REF.format(name=name)}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameter(name: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": where, "required": True, "schema": schema}

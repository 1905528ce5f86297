"""`/api/openapi.json`: the OpenAPI description of the HTTP API, generated from the command classes.

`openapi_limits.py` has the limits of fields, `openapi_files.py` the feeds and files.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from flask import Blueprint, Response, jsonify

from openspace.domain.command import Command
from openspace.domain.commands import COMMANDS
from openspace.domain.community import deciding as community
from openspace.domain.community.opening import Description
from openspace.domain.opening import Opening, Plan
from openspace.web.openapi_files import paths_of_files
from openspace.web.openapi_limits import limited
from openspace.web.openapi_parts import (
    REF,
    TEXT,
    ref,
    some_object,
)
from openspace.web.openapi_paths import ERROR, EXAMPLES, paths

bp = Blueprint("openapi", __name__)


@bp.get("/api/openapi.json")
def openapi() -> Response:
    response = jsonify(description())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@cache
def description() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document. docs/wire.md describes what each command does."""
    shapes = [*COMMANDS.values(), *community.COMMANDS.values(), Opening, Description, Plan]
    _, described = msgspec.json.schema_components(shapes, ref_template=REF)
    schemas = limited(described)
    all_schemas = {
        **schemas,
        "Error": ERROR,
        "Command": _command(COMMANDS, schemas),
        "CommunityCommand": _command(community.COMMANDS, schemas),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "openspace",
            "version": "1",
            "description": "docs/wire.md describes it in words.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "The server that this description is from"}],
        "security": [],
        "paths": {**paths(), **paths_of_files()},
        "components": {
            "schemas": {
                name: {**schema, "examples": [EXAMPLES[name]]} if name in EXAMPLES else schema
                for name, schema in all_schemas.items()
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _command(commands: Mapping[str, type[Command]], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of `{id, name, args}` for all `commands`."""
    id = {**TEXT, "minLength": 1, "maxLength": 128, "pattern": "^[ -~]+$"}
    return {
        "oneOf": [
            {
                **some_object(id=id, name={"const": name}, args=ref(command.__name__)),
                "required": ["id", "name", *_args_of(schemas[command.__name__])],
            }
            for name, command in commands.items()
        ]
    }


def _args_of(schema: dict[str, Any]) -> list[str]:
    """Return ["args"] if the command requires arguments, else []."""
    return ["args"] if schema.get("required") else []

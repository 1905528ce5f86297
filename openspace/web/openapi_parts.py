"""The parts that descriptions of operations are made of."""

from typing import Any

Schema = dict[str, Any]

REF = "#/components/schemas/{name}"
TEXT: Schema = {"type": "string"}
TEXT_OR_NONE: Schema = {"type": ["string", "null"]}


_REFUSED: Schema = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
_REFUSED_AS_PAGE: Schema = {**_REFUSED, "text/html": {"schema": TEXT}}
"""Outside `/api/`, where people open links too."""


def operation(
    summary: str,
    answers: dict[str, Schema],
    body: Schema | None = None,
    token: bool = False,
    media: str = "application/json",
) -> dict[str, Any]:
    """Return one operation. `answers`: status → schema of the JSON on success."""
    contents = {status: {"application/json": {"schema": it}} for status, it in answers.items()}
    found = _operation(summary, contents, token)
    if body:
        needed = not body.keys().isdisjoint({"required", "$ref", "allOf"})
        found["requestBody"] = {"content": {media: {"schema": body}}, "required": needed}
    return found


def download(summary: str, *media: str, token: bool = False) -> dict[str, Any]:
    """Return the operation that answers with a file of one of these media types."""
    # OpenAPI 3.1 describes bytes by an empty schema.
    content = {one: {"schema": TEXT if one.startswith("text/") else {}} for one in media}
    return _operation(summary, {"200": content}, token, _REFUSED_AS_PAGE)


def document(summary: str, schema: Schema, token: bool = False) -> dict[str, Any]:
    """Return the operation that answers with a JSON file."""
    content = {"application/json": {"schema": schema}}
    return _operation(summary, {"200": content}, token, _REFUSED_AS_PAGE)


def _operation(
    summary: str, contents: dict[str, Any], token: bool, refused: Schema = _REFUSED
) -> dict[str, Any]:
    return {
        "summary": summary,
        "security": [{"token": []}, {}] if token else [],
        "responses": {
            **{
                status: {"description": "Done", "content": content}
                for status, content in contents.items()
            },
            "4XX": {"description": "Refused, with a code and a sentence", "content": refused},
            "503": {"description": "Nothing was done; ask again", "content": refused},
        },
    }


def some_object(**properties: Any) -> Schema:
    return {"type": "object", "properties": properties}


def always(**properties: Any) -> Schema:
    return {**some_object(**properties), "required": list(properties)}


def texts(*names: str) -> Schema:
    return always(**dict.fromkeys(names, TEXT))


def list_of_objects() -> Schema:
    return {"type": "array", "items": {"type": "object"}}


def ref(name: str) -> Schema:
    return {"$ref": REF.format(name=name)}


def parameter(name: str, where: str, schema: Schema, required: bool = True) -> dict[str, Any]:
    return {"name": name, "in": where, "required": required, "schema": schema}


CODE = parameter("code", "path", {**TEXT, "pattern": "^[A-Za-z0-9]{6}$"})
SLUG = parameter("slug", "path", {**TEXT, "pattern": "^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$"})

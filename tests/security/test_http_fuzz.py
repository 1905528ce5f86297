"""Anything at all, sent to whatever the description of the HTTP interface offers: always an answer."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openspace.domain.commands import COMMANDS
from openspace.gathering_file import GatheringFileError, from_data
from openspace.web.openapi import description
from tests.security.scene import a_scene, an_app

TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
"""Lone surrogates, too."""

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
OPERATIONS = [
    (method.upper(), path)
    for path, item in description()["paths"].items()
    for method in item
    if method != "parameters"
]
FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def like(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of the shape that the description gives, and now and then of another."""
    schemas = description()["components"]["schemas"]
    if "$ref" in schema:
        return like(schemas[schema["$ref"].rsplit("/", 1)[1]])
    if "oneOf" in schema or "anyOf" in schema:
        return st.one_of([like(one) for one in schema.get("oneOf") or schema["anyOf"]])
    if "const" in schema:
        return st.just(schema["const"])
    if schema.get("type") == "object" and "properties" in schema:
        return st.fixed_dictionaries(
            {}, optional={name: like(one) for name, one in schema["properties"].items()}
        )
    plain: dict[str, st.SearchStrategy[Any]] = {
        "string": TEXT | st.sampled_from(["2027-03-31T10:00", "r1", "sl1", "t2"]),
        "integer": st.integers(),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    if schema.get("type") == "array":
        return st.lists(like(schema.get("items", {})), max_size=3)
    return plain.get(schema.get("type", ""), ANYTHING)


def body_of(method: str, path: str) -> st.SearchStrategy[Any]:
    operation = description()["paths"][path][method.lower()]
    if "requestBody" not in operation:
        return ANYTHING
    return like(operation["requestBody"]["content"]["application/json"]["schema"]) | ANYTHING


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@FEW
@given(data=st.data())
def test_every_operation_answers_anything(method: str, path: str, data: st.DataObject) -> None:
    scene = SCENE
    asker = data.draw(st.sampled_from(["nobody", "attendee", "host"]))
    body = json.dumps(data.draw(body_of(method, path)))
    query = data.draw(st.sampled_from(["", "?since=0", "?since=-1", "?since=x", "?as=host"]))
    response = scene.call(
        asker,
        method,
        path.replace("{code}", scene.code) + query,
        data=body if method == "POST" else None,
        content_type="application/json",
    )
    answer = json.loads(response.get_data())
    assert response.status_code < 500, answer
    if response.status_code >= 400:
        assert set(answer["error"]) >= {"code", "message"}
    if path.endswith(("/rotate", "/erase")) and response.status_code == 200:
        globals()["SCENE"] = a_scene()


SCENE = a_scene()


@FEW
@given(st.sampled_from(sorted(COMMANDS)), st.data())
def test_every_command_answers_any_arguments(name: str, data: st.DataObject) -> None:
    shape = {"$ref": f"#/components/schemas/{COMMANDS[name].__name__}"}
    args = data.draw(like(shape) | ANYTHING)
    message = {"id": data.draw(st.uuids()).hex, "name": name, "args": args}
    response = SCENE.call(
        "host",
        "POST",
        f"/api/{SCENE.code}/commands",
        data=json.dumps(message),
        content_type="application/json",
    )
    answer = response.get_json()
    assert response.status_code < 500, answer
    assert answer["ok"] or answer["error"]["message"]


@FEW
@given(like({"$ref": "#/components/schemas/Opening"}) | ANYTHING)
def test_a_gathering_file_is_read_or_told_what_is_wrong(found: Any) -> None:
    with suppress(GatheringFileError):
        from_data(found)


def test_the_description_tells_every_route_of_the_api() -> None:
    told = {(method, path.replace("{code}", "<code>")) for method, path in OPERATIONS}
    served = {
        (method, rule.rule)
        for rule in an_app().url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served - told == {("GET", "/api/openapi.json"), ("POST", "/api/<code>/photos")}

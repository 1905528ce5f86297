"""The description is as strict as the server: what it forbids is refused, each limit itself accepted."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest

from openspace.domain.command import wire_name
from openspace.domain.commands import COMMANDS
from openspace.domain.needs import TABLE_OF
from openspace.domain.vocabulary import BEARINGS
from openspace.web.openapi import description
from tests.security.matrix import rows
from tests.security.scene import Scene, a_scene, an_app
from tests.security.test_matrix import ARGS, COMMAND_ROWS
from tests.support.samples import GATHERING

Schema = dict[str, Any]

DOCUMENT = description()
SCHEMAS: dict[str, Schema] = DOCUMENT["components"]["schemas"]
PLAN = {"days": ["2027-03-31"], "first": "10:00", "minutes": 45, "gap": 5, "count": 2}
PLAN |= {"until": "17:00", "breaks": [{"at": "12:00", "minutes": 30, "kind": "break"}]}
SHORT_PLAN = {"days": ["2027-03-31"], "first": "00:00", "minutes": 5, "gap": 0, "count": 1}
"""The longest session and the most sessions fit into its day, each alone."""

OPENING = {
    **GATHERING,
    **dict.fromkeys(("sponsor", "community", "venue", "welcome", "law", "motto"), "Words"),
    "next_gathering": "In May",
    "naming": "choice",
    "listed": True,
    "phase": "lobby",
    "starts_on": "2027-03-31",
    "ends_on": "2027-03-31",
    "approval": False,
    "retention_days": 30,
    "size": 40,
    "cells_each": 3,
    "topics_each": 20,
    "bells": ["start", "end-5"],
    "wifi": {"name": "Guests", "password": "tea and cake"},
    "principles": ["Be prepared"],
    "announcing": True,
    "announce_seconds": 30,
    "responsible": {"controller": "A trust"},
    "evidence": [{"text": "It", "bearing": "both", "kind": "research", "content_note": "Loss"}],
}
MORE: dict[str, dict[str, Any]] = {
    "propose_topic": {
        "description": "It",
        "tags": ["care"],
        "convener_name": "Kim",
        "read_out": True,
        "announce": True,
    },
    "queue_announcement": {"read_out": True},
    "edit_topic": {"description": "It", "tags": ["care"], "report_title": "It", "read_out": True},
    "post_note": {
        "url": "https://example.org",
        "due": "2027-04-01",
        "alt": "",
        "initiator_name": "Kim",
    },
    "edit_note": {"url": "https://example.org", "due": "2027-04-01", "kind": "question"},
    "post_evidence": {"kind": "research", "citation": "A book", "url": "https://example.org"},
    "answer_recommendation": {"name": "Ada Lark"},
    "flag": {"words": "It names me.", "flagged": False},
    "edit_me": {"contact": "kim@example.org", "listed": True},
    "hide_topic": {"reason": "A name"},
    "hide_note": {"reason": "A name"},
    "hide_evidence": {"reason": "A name"},
    "hide_issue": {"reason": "A name"},
    "hide_all_by": {"reason": "A name"},
    "hide_since": {"reason": "A name"},
    "ring_bell": {"text": "Tea"},
    "skip_bell": {"skipped": True},
    "set_timer": {"label": "Opening", "longer": False},
    "set_doors": {"word": "tea"},
    "publish_book": {"note": "New"},
    "add_room": {"capacity": 12, "access": "Step-free"},
    "edit_room": {"capacity": 12, "access": "Step-free"},
    "add_slot": {"label": "Tea", "kind": "break", "about": "Cake"},
    "edit_slot": {"kind": "session", "about": "Cake", "starts_at": "2027-03-31T10:00"},
    "edit_book": {
        **dict.fromkeys(("imprint", "introduction", "closing", "reading"), "Words"),
        "credits": ["Kim"],
        "left_out": ["web"],
        "order": "title",
    },
    "edit_gathering": {
        name: value
        for name, value in OPENING.items()
        if name in SCHEMAS["EditGathering"]["properties"]
    },
}
"""Arguments that the matrix does not need."""

DEPENDS: list[tuple[str, str, Any]] = [
    ("edit_note", "kind", "photo"),
    ("edit_evidence", "form", "evidence"),
    *(("edit_evidence", "bearing", bearing) for bearing in BEARINGS),
]
"""Values that are right or wrong by what the item has already."""

OF_A_VALUE = {"malformed", "missing", "too_long", "not_a_choice", "out_of_range", "too_many"}
OF_A_VALUE |= {"bad_link", "bad_time", "bad_day", "bad_timezone"}
"""Refusals of a value, whatever stands in the gathering."""

REFUSED = range(400, 500)


def resolved(schema: Schema) -> Schema:
    return {**schema, "components": DOCUMENT["components"]}


def accepts(schema: Schema, value: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(resolved(schema)).is_valid(value))


def beyond(schema: Schema) -> Iterator[Any]:
    """Values that a field's schema forbids: one for each of its keywords."""
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in schema and "type" not in schema:
        schema = schema["anyOf"][0]
    wrong = {"string": 7, "integer": "x", "boolean": "x", "array": "x", "object": "x"}
    if schema.get("type") in wrong:
        yield wrong[schema["type"]]
    if "maxLength" in schema:
        yield "x" * (schema["maxLength"] + 1)
    if schema.get("minLength"):
        yield ""
    if "pattern" in schema:
        yield from (one for one in ("~", " \t") if not accepts(schema, one))
    if "enum" in schema:
        yield "nonsense"
    if "minimum" in schema:
        yield schema["minimum"] - 1
    if "maximum" in schema:
        yield schema["maximum"] + 1
    if "maxItems" in schema and schema["items"].get("type") == "string":
        yield [f"x{nth}" for nth in range(schema["maxItems"] + 1)]
    if schema.get("minItems"):
        yield []
    if "items" in schema and "$ref" not in schema["items"]:
        yield from ([one] for one in beyond(schema["items"]))


def limits(schema: Schema) -> Iterator[Any]:
    """The last values that a field's schema allows."""
    if "anyOf" in schema and "type" not in schema:
        schema = schema["anyOf"][0]
    if "maxLength" in schema and "pattern" not in schema:
        yield "x" * schema["maxLength"]
    yield from schema.get("enum", ())
    yield from (schema[key] for key in ("minimum", "maximum") if key in schema)
    if "items" in schema and "enum" in schema["items"]:
        yield list(schema["items"]["enum"])


@cache
def scene() -> Scene:
    """One for all refusals, which change nothing."""
    return a_scene()


def example(name: str, of: Scene) -> dict[str, Any]:
    return dict(of.filled({**ARGS[name], **MORE.get(name, {})}))


def asker_of(name: str) -> str:
    """Somebody who may do it."""
    askers = ("convener", "attendee", "host")
    return next(asker for asker in askers if cell_of(name, asker) in ("ok", "not_now"))


def cell_of(name: str, asker: str) -> str:
    return dict(rows(COMMAND_ROWS))[name][asker]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_schema_of_a_command_forbids_is_refused(name: str) -> None:
    here, asker = scene(), asker_of(name)
    args, schema = example(name, here), SCHEMAS[COMMANDS[name].__name__]
    for field, of in schema["properties"].items():
        for value in beyond(of):
            sent = {**args, field: value}
            if accepts(schema, sent):
                continue
            assert here.command(asker, name, sent) != "ok", (field, str(value)[:60])
    for field in schema.get("required", ()):
        sent = {key: value for key, value in args.items() if key != field}
        assert not accepts(schema, sent)
        assert here.command(asker, name, sent) == "malformed"


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_schema_of_a_command_allows_is_not_refused_for_its_value(name: str) -> None:
    here, asker = a_scene(), asker_of(name)
    args, schema = example(name, here), SCHEMAS[COMMANDS[name].__name__]
    assert accepts(schema, args)
    for field, of in schema["properties"].items():
        for value in limits(of):
            sent = {**args, field: value}
            if accepts(schema, sent) and (name, field, value) not in DEPENDS:
                code = here.command(asker, name, sent)
                assert code not in OF_A_VALUE, (field, str(value)[:60])
    assert a_scene_answers(name, asker) == cell_of(name, asker)


def a_scene_answers(name: str, asker: str) -> str:
    here = a_scene()
    return here.command(asker, name, example(name, here))


BODIES = {
    "/api/gatherings": ("Opening", OPENING),
    "/api/plan": ("Plan", PLAN),
}


@pytest.mark.parametrize("path", BODIES)
def test_what_the_schema_of_a_new_gathering_forbids_is_refused(path: str) -> None:
    name, body = BODIES[path]
    schema, roomy = SCHEMAS[name], SHORT_PLAN if path == "/api/plan" else body
    assert accepts(schema, body)
    assert sent_to(path, body) < 300
    for field, of in schema["properties"].items():
        for value in beyond(of):
            assert not accepts(schema, {**body, field: value}), field
            assert sent_to(path, {**body, field: value}) in REFUSED, (field, str(value)[:60])
    for field, of in schema["properties"].items():
        for value in limits(of):
            sent = {**roomy, field: value}
            assert accepts(schema, sent), field
            assert sent_to(path, sent) < 300, (field, str(value)[:60])


@pytest.mark.parametrize(
    ("path", "field", "name"),
    [
        ("/api/gatherings", "rooms", "Room"),
        ("/api/gatherings", "slots", "Slot"),
        ("/api/gatherings", "evidence", "SeededEvidence"),
        ("/api/plan", "breaks", "Break"),
    ],
)
def test_what_the_schema_of_a_part_forbids_is_refused(path: str, field: str, name: str) -> None:
    _, body = BODIES[path]
    part, schema = body[field][0], SCHEMAS[name]
    for column, of in schema["properties"].items():
        for value in beyond(of):
            sent = {**part, column: value}
            assert not accepts(schema, sent), column
            assert sent_to(path, {**body, field: [sent]}) in REFUSED, (column, str(value)[:60])
    for column in schema["required"]:
        sent = {key: value for key, value in part.items() if key != column}
        assert sent_to(path, {**body, field: [sent]}) in REFUSED, column
    if "maxItems" in (of := SCHEMAS["Opening"]["properties"].get(field, {})):
        assert sent_to(path, {**body, field: [part] * (of["maxItems"] + 1)}) in REFUSED


def sent_to(path: str, body: Any) -> int:
    """The status. From loopback, where anybody may open a gathering."""
    return int(an_app().test_client().post(path, json=body).status_code)


def test_every_example_is_accepted() -> None:
    here = a_scene()
    paths = {"Opening": "/api/gatherings", "Plan": "/api/plan"}
    paths["Description"] = "/api/communities"
    paths["Command"] = f"/api/{here.code}/commands"
    examples = {name: one["examples"] for name, one in SCHEMAS.items() if "examples" in one}
    headers = {"Authorization": f"Bearer {here.tokens['attendee']}"}

    assert set(examples) == set(paths)
    for name, path in paths.items():
        for one in examples[name]:
            answer = here.app.test_client().post(path, json=one, headers=headers)
            assert accepts(SCHEMAS[name], one)
            assert answer.status_code < 300, answer.text


def test_every_text_has_a_limit() -> None:
    """Otherwise a new field would be described as looser than the server."""
    ids = {*TABLE_OF, "wanted", "entry", "id", "photo", "after"}
    without = {
        f"{name}.{field}"
        for name in [
            *(command.__name__ for command in COMMANDS.values()),
            "Opening",
            "Plan",
            "Room",
            "SeededEvidence",
        ]
        for field, of in SCHEMAS[name]["properties"].items()
        if of.get("type") == "string" and of.keys().isdisjoint({"maxLength", "enum", "pattern"})
    }
    found = {one for one in without if one.split(".")[1] not in ids}
    assert not found, (
        f"{found}: an id belongs into TABLE_OF (domain/needs.py), a text into web/openapi_limits.py"
    )


def test_every_command_has_a_schema_by_its_own_name() -> None:
    named = [one["properties"]["name"]["const"] for one in SCHEMAS["Command"]["oneOf"]]
    assert named == [wire_name(command) for command in COMMANDS.values()]

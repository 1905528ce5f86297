"""The description of the HTTP API tells every route, who may ask, and where it is."""

from openspace.proceedings.paper import PRINTABLES
from openspace.web.openapi import description
from tests.security.scene import an_app

SHEETS = ",".join(name for name, _, _ in PRINTABLES)
PAGES = {
    *("/", "/join", "/new", "/selftest"),
    *("/accessibility", "/<code>/accessibility"),
    *("/c/<slug>", "/c/<slug>/search", "/c/<slug>/host", "/c/<slug>/after", "/new-community"),
    *("/c/<slug>/repertoire", "/c/<slug>/repertoire/<entry>", "/c/<slug>/kept/<token>"),
    *("/c/<slug>/briefs/<brief>", "/c/<slug>/briefs/<brief>/edit"),
    "/<code>/keep/<note>",
    *("/c/<slug>/write-to-me", "/c/<slug>/touch/<token>", "/c/<slug>/privacy"),
    "/c/<slug>/repertoire/<entry>/together",
    *("/<code>", "/<code>/s/<session_code>", "/<code>/wall", "/<code>/rooms/<letter>"),
    *(
        "/<code>/host",
        "/<code>/host-log",
        "/<code>/host/factor",
        "/c/<slug>/host/factor",
        "/c/<slug>/host-log",
        "/<code>/announce",
        "/<code>/type",
        "/<code>/me/data",
        "/<code>/me/offline",
        "/<code>/statement",
        "/<code>/paper/",
    ),
    f"/<code>/paper/<any({SHEETS}):sheet>",
    *("/<code>/paper/slips", "/<code>/after", "/<code>/plan", "/<code>/action/<token>"),
    *("/<code>/manifest.json", "/offline.js"),
    *("/static/<path:filename>", "/static/v-<version>/<path:path>"),
}
"""For people and their browsers. docs/wire.md lists them."""


def test_the_description_tells_every_route_but_pages() -> None:
    told = {
        (method.upper(), path.replace("{", "<").replace("}", ">"))
        for path, item in description()["paths"].items()
        for method in item
        if method != "parameters"
    }
    served = {
        (method, rule.rule)
        for rule in an_app().url_map.iter_rules()
        if rule.rule not in PAGES
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert told == served, (
        "describe it in web/openapi_paths.py or openapi_files.py, or name it in PAGES"
    )


def test_optional_parts_of_answers_are_described() -> None:
    paths = description()["paths"]
    changed = paths["/api/{code}/changes"]["get"]["responses"]
    joined = paths["/api/{code}/join"]["post"]["responses"]["201"]
    told = [answer["content"]["application/json"]["schema"] for answer in (changed["200"], joined)]

    assert "304" in changed
    assert [
        {"here", "hosts"} <= told[0]["properties"].keys(),
        "state" in told[1]["properties"],
    ] == [True] * 2
    assert [set(one["required"]) & {"here", "hosts", "state"} for one in told] == [set(), set()]


def test_every_operation_says_where_it_is_and_who_may_ask() -> None:
    document = description()
    operations = [
        operation
        for item in document["paths"].values()
        for method, operation in item.items()
        if method != "parameters"
    ]
    assert document["servers"]
    assert all("security" in operation for operation in operations)

"""The paths of the HTTP interface that OpenAPI describes."""

from typing import Any

from openspace.domain.news_of_the_day import LISTS
from openspace.domain.rules.coming import MOST_PLACES
from openspace.domain.text import LIMITS
from openspace.web.openapi_parts import (
    CODE,
    SLUG,
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
from openspace.web.openapi_streams import SIGNED_OUT, paths_of_stream

ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": TEXT, "message": TEXT, "why": TEXT, "field": TEXT},
        }
    },
}
_PLANS = always(
    **{key: {"type": "integer"} for key in ("coming", "waiting", "places", "new")},
    plans=list_of_objects(),
)
_FOLLOWING = always(code=TEXT_OR_NONE, until=TEXT_OR_NONE, following=list_of_objects())
_PLAN = {"days": ["2027-03-31"], "first": "10:00", "minutes": 45, "until": "16:00"}
EXAMPLES: dict[str, Any] = {
    "Opening": {
        "title": "Learning together",
        "theme": "What helps a team to go on learning?",
        "timezone": "Europe/London",
        "rooms": [{"name": "Oak", "capacity": 30, "access": "Step-free"}, {"name": "Elm"}],
        "plan": {**_PLAN, "breaks": [{"at": "12:30", "minutes": 60, "label": "Lunch"}]},
    },
    "Plan": _PLAN,
    "Description": {"name": "Learning circle", "about": "We meet *twice a year*."},
    "Command": {
        "id": "5f0c2e9a7b4d",
        "name": "propose_topic",
        "args": {"title": "Reflective groups", "tags": ["care"]},
    },
}


def paths() -> dict[str, Any]:
    code = [CODE]
    return {
        **_paths_to_begin(code),
        **paths_of_stream("/api/{code}", code, "gathering", "Command"),
        **paths_of_stream("/api/c/{slug}", [SLUG], "community", "CommunityCommand"),
        **_paths_of_me(code),
        **_paths_of_the_day(code),
        **_paths_for_one(code),
    }


def _paths_to_begin(code: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what opens gatherings and communities, and lets people join."""
    person = always(person=TEXT, token=TEXT)
    person["properties"]["state"] = some_object()  # if it was asked for
    return {
        "/api/openapi.json": {"get": operation("This description", {"200": always(paths={})})},
        "/api/gatherings": {
            "post": operation(
                "Open a gathering",
                {"201": texts("code", "join_url", "wall_url", "host_url", "host_key")},
                ref("Opening"),
            )
        },
        "/api/communities": {
            "post": operation(
                "Open a community",
                {"201": texts("slug", "url", "host_url", "host_key")},
                ref("Description"),
            )
        },
        "/api/plan": {
            "post": operation(
                "Preview time slots",
                {"200": always(slots=list_of_objects())},
                {"allOf": [ref("Plan"), some_object(timezone=TEXT_OR_NONE)]},
            )
        },
        "/api/{code}/join": {
            "parameters": code,
            "post": operation(
                "Join; or come back with a token, or with the pass of a link from another device",
                {"201": person, "200": person},
                some_object(
                    name={**TEXT_OR_NONE, "maxLength": LIMITS["name"]},
                    **dict.fromkeys(("token", "pass", "word"), TEXT_OR_NONE),
                    state={"type": "boolean"},
                ),
            ),
        },
    }


def _paths_of_the_day(code: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what everybody may ask about the gathering, besides its state."""
    return {
        "/api/{code}/news-of-the-day": {
            "parameters": code,
            "get": operation(
                "What is new, moved, elsewhere, joined or gone since the news was told",
                {"200": always(since=TEXT_OR_NONE, **dict.fromkeys(LISTS, list_of_objects()))},
            ),
        },
        "/api/{code}/replay": {
            "parameters": code,
            "get": operation(
                "The order in which sessions took their places, while the walls replay it",
                {"200": always(sessions={"type": "array", "items": TEXT})},
            ),
        },
        "/api/{code}/questions": {
            "parameters": code,
            "get": operation(
                "Open questions of the community's last gathering",
                {"200": always(gathering=TEXT_OR_NONE, questions=list_of_objects())},
            ),
        },
    }


def _paths_for_one(code: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is for the host or for one person alone."""
    return {
        "/api/{code}/dots": {
            "parameters": code,
            "get": operation(
                "One's own dots; of the host, the dots on paper",
                {"200": always(each={"type": "integer"}, dots=some_object())},
                token=True,
            ),
        },
        "/api/{code}/actions/{note}/link": {
            "parameters": [*code, parameter("note", "path", TEXT)],
            "get": operation(
                "The link of an action, to its author and the host",
                {"200": texts("url")},
                token=True,
            ),
        },
        "/api/{code}/duplicate": {
            "parameters": code,
            "post": operation(
                "Open the same gathering on another date, without people (host)",
                {"201": texts("code", "join_url", "wall_url", "host_url", "host_key")},
                always(starts_on={**TEXT, "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
                token=True,
            ),
        },
        "/api/{code}/plans": {
            "parameters": code,
            "get": operation("Who plans to come (host)", {"200": _PLANS}, token=True),
            "post": operation(
                "Say what was arranged, remove a plan, or plan for somebody (host)",
                {"200": _PLANS, "201": texts("url")},
                some_object(
                    plan=TEXT,
                    arranged={**TEXT, "maxLength": LIMITS["line"]},
                    removed={"type": "boolean"},
                    new_removed={"type": "boolean"},
                    places={"type": "integer", "minimum": 1, "maximum": MOST_PLACES},
                    name={**TEXT, "maxLength": LIMITS["name"]},
                    access={**TEXT, "maxLength": LIMITS["line"]},
                ),
                token=True,
            ),
        },
        "/api/{code}/following": {
            "parameters": code,
            "get": operation(
                "The caller's code for a companion, and what those they follow chose",
                {"200": _FOLLOWING},
                token=True,
            ),
            "post": operation(
                "Follow whoever gave this code",
                {"201": _FOLLOWING},
                always(code={**TEXT, "pattern": "^([^0-9]*[0-9]){8}[^0-9]*$"}),
                token=True,
            ),
        },
        "/api/{code}/room-sizes": {
            "parameters": code,
            "get": operation(
                "How many may come to one's own sessions; for the host, rooms that may be too small",
                {"200": some_object(sizes=list_of_objects(), too_small={"type": "array"})},
                token=True,
            ),
        },
        "/api/{code}/erase": {
            "parameters": code,
            "post": operation(
                "Forget who asks",
                {"200": always(erased={"const": True}, wiped={"type": "boolean"})},
                some_object(words={"type": "boolean"}, pace={"enum": ["now", "slowly"]}),
                token=True,
            ),
        },
        "/api/{code}/photos": {
            "parameters": code,
            "post": operation(
                "Send a picture, for a note that shows it",
                {"201": always(photo=TEXT, width={"type": "integer"}, height={"type": "integer"})},
                always(photo={**TEXT, "contentMediaType": "image/jpeg"}),
                token=True,
                media="multipart/form-data",
            ),
        },
    }


def _paths_of_me(code: list[dict[str, Any]]) -> dict[str, Any]:
    def of(
        path: str, summary: str, status: str, answer: dict[str, Any], method: str = "post"
    ) -> Any:
        described = operation(summary, {status: answer}, token=True)
        return {f"/api/{{code}}/me{path}": {"parameters": code, method: described}}

    link = always(url=TEXT, minutes={"type": "integer"})
    kept = always(
        person=some_object(),
        topics=list_of_objects(),
        notes=list_of_objects(),
        changes=some_object(),
    )
    return {
        **of("", "Everything that is kept about the caller", "200", kept, "get"),
        **of("/pass", "Make a link for one more device", "201", link),
        **of("/end_others", "End the caller's other devices", "200", texts("token")),
        **of("/sign_out", "Sign this browser out", "200", SIGNED_OUT),
        **of("/calendar", "Renew the calendar's address", "200", texts("url", "webcal")),
    }

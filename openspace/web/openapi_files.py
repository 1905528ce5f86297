"""The feeds and files of a gathering in the OpenAPI description, and what answers without a gathering."""

from typing import Any

from openspace.domain.searchable import KINDS
from openspace.domain.text import LIMITS
from openspace.proceedings.formats import BRIEF_FORMATS, FORMATS
from openspace.service.readiness import NOT_READY
from openspace.service.searching import MOST_CHARACTERS
from openspace.web.openapi_parts import (
    CODE,
    SLUG,
    TEXT,
    always,
    document,
    download,
    list_of_objects,
    operation,
    parameter,
    texts,
)
from openspace.web.qr import PLACES

_QR_TO = parameter(
    "to",
    "query",
    {
        **TEXT,
        "pattern": f"^({'|'.join(PLACES)}|room-.+|s-.+)$",
        "description": "A page, the door of a room (room-A) or a session (s-1F); empty to join",
    },
    required=False,
)
_EDITION = parameter(
    "edition", "query", {**TEXT, "pattern": "^(draft|[1-9][0-9]*)?$"}, required=False
)
_MINE = parameter(
    "mine", "query", {**TEXT, "description": "The token of a person's calendar"}, required=False
)
_AS = parameter(
    "as", "query", {**TEXT, "description": "link: answer with the addresses"}, required=False
)


def paths_of_files() -> dict[str, Any]:
    return {
        "/{code}/schedule.ics": _get(
            download("The schedule as a calendar", "text/calendar"), _MINE
        ),
        "/{code}/schedule": _get(download("The same calendar", "text/calendar"), _MINE),
        "/{code}/invitation": _get(download("The invitation as a page", "text/html")),
        "/{code}/privacy": _get(download("The privacy notice as a page", "text/html")),
        "/{code}/terms": _get(download("The terms as a page", "text/html")),
        "/{code}/papers.zip": _get(
            download("Papers for the organisation (host)", "application/zip", token=True)
        ),
        "/{code}/invitation.ics": _get(download("It as a calendar file", "text/calendar")),
        "/{code}/news-of-the-day.txt": _get(
            download("The news of the day, to read out", "text/plain")
        ),
        "/{code}/invitation.txt": _get(download("It as plain text", "text/plain")),
        "/{code}/schedule.xml": _get(download("The schedule for frab", "application/xml")),
        "/{code}/schedule.json": _get(
            document("The schedule for frab", always(schedule={"type": "object"}))
        ),
        "/{code}/schedule/mine": _get(_my_day(), _AS),
        "/{code}/proceedings": _get(download("The proceedings as a page", "text/html"), _EDITION),
        "/{code}/proceedings.{ending}": _get(
            download("The proceedings as a file", *_BOOKS),
            parameter("ending", "path", {"enum": list(FORMATS)}),
            _EDITION,
        ),
        "/{code}/agenda": _get(download("The agenda as a page", "text/html")),
        "/{code}/proof.json": _get(
            document("What the proceedings lack, and whom they name (host)", _PROOF, token=True)
        ),
        "/{code}/export.json": _get(
            document("The whole gathering, to import it elsewhere (host)", _EXPORT, token=True)
        ),
        "/{code}/export.sqlite": _get(
            download("The whole gathering, to read with SQL (host)", _SQLITE, token=True)
        ),
        "/{code}/host-log.csv": _get(
            download("What hosts did, as a table (host)", "text/csv", token=True)
        ),
        "/c/{slug}/host-log.csv": {
            "parameters": [SLUG],
            "get": download("What hosts did, as a table (host)", "text/csv", token=True),
        },
        "/{code}/photos/{photo}.jpg": _get(
            download("A picture in a note", "image/jpeg", token=True),
            parameter("photo", "path", {**TEXT, "pattern": "^[0-9a-f]{32}$"}),
        ),
        "/{code}/qr": _get(download("A QR code", "image/svg+xml"), _QR_TO),
        "/{code}/qr.svg": _get(download("A QR code", "image/svg+xml"), _QR_TO),
        "/{code}/qr.png": _get(download("A QR code", "image/png"), _QR_TO),
        "/c/{slug}/feed.atom": {
            "parameters": [SLUG],
            "get": download("A community's gatherings as a feed", "application/atom+xml"),
        },
        "/c/{slug}/kept/{token}/reminder.ics": {
            "parameters": [SLUG, parameter("token", "path", TEXT)],
            "get": download(
                "The day on which the author of an offer is asked again", "text/calendar"
            ),
        },
        "/c/{slug}/calendar.ics": {
            "parameters": [SLUG],
            "get": download("A community's gatherings as a calendar", "text/calendar"),
        },
        "/c/{slug}/briefs/{brief}.{ending}": {
            "parameters": [
                SLUG,
                parameter("brief", "path", TEXT),
                parameter("ending", "path", {"enum": list(BRIEF_FORMATS)}),
            ],
            "get": download("A published brief as a file", *_BRIEFS),
        },
        "/api/c/{slug}/search": _search(),
        "/healthz": {"get": _health()},
        "/readyz": {"get": _ready()},
        "/.well-known/security.txt": {
            "get": download("The contact for reports of vulnerabilities", "text/plain")
        },
    }


_BOOKS = [one.media_type.partition(";")[0] for one in FORMATS.values()]
_BRIEFS = [one.media_type.partition(";")[0] for one in BRIEF_FORMATS.values()]
_SQLITE = "application/vnd.sqlite3"
_PROOF = always(
    seq={"type": "integer"}, findings=list_of_objects(), names=list_of_objects(), naming=TEXT
)
_EXPORT = always(
    format={"const": "openspace-gathering"},
    version={"const": 1},
    code=TEXT,
    seq={"type": "integer"},
    tables={"type": "object"},
    changes=list_of_objects(),
    photos=list_of_objects(),
)


def _my_day() -> dict[str, Any]:
    """Return the operation that redirects, or with `as=link` answers with the addresses."""
    described = document("The calendar of my day", texts("url", "webcal"), token=True)
    described["responses"]["302"] = {"description": "To the calendar"}
    return described


def _search() -> dict[str, Any]:
    found = list_of_objects()
    found["items"] = texts(
        *("kind", "kind_name", "title", "snippet", "content_note"),
        *("url", "gathering", "gathering_title", "at", "day"),
    )
    given = {
        "q": {**TEXT, "maxLength": MOST_CHARACTERS, "description": "Words"},
        "gathering": {**TEXT, "description": "Only in this gathering (its code)"},
        "kind": {"enum": ["", *KINDS]},
        "tag": {**TEXT, "maxLength": LIMITS["tag"]},
    }
    return {
        "parameters": [SLUG, *(parameter(n, "query", s, required=False) for n, s in given.items())],
        "get": operation(
            "Search in the published books of a community",
            {"200": always(results=found, more={"type": "boolean"})},
        ),
    }


def _health() -> dict[str, Any]:
    ok = {"type": "boolean"}
    answers = {"200": ("It can", always(ok=ok)), "503": ("It cannot", always(ok=ok, trouble=TEXT))}
    return _check("Whether the server can save; it can read in both cases", answers)


def _ready() -> dict[str, Any]:
    ready = {"type": "boolean"}
    answers = {
        "200": ("It is", always(ready=ready)),
        "503": ("Not now", always(ready=ready, why={"enum": list(NOT_READY)})),
    }
    return _check("Whether a load balancer should send requests to this server", answers)


def _check(summary: str, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "summary": summary,
        "security": [],
        "responses": {
            status: {"description": says, "content": {"application/json": {"schema": schema}}}
            for status, (says, schema) in answers.items()
        },
    }


def _get(described: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    return {"parameters": [CODE, *parameters], "get": described}

"""The limits of each field in the OpenAPI description: lengths, choices and ranges, from the rules.

The command classes declare types only. Their rules check limits, because a refusal contains the limit.
`tests/security/test_api_limits.py` sends a value beyond each limit to the server.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from openspace.domain import plan, planned_bells, repertoire, wifi
from openspace.domain.community.briefs import ITEM, MOST_ITEMS
from openspace.domain.home import LINKS, RECORDED
from openspace.domain.opening import FIRST_PHASES
from openspace.domain.rules.book import MOST_CREDITS, MOST_PEOPLE_COUNTED, OPTIONAL_PARTS
from openspace.domain.rules.coming import MOST_PLACES
from openspace.domain.rules.dots import DOTS_EACH
from openspace.domain.rules.items import NOUNS
from openspace.domain.rules.setup import ANNOUNCE_SECONDS, LARGEST, MOST_OF, MOST_ROOMS
from openspace.domain.rules.slots import MOST_SLOTS
from openspace.domain.rules.timers import MOST_MINUTES
from openspace.domain.settings import WRITINGS
from openspace.domain.text import LIMITS, MOST_TAGS
from openspace.domain.vocabulary import (
    ACCESS,
    BEARINGS,
    CONVERGENCES,
    EVIDENCE_FORMS,
    EVIDENCE_KINDS,
    HELP,
    INVITATION,
    JOININGS,
    NAMINGS,
    NOTE_KINDS,
    OUTCOMES,
    PHASES,
    REPORT_ORDERS,
    SLOT_KINDS,
    WALL_VIEWS,
)

Schema = dict[str, Any]

SOMETHING = {"minLength": 1, "pattern": r"[^\s\u0000-\u001f\u007f-\u009f]"}
"""Not only white space."""

_CODE = {"pattern": "^[A-Za-z0-9]{4,12}$"}
_CLOCK = {"pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?$"}
_DAY = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ISO_DAY = "[0-9]{4}-?([0-9]{2}-?[0-9]{2}|W[0-9]{2}(-?[0-9])?)"
_DAY_OR_NONE = {"pattern": f"^({_ISO_DAY})?$"}
_TIME = {"pattern": f"^{_ISO_DAY}([^0-9].*)?$", "description": "ISO 8601, with or without offset"}
_HTTPS = {
    "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]://[^\s/].*)?$",
    "description": "A web address with https://, or nothing",
}
_LINK = {
    "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://[^\s/].*)?$",
    "description": "A web address with http:// or https://, or nothing",
}


def _text(kind: str) -> Schema:
    return {"maxLength": LIMITS[kind]}


def _needed(kind: str) -> Schema:
    return {**_text(kind), **SOMETHING}


def _among(choices: Iterable[str]) -> Schema:
    return {"enum": list(choices)}


def _between(least: int, most: int) -> Schema:
    return {"minimum": least, "maximum": most}


def _texts_by_key(keys: Iterable[str]) -> Schema:
    return {
        "additionalProperties": {"type": "string", **_text("line")},
        "propertyNames": _among(keys),
    }


def _each(items: Schema, most: int | None = None) -> Schema:
    return {"items": items, **({"maxItems": most} if most else {})}


_LINE, _NAME, _LONG = _text("line"), _text("name"), _text("text")

_FIELDS: dict[str, Schema] = {
    # texts
    "title": _needed("title"),
    **dict.fromkeys(("theme", "sponsor", "community", "venue", "motto", "access"), _LINE),
    **dict.fromkeys(("statement", "welcome", "law", "next_gathering", "description"), _LONG),
    **dict.fromkeys(("imprint", "introduction", "closing", "reading", "about", "alt"), _LONG),
    **dict.fromkeys(("subtitle", "contact", "citation"), _LINE),
    **dict.fromkeys(
        ("convener_name", "initiator_name", "label", "word", "given_by", "home_host"), _NAME
    ),
    "report_title": _text("title"),
    **dict.fromkeys(repertoire.TEXTS, _LONG),
    "shown_as": _NAME,
    "text": _LONG,
    "reason": _text("reason"),
    "words": _text("flag"),
    "content_note": _text("content_note"),
    "url": {**_LINE, **_LINK},
    **{key: {**_LINE, **_HTTPS} for key in LINKS},
    "recorded": _among(RECORDED),
    "principles": _each(_LINE),
    "tags": _each(_text("tag"), MOST_TAGS),
    "credits": _each(_NAME, MOST_CREDITS),
    "help": _texts_by_key(HELP),
    "invitation": _texts_by_key([*INVITATION, *ACCESS]),
    "bells": _each({"pattern": f"^({planned_bells.KIND})$"}, planned_bells.MOST_KINDS),
    # choices
    "naming": _among(NAMINGS),
    "wall_view": _among(WALL_VIEWS),
    "convergence": _among(CONVERGENCES),
    "joining": _among(JOININGS),
    "writing": _among(WRITINGS),
    "order": _among(REPORT_ORDERS),
    "left_out": _each(_among(OPTIONAL_PARTS)),
    "phase": _among(PHASES),
    "form": _among(EVIDENCE_FORMS),
    "bearing": _among(["", *BEARINGS]),
    # numbers
    **{name: _between(0, most) for name, most in MOST_OF.items()},
    "announce_seconds": _between(*ANNOUNCE_SECONDS),
    "capacity": _between(1, LARGEST),
    "people": _between(0, MOST_PEOPLE_COUNTED),
    # times
    **dict.fromkeys(("starts_at", "ends_at", "reports_until"), _TIME),
    **dict.fromkeys(("starts_on", "ends_on"), _DAY_OR_NONE),
    "due": {"pattern": rf"^\s*({_ISO_DAY})?\s*$"},
    # setting up
    "timezone": SOMETHING,
    "rooms": {"maxItems": MOST_ROOMS},
    "slots": {"maxItems": MOST_SLOTS},
}
"""By the name of the field."""

_EVIDENCE = ("PostEvidence", "EditEvidence", "SeededEvidence")

_OF_ONE: dict[str, Schema] = {
    **dict.fromkeys(("Opening.title", "EditGathering.title"), _needed("line")),
    "Opening.phase": _among(FIRST_PHASES),
    **dict.fromkeys(("Room.name", "AddRoom.name", "EditRoom.name"), _needed("name")),
    "EditMe.name": _NAME,
    **dict.fromkeys(("JoinAction.name", "LeaveAction.name"), _NAME),
    "PlanToCome.name": _NAME,
    "PlanToCome.places": _between(1, MOST_PLACES),
    **dict.fromkeys(("Description.name", "EditCommunity.name"), _needed("line")),
    **dict.fromkeys(("Description.contact", "EditCommunity.contact"), _LINE),
    **dict.fromkeys(("AcceptGathering.code", "RemoveGathering.code"), _CODE),
    "InviteConvener.code": {"pattern": "^[A-Za-z0-9]{8,20}$"},
    "AcceptConvening.code": {"pattern": "^[A-Za-z0-9 -]{1,40}$"},
    "EditBrief.items": _each({"pattern": f"^{ITEM}$"}, MOST_ITEMS),
    "Description.slug": {"pattern": "^([a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?)?$"},
    **dict.fromkeys(("Slot.kind", "AddSlot.kind", "EditSlot.kind"), _among(SLOT_KINDS)),
    **dict.fromkeys(("PostNote.kind", "EditNote.kind"), _among(NOTE_KINDS)),
    "OfferEntry.kind": _among(repertoire.KINDS),
    **dict.fromkeys((f"{one}.kind" for one in _EVIDENCE), _among(["", *EVIDENCE_KINDS])),
    **dict.fromkeys((f"{one}.text" for one in _EVIDENCE), _needed("evidence")),
    "PostReflection.text": _needed("evidence"),
    "Flag.table": _among((*NOUNS, "photos")),
    "Cover.table": _among(NOUNS),
    "NameIssue.text": _needed("issue"),
    "PlaceDots.dots": _between(0, DOTS_EACH),
    "PostNews.text": _needed("line"),
    "RingBell.text": _LINE,
    "SetTimer.minutes": _between(1, MOST_MINUTES),
    "SkipBell.kind": {"pattern": f"^({planned_bells.KIND})$"},
    "Wifi.name": {"maxLength": wifi.LONGEST_NAME},
    "Wifi.password": {"pattern": wifi.PATTERN},
    "PublishBook.note": _LINE,
    "HideSince.at": _TIME,
    "WishForOthers.contact": _needed("line"),
    "ReportOutcome.outcome": _among(["", *OUTCOMES]),
    "ReportOutcome.text": _text("outcome"),
    "AnswerRecommendation.organisation": _needed("name"),
    **dict.fromkeys(("ClaimPlace.place", "MoveToPlace.place"), _needed("name")),
    "AnswerRecommendation.name": _NAME,
    "AnswerRecommendation.text": _needed("answer"),
    "RetractAnswer.organisation": _NAME,
    "DescribePhoto.alt": _needed("text"),
    "Plan.days": {**_each(_DAY, plan.MOST_DAYS), "minItems": 1, "uniqueItems": True},
    "Plan.first": _CLOCK,
    "Plan.until": _CLOCK,
    "Plan.minutes": _between(*plan.MINUTES),
    "Plan.gap": _between(*plan.GAP),
    "Plan.count": _between(*plan.COUNT),
    "Break.at": _CLOCK,
    "Break.minutes": _between(*plan.BREAK_MINUTES),
    "Break.label": {},
    "Break.kind": _among(["", *plan.KINDS_OF_BREAK]),
}
"""By schema and field, where it differs from what the field has elsewhere."""

_ITEMS = ("topic", "note", "evidence")
"""Fields with the id of a row."""


def _given(field: str) -> Schema:
    return {"required": [field], "properties": {field: {"minLength": 1}}}


_TOGETHER: dict[str, Schema] = {
    "PostNote": {
        "anyOf": [
            _given("photo"),
            *(
                {
                    "required": [field],
                    "properties": {field: {"minLength": 1}, "kind": {"not": {"const": "photo"}}},
                }
                for field in ("text", "url")
            ),
        ]
    },
    "PostEvidence": {
        "anyOf": [
            {
                "required": ["bearing"],
                "properties": {"form": {"const": "evidence"}, "bearing": _among(BEARINGS)},
            },
            {
                "properties": {
                    "form": _among(form for form in EVIDENCE_FORMS if form != "evidence"),
                    "bearing": {"const": ""},
                }
            },
        ]
    },
    "SeededEvidence": {
        "anyOf": [
            {
                "required": ["bearing"],
                "properties": {"form": {"const": "evidence"}, "bearing": _among(BEARINGS)},
            },
            {
                "required": ["form"],
                "properties": {
                    "form": _among(form for form in EVIDENCE_FORMS if form != "evidence"),
                    "bearing": {"const": ""},
                },
            },
        ]
    },
    "Plan": {
        "anyOf": [
            {"required": ["count"], "properties": {"count": {"type": "integer"}}},
            {"required": ["until"], "properties": {"until": {"type": "string"}}},
        ]
    },
    "WishForOthers": {
        "oneOf": [
            {**_given("topic"), "not": _given("note")},
            {**_given("note"), "not": _given("topic")},
        ]
    },
    **{
        command: {"anyOf": [_given(field) for field in _ITEMS]}
        for command in ("ReportName", "RemoveName")
    },
    **{
        command: {"anyOf": [_given(field) for field in (*_ITEMS, "issue")]}
        for command in ("HideAllBy", "RestAuthor")
    },
    "PlaceDots": {
        "oneOf": [
            {**_given("session"), "not": _given("issue")},
            {**_given("issue"), "not": _given("session")},
        ]
    },
}
"""What several fields of a schema need together."""


def limited(schemas: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return the schemas with the limits of their fields."""
    return {name: _limited(name, schema) for name, schema in schemas.items()}


def _limited(name: str, schema: Schema) -> Schema:
    fields = {
        field: _with(of, _limit(name, field, schema))
        for field, of in schema.get("properties", {}).items()
    }
    return {**schema, "properties": fields, **_TOGETHER.get(name, {})}


def _limit(name: str, field: str, schema: Schema) -> Schema:
    if f"{name}.{field}" in _OF_ONE:
        return _OF_ONE[f"{name}.{field}"]
    if field in schema.get("required", ()) and schema["properties"][field] == {"type": "string"}:
        return {"minLength": 1, **_FIELDS.get(field, {})}
    return _FIELDS.get(field, {})


def _with(schema: Schema, limit: Schema) -> Schema:
    """Return the schema with a limit; that of a field that may be null limits the other values."""
    if "anyOf" in schema:
        first, *others = schema["anyOf"]
        return {**schema, "anyOf": [_with(first, limit), *others]}
    items = {**schema.get("items", {}), **limit.get("items", {})}
    return {**schema, **limit, **({"items": items} if items else {})}

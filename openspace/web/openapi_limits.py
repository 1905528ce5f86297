"""The limits of each field in the OpenAPI description: lengths, choices and ranges, from the rules.

The command classes declare types only. Their rules check limits, because a refusal contains the limit.
`tests/security/test_api_limits.py` sends a value beyond each limit to the server.
"""

from collections.abc import Mapping

from openspace.domain import plan, planned_bells, repertoire, wifi
from openspace.domain.community.briefs import ITEM, MOST_ITEMS
from openspace.domain.opening import FIRST_PHASES
from openspace.domain.people_at_home import LINKS, RECORDED
from openspace.domain.rules.book import MOST_CREDITS, MOST_PEOPLE_COUNTED, OPTIONAL_PARTS
from openspace.domain.rules.coming import MOST_PLACES
from openspace.domain.rules.dots import DOTS_EACH
from openspace.domain.rules.items import NOUNS
from openspace.domain.rules.setup import ANNOUNCE_SECONDS, LARGEST, MOST_OF, MOST_ROOMS
from openspace.domain.rules.slots import MOST_SLOTS
from openspace.domain.rules.timers import MOST_MINUTES
from openspace.domain.settings import WRITINGS
from openspace.domain.text import MOST_TAGS
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
    RESPONSIBLE,
    SLOT_KINDS,
    WALL_VIEWS,
)
from openspace.languages.known import for_gatherings
from openspace.web.openapi_values import (
    _ISO_DAY,
    CLOCK,
    CODE,
    DAY,
    DAY_OR_NONE,
    HTTPS,
    LINK,
    SOMETHING,
    TIME,
    Schema,
    among,
    between,
    each,
    needed,
    text,
    texts_by_key,
)

_LINE, _NAME, _LONG = text("line"), text("name"), text("text")

_FIELDS: dict[str, Schema] = {
    # texts
    "title": needed("title"),
    **dict.fromkeys(("theme", "sponsor", "community", "venue", "motto", "access"), _LINE),
    **dict.fromkeys(("statement", "welcome", "law", "next_gathering", "description"), _LONG),
    **dict.fromkeys(("imprint", "introduction", "closing", "reading", "about", "alt"), _LONG),
    **dict.fromkeys(("subtitle", "contact", "controller", "citation"), _LINE),
    **dict.fromkeys(
        ("convener_name", "initiator_name", "label", "word", "given_by", "home_host"), _NAME
    ),
    "report_title": text("title"),
    **dict.fromkeys(repertoire.TEXTS, _LONG),
    "shown_as": _NAME,
    "text": _LONG,
    "reason": text("reason"),
    "words": text("flag"),
    "content_note": text("content_note"),
    "url": {**_LINE, **LINK},
    **{key: {**_LINE, **HTTPS} for key in LINKS},
    "recorded": among(RECORDED),
    "principles": each(_LINE),
    "tags": each(text("tag"), MOST_TAGS),
    "credits": each(_NAME, MOST_CREDITS),
    "help": texts_by_key(HELP),
    "invitation": texts_by_key([*INVITATION, *ACCESS]),
    "responsible": texts_by_key(RESPONSIBLE),
    "bells": each({"pattern": f"^({planned_bells.KIND})$"}, planned_bells.MOST_KINDS),
    # choices
    "naming": among(NAMINGS),
    "wall_view": among(WALL_VIEWS),
    "convergence": among(CONVERGENCES),
    "language": among(["", *for_gatherings()]),
    "joining": among(JOININGS),
    "writing": among(WRITINGS),
    "order": among(REPORT_ORDERS),
    "left_out": each(among(OPTIONAL_PARTS)),
    "phase": among(PHASES),
    "form": among(EVIDENCE_FORMS),
    "bearing": among(["", *BEARINGS]),
    # numbers
    **{name: between(0, most) for name, most in MOST_OF.items()},
    "announce_seconds": between(*ANNOUNCE_SECONDS),
    "capacity": between(1, LARGEST),
    "people": between(0, MOST_PEOPLE_COUNTED),
    # times
    **dict.fromkeys(("starts_at", "ends_at", "reports_until"), TIME),
    **dict.fromkeys(("starts_on", "ends_on"), DAY_OR_NONE),
    "due": {"pattern": rf"^\s*({_ISO_DAY})?\s*$"},
    # setting up
    "timezone": SOMETHING,
    "rooms": {"maxItems": MOST_ROOMS},
    "slots": {"maxItems": MOST_SLOTS},
}
"""By the name of the field."""

_EVIDENCE = ("PostEvidence", "EditEvidence", "SeededEvidence")

_OF_ONE: dict[str, Schema] = {
    **dict.fromkeys(("Opening.title", "EditGathering.title"), needed("line")),
    "Opening.phase": among(FIRST_PHASES),
    **dict.fromkeys(("Room.name", "AddRoom.name", "EditRoom.name"), needed("name")),
    "EditMe.name": _NAME,
    **dict.fromkeys(("JoinAction.name", "LeaveAction.name"), _NAME),
    "PlanToCome.name": _NAME,
    "PlanToCome.places": between(1, MOST_PLACES),
    **dict.fromkeys(("Description.name", "EditCommunity.name"), needed("line")),
    **dict.fromkeys(("Description.contact", "EditCommunity.contact"), _LINE),
    **dict.fromkeys(("AcceptGathering.code", "RemoveGathering.code"), CODE),
    "InviteConvener.code": {"pattern": "^[A-Za-z0-9]{8,20}$"},
    "AcceptConvening.code": {"pattern": "^[A-Za-z0-9 -]{1,40}$"},
    "EditBrief.items": each({"pattern": f"^{ITEM}$"}, MOST_ITEMS),
    "Description.slug": {"pattern": "^([a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?)?$"},
    **dict.fromkeys(("Slot.kind", "AddSlot.kind", "EditSlot.kind"), among(SLOT_KINDS)),
    **dict.fromkeys(("PostNote.kind", "EditNote.kind"), among(NOTE_KINDS)),
    "OfferEntry.kind": among(repertoire.KINDS),
    **dict.fromkeys((f"{one}.kind" for one in _EVIDENCE), among(["", *EVIDENCE_KINDS])),
    **dict.fromkeys((f"{one}.text" for one in _EVIDENCE), needed("evidence")),
    "PostReflection.text": needed("evidence"),
    "Flag.table": among((*NOUNS, "photos")),
    "Cover.table": among(NOUNS),
    "EraseHidden.table": among(NOUNS),
    "NameIssue.text": needed("issue"),
    "PlaceDots.dots": between(0, DOTS_EACH),
    "PostNews.text": needed("line"),
    "RingBell.text": _LINE,
    "SetTimer.minutes": between(1, MOST_MINUTES),
    "SkipBell.kind": {"pattern": f"^({planned_bells.KIND})$"},
    "Wifi.name": {"maxLength": wifi.LONGEST_NAME},
    "Wifi.password": {"pattern": wifi.PATTERN},
    "PublishBook.note": _LINE,
    "HideSince.at": TIME,
    "WishForOthers.contact": needed("line"),
    "ReportOutcome.outcome": among(["", *OUTCOMES]),
    "ReportOutcome.text": text("outcome"),
    "AnswerRecommendation.organisation": needed("name"),
    **dict.fromkeys(("ClaimPlace.place", "MoveToPlace.place"), needed("name")),
    "AnswerRecommendation.name": _NAME,
    "AnswerRecommendation.text": needed("answer"),
    "RetractAnswer.organisation": _NAME,
    "DescribePhoto.alt": needed("text"),
    "Plan.days": {**each(DAY, plan.MOST_DAYS), "minItems": 1, "uniqueItems": True},
    "Plan.first": CLOCK,
    "Plan.until": CLOCK,
    "Plan.minutes": between(*plan.MINUTES),
    "Plan.gap": between(*plan.GAP),
    "Plan.count": between(*plan.COUNT),
    "Break.at": CLOCK,
    "Break.minutes": between(*plan.BREAK_MINUTES),
    "Break.label": {},
    "Break.kind": among(["", *plan.KINDS_OF_BREAK]),
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
                "properties": {"form": {"const": "evidence"}, "bearing": among(BEARINGS)},
            },
            {
                "properties": {
                    "form": among(form for form in EVIDENCE_FORMS if form != "evidence"),
                    "bearing": {"const": ""},
                }
            },
        ]
    },
    "SeededEvidence": {
        "anyOf": [
            {
                "required": ["bearing"],
                "properties": {"form": {"const": "evidence"}, "bearing": among(BEARINGS)},
            },
            {
                "required": ["form"],
                "properties": {
                    "form": among(form for form in EVIDENCE_FORMS if form != "evidence"),
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

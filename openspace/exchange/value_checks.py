"""Checks of single values of an import, by column. If a rule checks the value, its check is used."""

from collections.abc import Callable, Mapping
from typing import Any

from openspace.domain.change import Row
from openspace.domain.english import NOTICES
from openspace.domain.opening import day_of
from openspace.domain.planned_bells import checked_kind, checked_kinds
from openspace.domain.rules.book import MOST_PEOPLE_COUNTED
from openspace.domain.rules.coming import MOST_PLACES
from openspace.domain.rules.evidence import columns_like, typed_evidence
from openspace.domain.rules.harvest import note_columns, typed_note
from openspace.domain.rules.outcomes import ANSWER, answer_columns, outcome_columns
from openspace.domain.rules.places import place_columns
from openspace.domain.rules.setup import (
    MOST_OF,
    room_columns,
    texts_of_gathering,
)
from openspace.domain.rules.slots import SLOT_COLOURS, slot_columns
from openspace.domain.rules.topics import followed
from openspace.domain.settings import WRITINGS
from openspace.domain.text import content_note, many_lines, one_line, tags
from openspace.domain.vocabulary import CLUSTERS, FLAG_KINDS, JOININGS, PHASES
from openspace.exchange.errors import ImportRefused
from openspace.exchange.gathering_values import (
    book,
    counts,
    help_of,
    invitation,
    of_gathering,
    responsible,
    setting,
    timer,
    timezone,
    told,
    web,
    wifi,
)
from openspace.exchange.value_shapes import (
    _PREFIXES,
    CELL,
    LINE,
    LONG_LINE,
    MANY,
    MOST,
    NAME,
    NUMBER,
    SESSION,
    TITLE,
    TOPIC,
    Check,
    as_text,
    as_texts,
    code_of,
    moment,
    one_of,
    or_none,
    shape,
    whole,
)


def _answer(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != set(ANSWER):
        raise ImportRefused("this is no answer to a recommendation.")
    texts = {column: as_text(value[column]) for column in ANSWER}
    return {**answer_columns(texts), "on": day_of(texts["on"])}


def _swap(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if not value:
        return value
    is_join = "topic" in value
    for of, check in _JOIN.items() if is_join else _SWAP.items():
        check(value.get(of))
    codes = value.get("codes")
    if len(value) != 3 or not isinstance(codes, list) or len(codes) != (1 if is_join else 2):
        raise ImportRefused("this is no offer.")
    return {**value, "codes": [CELL(code) for code in codes]}


_SWAP: dict[str, Check] = {"offered": shape(SESSION), "wanted": shape(SESSION)}
_JOIN: dict[str, Check] = {"session": shape(SESSION), "topic": TOPIC}

_ITEM: dict[str, Check] = {
    "topic": lambda value: TOPIC(value) if value else "",
    "note": lambda value: shape("n" + NUMBER)(value) if value else "",
    "evidence": lambda value: shape(_PREFIXES["evidence"] + NUMBER)(value) if value else "",
    "issue": lambda value: shape("is" + NUMBER)(value) if value else "",
}
_HIDING: dict[str, Check] = {
    "hidden_reason": lambda value: one_line(value or "", "reason", "reason"),
    "hidden_with": lambda value: shape("|flood [0-9]{1,12}|since [0-9T:.+-]{1,40}")(value or ""),
}

_SETTINGS = ("wall_view", "convergence", "language", *MOST_OF)

CHECKS: dict[str, dict[str, Check]] = {
    "gatherings": {
        **{
            column: of_gathering(column)
            for column in (
                *("title", "theme", "sponsor", "community", "venue", "motto", "statement"),
                *("welcome", "law", "next_gathering", "principles"),
            )
        },
        **{column: or_none(setting(column)) for column in _SETTINGS},
        "help": help_of,
        "invitation": invitation,
        "responsible": responsible,
        "bells": lambda value: checked_kinds(as_texts(value)),
        "wifi": wifi,
        "timer": timer,
        "code": lambda value: code_of(value or ""),
        "timezone": timezone,
        "starts_on": lambda value: day_of(value) if value else "",
        "ends_on": lambda value: day_of(value) if value else "",
        "phase": one_of(PHASES),
        "reports_until": or_none(moment),
        "naming": lambda value: texts_of_gathering({"naming": value})["naming"],
        "joining": lambda value: one_of(JOININGS)(value or "open"),
        "joining_word": NAME,
        "writing": lambda value: one_of(WRITINGS)(value or "open"),
        "rooms_made": whole(0, MOST),
        "slots_made": counts,
        "elsewhere_made": counts,
        "book": book,
        "web_of_topics": web,
        "told": told,
    },
    "people": {"name": NAME, "contact": LINE},
    "rooms": {"letter": shape("[A-Z]{1,4}"), "position": whole(0, MOST)},
    "slots": {
        "code": lambda value: CELL(value) if value else "",
        "number": or_none(whole(0, MOST)),
        "colour": whole(0, SLOT_COLOURS - 1),
        "skipped_bells": lambda value: sorted({checked_kind(kind) for kind in as_texts(value)}),
    },
    "topics": {
        "title": TITLE,
        "description": MANY,
        "report_title": TITLE,
        "tags": lambda value: tags(as_texts(value)),
        "follows": lambda value: followed({key: as_text(words) for key, words in value.items()}),
        "content_note": lambda value: content_note(value or ""),
        **_HIDING,
    },
    "sessions": {
        "code": lambda value: CELL(value) if value else "",
        "place": NAME,
        "people": or_none(whole(1, MOST_PEOPLE_COUNTED)),
        "cluster": lambda value: one_of(("", *CLUSTERS))(value or ""),
        "joined": lambda value: TOPIC(value) if value else "",
        "joined_at": lambda value: moment(value) if value else "",
    },
    "notes": {
        "session": shape(SESSION),
        "outcome": lambda value: outcome_columns(value or "", "")["outcome"],
        "outcome_text": lambda value: outcome_columns("done", value or "")["outcome_text"],
        "outcome_on": lambda value: day_of(value) if value else "",
        "links_ended": lambda value: whole(0, MOST)(value or 0),
        "answers": lambda value: [_answer(one) for one in value],
        "photo": lambda value: shape("[0-9A-Za-z]{0,64}")(value or ""),
        "rev": whole(1, MOST),
        **_HIDING,
    },
    "evidence": {
        "session": lambda value: shape(SESSION)(value) if value else "",
        "rev": whole(1, MOST),
        **_HIDING,
    },
    "issues": {
        "text": lambda value: one_line(value or "", "issue", "issue"),
        "cluster": one_of(("", *CLUSTERS)),
        **_HIDING,
    },
    "news": {"kind": shape("[a-z_]{1,40}"), "text": LINE},
    "notices": {
        "kind": lambda value: one_of(NOTICES)(value) if value else "",
        "topic": lambda value: TOPIC(value) if value else value,
        "other": or_none(TOPIC),
        "codes": lambda value: [CELL(code) for code in value],
        "swap": _swap,
    },
    "mutes": {"notice": shape("n" + NUMBER)},
    "rests": _ITEM,
    "reports": _ITEM,
    "flags": {
        **_ITEM,
        "kind": one_of(FLAG_KINDS),
        "words": lambda value: many_lines(value or "", "words", "flag"),
    },
    "plans": {
        "places": whole(0, MOST_PLACES),
        "name": NAME,
        "access": LONG_LINE,
        "arranged": LONG_LINE,
        "changed_at": moment,
    },
    "joins": {"note": _ITEM["note"]},
    "editions": {"version": whole(1, MOST), "seq": whole(1, MOST), "note": LINE},
}
"""A column that is not listed here is checked by its type alone (`check_plain`)."""


def _of_room(row: Row, _: str) -> Row:
    texts = ("name", "access", "call_link", "caption_link", "recorded")
    typed: dict[str, Any] = {c: row[c] or "" for c in texts}
    return room_columns(**typed, **{c: row[c] for c in ("capacity", "folded", "induction_loop")})


def _of_slot(row: Row, timezone: str) -> Row:
    typed = ("starts_at", "ends_at", "label", "kind", "about", "given_by")
    return slot_columns(timezone, **{c: row[c] or "" for c in typed})


def _of_note(row: Row, _: str) -> Row:
    return note_columns(**typed_note(row))


def _of_evidence(row: Row, _: str) -> Row:
    return columns_like(row, typed_evidence(row))


def _of_session(row: Row, timezone: str) -> Row:
    cell = {column: row[column] or "" for column in ("room", "slot", "code")}
    if bool(cell["room"]) != bool(cell["slot"]) or (cell["room"] and not cell["code"]):
        raise ImportRefused("it has only a part of a cell.")
    free = {column: row[column] for column in ("place", "starts_at", "ends_at")}
    if not cell["code"] or cell["room"]:
        if any(free.values()):
            raise ImportRefused("it has a free place, and does not meet there.")
        return {**cell, **free, "place": ""}
    if not free["starts_at"]:
        raise ImportRefused("it has neither a cell nor a time of its own.")
    return {**cell, **place_columns(timezone=timezone, **{**free, "place": free["place"] or ""})}


ROW_CHECKS: dict[str, Callable[[Row, str], Row]] = {
    "rooms": _of_room,
    "slots": _of_slot,
    "notes": _of_note,
    "evidence": _of_evidence,
    "sessions": _of_session,
}
"""Checks of columns that depend on one another."""

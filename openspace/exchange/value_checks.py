"""Checks of single values of an import, by column. If a rule checks the value, its check is used."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from openspace.domain.change import Row
from openspace.domain.closing import REFLECTION_ID
from openspace.domain.commands import parse
from openspace.domain.english import NOTICES
from openspace.domain.erasing import SOMEBODY
from openspace.domain.opening import day_of, read_spec
from openspace.domain.plan import zone_of
from openspace.domain.planned_bells import checked_kind, checked_kinds
from openspace.domain.rules.book import MOST_CREDITS, MOST_PEOPLE_COUNTED, EditBook, book_texts
from openspace.domain.rules.coming import MOST_PLACES
from openspace.domain.rules.evidence import columns_like, typed_evidence
from openspace.domain.rules.harvest import note_columns, typed_note
from openspace.domain.rules.outcomes import ANSWER, answer_columns, outcome_columns
from openspace.domain.rules.places import place_columns
from openspace.domain.rules.setup import (
    MOST_OF,
    help_texts,
    invitation_texts,
    room_columns,
    texts_of_gathering,
)
from openspace.domain.rules.slots import SLOT_COLOURS, parse_time, slot_columns
from openspace.domain.rules.topics import followed
from openspace.domain.settings import WRITINGS
from openspace.domain.text import content_note, many_lines, one_line, tags
from openspace.domain.vocabulary import CLUSTERS, FLAG_KINDS, JOININGS, PHASES
from openspace.domain.wifi import Wifi, wifi_columns
from openspace.exchange.errors import ImportRefused

Check = Callable[[Any], Any]
"""Returns the cleaned value. Raises ImportRefused, or Refused from a rule."""

_PREFIXES = {
    "people": "p", "rooms": "r", "slots": "sl", "topics": "t", "interests": "i", "notes": "n",
    "evidence": f"(ev|{REFLECTION_ID})", "issues": "is",
    "news": "news", "notices": "n", "mutes": "mute", "rests": "rest", "reports": "report",
    "flags": "flag", "plans": "plan", "joins": "j",
    "editions": "e",
}  # fmt: skip
_NUMBER = r"([0-9]{1,12})(\.[0-9]{1,5})?"
_SESSION = r"s[0-9]{1,12}(-[0-9]{1,2})?"
_MOST = 1_000_000_000
"""The largest whole number in a column without a limit of its own."""
_TYPES = {
    str: "a text", bool: "true or false", int: "a whole number", list: "a list", dict: "a table",
}  # fmt: skip


def code_of(code: str) -> str:
    if not re.fullmatch(r"[A-Z0-9]{4,12}", code):
        raise ImportRefused("a code is 4 to 12 capital letters and digits.")
    return code


def check_type(value: Any, kind: type) -> Any:
    """Check the type. Text and numbers may be None; the column's own check decides whether they are
    required."""
    right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if right or (value is None and kind in (str, int)):
        return value
    raise ImportRefused(f"this is not {_TYPES[kind]}.")


def check_plain(column: str, value: Any) -> Any:
    """The check of a column that has none of its own."""
    if column == "at":
        return moment(value)
    if column.endswith("_at"):
        return value if value is None else moment(value)
    if isinstance(value, str):
        return many_lines(value, "text")
    if isinstance(value, list | dict):
        return _shallow(value)
    return value if value is None or isinstance(value, bool) else _whole(0, _MOST)(value)


def _shallow(value: Any) -> Any:
    """Check a list or a table of short texts and numbers."""
    for one in value if isinstance(value, list) else [*value, *value.values()]:
        if isinstance(one, str):
            one_line(one, "line", "text")
        elif isinstance(one, list):
            _shallow(one)
        elif one is not None and not isinstance(one, bool):
            _whole(0, _MOST)(one)
    return value


def check_id(table: str, id: Any, seq: int) -> None:
    """Check an id. Ids contain the number of a change; one of a later change would be assigned a second
    time."""
    if table == "gatherings":
        code_of(id if isinstance(id, str) else "")
        return
    shape = _SESSION if table == "sessions" else _PREFIXES.get(table, "[a-z]+") + _NUMBER
    found = re.fullmatch(shape, id, re.ASCII) if isinstance(id, str) else None
    number = re.search("[0-9]+", id) if found else None
    if number is None or not 1 <= int(number[0]) <= seq:
        raise ImportRefused("this is no id that could have been given.")


def check_person(value: str | None) -> None:
    if value not in ("host", SOMEBODY, None):
        shape("p" + _NUMBER)(value)


def shape(pattern: str) -> Check:
    def check(value: Any) -> Any:
        if not (isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII)):
            raise ImportRefused("this is nothing that could have been written here.")
        return value

    return check


def _one_of(values: Iterable[str]) -> Check:
    return shape("|".join(map(re.escape, values)))


def _whole(least: int, most: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ImportRefused(f"this is no whole number from {least:,} to {most:,}.")
        return value

    return check


def _or_none(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def moment(value: Any) -> str:
    parse_time(_text(value), "UTC")
    if datetime.fromisoformat(value).tzinfo is None:
        raise ImportRefused(f"“{value[:40]}” does not say in which time zone.")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ImportRefused("this is not a text.")
    return value


def _texts(value: Any) -> list[str]:
    return [_text(one) for one in value]


def _of_gathering(column: str) -> Check:
    def check(value: Any) -> Any:
        return _setting(column)(_texts(value) if column == "principles" else value or "")

    return check


def _setting(column: str) -> Check:
    return lambda value: texts_of_gathering({column: value})[column]


def _wifi(value: Mapping[str, Any]) -> Row:
    return wifi_columns(read_spec(value, Wifi)) if value else {}


def _timer(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if not value:
        return value
    if value.keys() != {"ends_at", "label"}:
        raise ImportRefused("this is no timer.")
    return {"ends_at": moment(value["ends_at"]), "label": _NAME(_text(value["label"]))}


def _timezone(value: Any) -> str:
    return zone_of(_text(value)).key


def _counts(value: Mapping[str, Any]) -> dict[str, int]:
    return {day_of(day): _whole(0, _MOST)(number) for day, number in value.items()}


def _web(value: Mapping[str, Any]) -> dict[str, Any]:
    pairs = [[_TOPIC(one), _TOPIC(other)] for one, other in value.get("pairs", ())]
    return {"pairs": pairs} if value else {}


def _told(value: Mapping[str, Any]) -> dict[str, Any]:
    if not value:
        return {}
    if set(value) != {"at", "agenda", "joined"}:
        raise ImportRefused("this is no news that could have been told.")
    return {
        "at": moment(value["at"]),
        "agenda": {shape(_SESSION)(id): _CELL(code) for id, code in _table(value["agenda"])},
        "joined": {shape(_SESSION)(id): _TOPIC(topic) for id, topic in _table(value["joined"])},
    }


def _table(value: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(value, dict):
        raise ImportRefused("this is not a table.")
    return value.items()


def _help(value: Mapping[str, Any]) -> dict[str, str]:
    return help_texts({key: _text(words) for key, words in value.items()})


def _invitation(value: Mapping[str, Any]) -> dict[str, str]:
    return invitation_texts({key: _text(words) for key, words in value.items()})


def _book(value: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(value) - set(EditBook.__struct_fields__)):
        raise ImportRefused(f"a book has no “{unknown[0][:40]}”.")
    command = parse("edit_book", dict(value))
    assert isinstance(command, EditBook)
    for person in value.get("credits", ()):
        check_person(person)
    if len(value.get("credits", ())) > MOST_CREDITS:
        raise ImportRefused(f"the book can credit {MOST_CREDITS} people.")
    return {**value, **book_texts(command)}


def _answer(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or set(value) != set(ANSWER):
        raise ImportRefused("this is no answer to a recommendation.")
    texts = {column: _text(value[column]) for column in ANSWER}
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
    return {**value, "codes": [_CELL(code) for code in codes]}


_TOPIC = shape("t" + _NUMBER)
_SWAP: dict[str, Check] = {"offered": shape(_SESSION), "wanted": shape(_SESSION)}
_JOIN: dict[str, Check] = {"session": shape(_SESSION), "topic": _TOPIC}
_CELL = shape("[0-9A-Za-z]{1,20}")
_NAME: Check = lambda value: one_line(value or "", "name", "name")  # noqa: E731
_LINE: Check = lambda value: one_line(value or "", "line", "text")  # noqa: E731
_LONG_LINE: Check = lambda value: many_lines(value or "", "text", "line")  # noqa: E731
_TITLE: Check = lambda value: one_line(value or "", "title", "title")  # noqa: E731
_MANY: Check = lambda value: many_lines(value or "", "text")  # noqa: E731

_ITEM: dict[str, Check] = {
    "topic": lambda value: _TOPIC(value) if value else "",
    "note": lambda value: shape("n" + _NUMBER)(value) if value else "",
    "evidence": lambda value: shape(_PREFIXES["evidence"] + _NUMBER)(value) if value else "",
    "issue": lambda value: shape("is" + _NUMBER)(value) if value else "",
}
_HIDING: dict[str, Check] = {
    "hidden_reason": lambda value: one_line(value or "", "reason", "reason"),
    "hidden_with": lambda value: shape("|flood [0-9]{1,12}|since [0-9T:.+-]{1,40}")(value or ""),
}

CHECKS: dict[str, dict[str, Check]] = {
    "gatherings": {
        **{
            column: _of_gathering(column)
            for column in (
                *("title", "theme", "sponsor", "community", "venue", "motto", "statement"),
                *("welcome", "law", "next_gathering", "principles"),
            )
        },
        **{column: _or_none(_setting(column)) for column in ("wall_view", "convergence", *MOST_OF)},
        "help": _help,
        "invitation": _invitation,
        "bells": lambda value: checked_kinds(_texts(value)),
        "wifi": _wifi,
        "timer": _timer,
        "code": lambda value: code_of(value or ""),
        "timezone": _timezone,
        "starts_on": lambda value: day_of(value) if value else "",
        "ends_on": lambda value: day_of(value) if value else "",
        "phase": _one_of(PHASES),
        "reports_until": _or_none(moment),
        "naming": lambda value: texts_of_gathering({"naming": value})["naming"],
        "joining": lambda value: _one_of(JOININGS)(value or "open"),
        "joining_word": _NAME,
        "writing": lambda value: _one_of(WRITINGS)(value or "open"),
        "rooms_made": _whole(0, _MOST),
        "slots_made": _counts,
        "elsewhere_made": _counts,
        "book": _book,
        "web_of_topics": _web,
        "told": _told,
    },
    "people": {"name": _NAME, "contact": _LINE},
    "rooms": {"letter": shape("[A-Z]{1,4}"), "position": _whole(0, _MOST)},
    "slots": {
        "code": lambda value: _CELL(value) if value else "",
        "number": _or_none(_whole(0, _MOST)),
        "colour": _whole(0, SLOT_COLOURS - 1),
        "skipped_bells": lambda value: sorted({checked_kind(kind) for kind in _texts(value)}),
    },
    "topics": {
        "title": _TITLE,
        "description": _MANY,
        "report_title": _TITLE,
        "tags": lambda value: tags(_texts(value)),
        "follows": lambda value: followed({key: _text(words) for key, words in value.items()}),
        "content_note": lambda value: content_note(value or ""),
        **_HIDING,
    },
    "sessions": {
        "code": lambda value: _CELL(value) if value else "",
        "place": _NAME,
        "people": _or_none(_whole(1, MOST_PEOPLE_COUNTED)),
        "cluster": lambda value: _one_of(("", *CLUSTERS))(value or ""),
        "joined": lambda value: _TOPIC(value) if value else "",
        "joined_at": lambda value: moment(value) if value else "",
    },
    "notes": {
        "session": shape(_SESSION),
        "outcome": lambda value: outcome_columns(value or "", "")["outcome"],
        "outcome_text": lambda value: outcome_columns("done", value or "")["outcome_text"],
        "outcome_on": lambda value: day_of(value) if value else "",
        "links_ended": lambda value: _whole(0, _MOST)(value or 0),
        "answers": lambda value: [_answer(one) for one in value],
        "photo": lambda value: shape("[0-9A-Za-z]{0,64}")(value or ""),
        "rev": _whole(1, _MOST),
        **_HIDING,
    },
    "evidence": {
        "session": lambda value: shape(_SESSION)(value) if value else "",
        "rev": _whole(1, _MOST),
        **_HIDING,
    },
    "issues": {
        "text": lambda value: one_line(value or "", "issue", "issue"),
        "cluster": _one_of(("", *CLUSTERS)),
        **_HIDING,
    },
    "news": {"kind": shape("[a-z_]{1,40}"), "text": _LINE},
    "notices": {
        "kind": lambda value: _one_of(NOTICES)(value) if value else "",
        "topic": lambda value: _TOPIC(value) if value else value,
        "other": _or_none(_TOPIC),
        "codes": lambda value: [_CELL(code) for code in value],
        "swap": _swap,
    },
    "mutes": {"notice": shape("n" + _NUMBER)},
    "rests": _ITEM,
    "reports": _ITEM,
    "flags": {
        **_ITEM,
        "kind": _one_of(FLAG_KINDS),
        "words": lambda value: many_lines(value or "", "words", "flag"),
    },
    "plans": {
        "places": _whole(0, MOST_PLACES),
        "name": _NAME,
        "access": _LONG_LINE,
        "arranged": _LONG_LINE,
        "changed_at": moment,
    },
    "joins": {"note": _ITEM["note"]},
    "editions": {"version": _whole(1, _MOST), "seq": _whole(1, _MOST), "note": _LINE},
}
"""A column that is not listed here is checked by its type alone (`check_plain`)."""


def _of_room(row: Row, _: str) -> Row:
    texts = ("name", "access", "call_link", "caption_link", "recorded")
    typed: dict[str, Any] = {c: row[c] or "" for c in texts}
    return room_columns(**typed, **{c: row[c] for c in ("capacity", "folded", "induction_loop")})


def _of_slot(row: Row, timezone: str) -> Row:
    given = {c: row[c] or "" for c in ("starts_at", "ends_at", "label", "kind", "given_by")}
    return slot_columns({"timezone": timezone}, about_slot=row["about"] or "", **given)


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

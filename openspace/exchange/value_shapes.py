"""Checks of single values of an import by their type and shape: ids, times, texts, choices."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from openspace.domain.closing import REFLECTION_ID
from openspace.domain.erasing import SOMEBODY
from openspace.domain.rules.slots import parse_time
from openspace.domain.text import many_lines, one_line
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
NUMBER = r"([0-9]{1,12})(\.[0-9]{1,5})?"
SESSION = r"s[0-9]{1,12}(-[0-9]{1,2})?"
MOST = 1_000_000_000
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
    return value if value is None or isinstance(value, bool) else whole(0, MOST)(value)


def _shallow(value: Any) -> Any:
    """Check a list or a table of short texts and numbers."""
    for one in value if isinstance(value, list) else [*value, *value.values()]:
        if isinstance(one, str):
            one_line(one, "line", "text")
        elif isinstance(one, list):
            _shallow(one)
        elif one is not None and not isinstance(one, bool):
            whole(0, MOST)(one)
    return value


def check_id(table: str, id: Any, seq: int) -> None:
    """Check an id. Ids contain the number of a change; one of a later change would be assigned a second
    time."""
    if table == "gatherings":
        code_of(id if isinstance(id, str) else "")
        return
    shape = SESSION if table == "sessions" else _PREFIXES.get(table, "[a-z]+") + NUMBER
    found = re.fullmatch(shape, id, re.ASCII) if isinstance(id, str) else None
    number = re.search("[0-9]+", id) if found else None
    if number is None or not 1 <= int(number[0]) <= seq:
        raise ImportRefused("this is no id that could have been given.")


def check_person(value: str | None) -> None:
    if value not in ("host", SOMEBODY, None):
        shape("p" + NUMBER)(value)


def shape(pattern: str) -> Check:
    def check(value: Any) -> Any:
        if not (isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII)):
            raise ImportRefused("this is nothing that could have been written here.")
        return value

    return check


def one_of(values: Iterable[str]) -> Check:
    return shape("|".join(map(re.escape, values)))


def whole(least: int, most: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ImportRefused(f"this is no whole number from {least:,} to {most:,}.")
        return value

    return check


def or_none(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def moment(value: Any) -> str:
    parse_time(as_text(value), "UTC")
    if datetime.fromisoformat(value).tzinfo is None:
        raise ImportRefused(f"“{value[:40]}” does not say in which time zone.")
    return str(value)


def as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise ImportRefused("this is not a text.")
    return value


def as_texts(value: Any) -> list[str]:
    return [as_text(one) for one in value]


TOPIC = shape("t" + NUMBER)
CELL = shape("[0-9A-Za-z]{1,20}")
NAME: Check = lambda value: one_line(value or "", "name", "name")  # noqa: E731
LINE: Check = lambda value: one_line(value or "", "line", "text")  # noqa: E731
LONG_LINE: Check = lambda value: many_lines(value or "", "text", "line")  # noqa: E731
TITLE: Check = lambda value: one_line(value or "", "title", "title")  # noqa: E731
MANY: Check = lambda value: many_lines(value or "", "text")  # noqa: E731

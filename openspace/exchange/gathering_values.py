"""Checks of what a gathering's own row contains: settings, words and tables in a column."""

from collections.abc import Iterable, Mapping
from typing import Any

from openspace.domain.change import Row
from openspace.domain.commands import parse
from openspace.domain.opening import day_of, read_spec
from openspace.domain.plan import zone_of
from openspace.domain.rules.book import MOST_CREDITS, EditBook, book_texts
from openspace.domain.rules.setup import (
    help_texts,
    invitation_texts,
    responsible_texts,
    texts_of_gathering,
)
from openspace.domain.wifi import Wifi, wifi_columns
from openspace.exchange.errors import ImportRefused
from openspace.exchange.value_shapes import (
    CELL,
    MOST,
    NAME,
    SESSION,
    TOPIC,
    Check,
    as_text,
    as_texts,
    check_person,
    moment,
    shape,
    whole,
)


def of_gathering(column: str) -> Check:
    def check(value: Any) -> Any:
        return setting(column)(as_texts(value) if column == "principles" else value or "")

    return check


def setting(column: str) -> Check:
    return lambda value: texts_of_gathering({column: value})[column]


def wifi(value: Mapping[str, Any]) -> Row:
    return wifi_columns(read_spec(value, Wifi)) if value else {}


def timer(value: Mapping[str, Any]) -> Mapping[str, Any]:
    if not value:
        return value
    if value.keys() != {"ends_at", "label"}:
        raise ImportRefused("this is no timer.")
    return {"ends_at": moment(value["ends_at"]), "label": NAME(as_text(value["label"]))}


def timezone(value: Any) -> str:
    return zone_of(as_text(value)).key


def counts(value: Mapping[str, Any]) -> dict[str, int]:
    return {day_of(day): whole(0, MOST)(number) for day, number in value.items()}


def web(value: Mapping[str, Any]) -> dict[str, Any]:
    pairs = [[TOPIC(one), TOPIC(other)] for one, other in value.get("pairs", ())]
    return {"pairs": pairs} if value else {}


def told(value: Mapping[str, Any]) -> dict[str, Any]:
    if not value:
        return {}
    if set(value) != {"at", "agenda", "joined"}:
        raise ImportRefused("this is no news that could have been told.")
    return {
        "at": moment(value["at"]),
        "agenda": {shape(SESSION)(id): CELL(code) for id, code in table(value["agenda"])},
        "joined": {shape(SESSION)(id): TOPIC(topic) for id, topic in table(value["joined"])},
    }


def table(value: Any) -> Iterable[tuple[Any, Any]]:
    if not isinstance(value, dict):
        raise ImportRefused("this is not a table.")
    return value.items()


def help_of(value: Mapping[str, Any]) -> dict[str, str]:
    return help_texts({key: as_text(words) for key, words in value.items()})


def invitation(value: Mapping[str, Any]) -> dict[str, str]:
    return invitation_texts({key: as_text(words) for key, words in value.items()})


def responsible(value: Mapping[str, Any]) -> dict[str, str]:
    return responsible_texts({key: as_text(words) for key, words in value.items()})


def book(value: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := sorted(set(value) - set(EditBook.__struct_fields__)):
        raise ImportRefused(f"a book has no “{unknown[0][:40]}”.")
    command = parse("edit_book", dict(value))
    assert isinstance(command, EditBook)
    for person in value.get("credits", ()):
        check_person(person)
    if len(value.get("credits", ())) > MOST_CREDITS:
        raise ImportRefused(f"the book can credit {MOST_CREDITS} people.")
    return {**value, **book_texts(command)}

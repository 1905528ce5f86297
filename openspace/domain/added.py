"""What `audience.py` works out for who sees a row, beside its columns (docs/wire.md).

A mark says who sees it. Of an anonymous item, or of nobody's own row, it may be null or left out.
"""

from typing import Annotated, Any, TypedDict

from openspace.domain.columns import HOST, OWNER, PUBLIC


class OfGathering(TypedDict):
    book: Annotated[dict[str, Any], HOST]


class OfPerson(TypedDict):
    contact: Annotated[str | None, PUBLIC]
    mine: Annotated[bool, OWNER]


class OfTopic(TypedDict):
    convener_name: Annotated[str | None, PUBLIC]
    convener_typed: Annotated[bool, PUBLIC]
    mine: Annotated[bool, OWNER]
    hidden_reason: Annotated[str, OWNER]


class OfSession(TypedDict):
    note_taker_name: Annotated[str | None, PUBLIC]
    has_note_taker: Annotated[bool, PUBLIC]
    note_taking: Annotated[bool, OWNER]


class OfNote(TypedDict):
    by_name: Annotated[str | None, PUBLIC]
    initiator_name: Annotated[str | None, PUBLIC]
    initiator_typed: Annotated[bool, PUBLIC]
    mine: Annotated[bool, OWNER]
    named: Annotated[bool, OWNER]
    hidden_reason: Annotated[str, OWNER]


class OfNotice(TypedDict):
    text: Annotated[str, OWNER]
    swap: Annotated[bool, OWNER]
    mine: Annotated[bool, OWNER]


class OfOwnRow(TypedDict):
    mine: Annotated[bool, OWNER]

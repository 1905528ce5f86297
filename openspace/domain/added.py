"""Fields that `added_fields.py` adds to rows for a viewer, besides their columns (docs/wire.md).

A mark defines who sees a field. For an anonymous item, or a row without an owner, it may be null or left out.
"""

from typing import Annotated, Any, TypedDict

from openspace.domain.columns import HOST, OWNER, PUBLIC


class OfGathering(TypedDict):
    book: Annotated[dict[str, Any], HOST]
    wifi: Annotated[dict[str, Any], PUBLIC]


class OfPerson(TypedDict):
    contact: Annotated[str | None, PUBLIC]
    mine: Annotated[bool, OWNER]


class OfRoom(TypedDict):
    call_link: Annotated[str, PUBLIC]
    caption_link: Annotated[str, PUBLIC]


class OfSlot(TypedDict):
    given_by: Annotated[str, PUBLIC]


class OfTopic(TypedDict):
    convener_name: Annotated[str | None, PUBLIC]
    convener_typed: Annotated[bool, PUBLIC]
    convener_names: Annotated[list[str], PUBLIC]
    mine: Annotated[bool, OWNER]
    own_name: Annotated[str | None, OWNER]
    shared: Annotated[bool, OWNER]
    hidden_reason: Annotated[str, OWNER]


class OfSession(TypedDict):
    note_taker_name: Annotated[str | None, PUBLIC]
    has_note_taker: Annotated[bool, PUBLIC]
    note_taking: Annotated[bool, OWNER]
    place: Annotated[str, PUBLIC]


class OfNote(TypedDict):
    by_name: Annotated[str | None, PUBLIC]
    initiator_name: Annotated[str | None, PUBLIC]
    initiator_typed: Annotated[bool, PUBLIC]
    joined_names: Annotated[list[str], PUBLIC]
    joined_others: Annotated[int, PUBLIC]
    mine: Annotated[bool, OWNER]
    named: Annotated[bool, OWNER]
    hidden_reason: Annotated[str, OWNER]


class OfEvidence(TypedDict):
    kind: Annotated[str, PUBLIC]
    by_name: Annotated[str | None, PUBLIC]
    mine: Annotated[bool, OWNER]
    named: Annotated[bool, OWNER]
    own_kind: Annotated[str, OWNER]
    hidden_reason: Annotated[str, OWNER]


class OfIssue(TypedDict):
    mine: Annotated[bool, OWNER]
    hidden_reason: Annotated[str, OWNER]


class OfNotice(TypedDict):
    text: Annotated[str, OWNER]
    swap: Annotated[bool, OWNER]
    mine: Annotated[bool, OWNER]


class OfIntroduction(TypedDict):
    contact: Annotated[str | None, OWNER]
    mine: Annotated[bool, OWNER]


class OfFollowing(TypedDict):
    followed: Annotated[bool, OWNER]
    mine: Annotated[bool, OWNER]


class OfJoinedAction(TypedDict):
    name: Annotated[str | None, OWNER]
    mine: Annotated[bool, OWNER]


class OfOwnRow(TypedDict):
    mine: Annotated[bool, OWNER]

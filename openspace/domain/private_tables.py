"""Declares the tables of a gathering whose rows only their owner sees, and the host where a column says so.
`tables.py` adds them to the catalogue, and explains the marks."""

from typing import Annotated, Any, TypedDict

from openspace.domain.columns import BY, HOST, KEPT, OWNER, SHOWN, WHOSE, WORDS, Default


class Interest(TypedDict):
    id: Annotated[str, OWNER]
    topic: Annotated[str, OWNER]
    person: Annotated[str, WHOSE]


class Notice(TypedDict):
    """Sent to `person`, and to the `second` convener of `topic` if there is one; each dismisses it for
    themselves. If a person sent it, `sender` sent it for their topic `other`. `swap`: what an offer would
    do."""

    id: Annotated[str, OWNER, HOST]
    person: Annotated[str | None, WHOSE]
    kind: Annotated[str | None, OWNER, HOST]
    topic: Annotated[str | None, OWNER, HOST]
    other: Annotated[str | None, OWNER]
    codes: Annotated[list[str], OWNER]
    swap: Annotated[dict[str, Any], KEPT]
    sender: Annotated[str | None, BY]
    at: Annotated[str, OWNER, HOST]
    times: Annotated[int | None, HOST, Default(1)]
    dismissed: Annotated[bool, KEPT]
    closed: Annotated[bool, KEPT]
    second: Annotated[str | None, WHOSE]
    second_dismissed: Annotated[bool, KEPT]


class MutedNotice(TypedDict):
    id: Annotated[str, OWNER]
    person: Annotated[str, WHOSE]
    sender: Annotated[str | None, BY]
    notice: Annotated[str, OWNER]
    at: Annotated[str, OWNER]


class Rest(TypedDict):
    """Pauses the author of the item: one of `topic`, `note`, `evidence` and `issue`; the others are empty."""

    id: Annotated[str, OWNER, HOST]
    topic: Annotated[str, HOST]
    note: Annotated[str, HOST]
    person: Annotated[str | None, WHOSE]
    at: Annotated[str, OWNER, HOST]
    closed: Annotated[bool, KEPT]
    evidence: Annotated[str | None, HOST]
    issue: Annotated[str | None, HOST]


class Report(TypedDict):
    """Sent by `person`: a name on the item should not be shown. The item is one of `topic`, `note` and
    `evidence`; the others are empty."""

    id: Annotated[str, OWNER, HOST]
    topic: Annotated[str, OWNER, HOST]
    note: Annotated[str, OWNER, HOST]
    person: Annotated[str | None, WHOSE]
    at: Annotated[str, OWNER, HOST]
    closed: Annotated[bool, KEPT]
    evidence: Annotated[str | None, OWNER, HOST]


class RaisedFlag(TypedDict):
    """Sent by `person`: something about the item worries them. The item is one of `topic`, `note`, `evidence`
    and `issue`; the others are empty. `kind`: `worry`, or `photo` if they are in the picture of the note."""

    id: Annotated[str, OWNER, HOST]
    topic: Annotated[str, OWNER, HOST]
    note: Annotated[str, OWNER, HOST]
    evidence: Annotated[str, OWNER, HOST]
    kind: Annotated[str, OWNER, HOST]
    words: Annotated[str, OWNER, HOST, WORDS]
    person: Annotated[str | None, WHOSE]
    at: Annotated[str, OWNER]
    closed: Annotated[bool, KEPT]
    issue: Annotated[str | None, OWNER, HOST]


class AttendancePlan(TypedDict):
    """Sent by `person`: they plan to come. The host reads it in a list without a live row
    (`domain/coming.py`), so no column is marked for them. `at` is its place in the waiting list."""

    id: Annotated[str, OWNER]
    person: Annotated[str | None, WHOSE]
    places: Annotated[int, OWNER]
    name: Annotated[str, OWNER, WORDS, Default("")]
    access: Annotated[str, OWNER, WORDS, Default("")]
    arranged: Annotated[str, OWNER, WORDS, Default("")]
    waiting: Annotated[bool, OWNER]
    at: Annotated[str, OWNER]
    changed_at: Annotated[str, OWNER]
    closed: Annotated[bool, KEPT]


class Wish(TypedDict):
    """`person` wants to work with others on the topic or the note; the other is empty. `others`: whether
    somebody else wanted it too, ever. `asked`: whether they were asked to exchange contacts."""

    id: Annotated[str, OWNER]
    topic: Annotated[str, OWNER]
    note: Annotated[str, OWNER]
    person: Annotated[str, WHOSE]
    contact: Annotated[str, OWNER, WORDS]
    others: Annotated[bool, OWNER]
    asked: Annotated[bool, OWNER]


class Introduction(TypedDict):
    """`other` asks `person`, who has the wish, to exchange contacts. When they `agreed`, both have a row."""

    id: Annotated[str, OWNER]
    wish: Annotated[str, OWNER]
    person: Annotated[str, WHOSE]
    other: Annotated[str | None, BY]
    agreed: Annotated[bool, OWNER]
    closed: Annotated[bool, KEPT]


class Visit(TypedDict):
    """`person` was in the session."""

    id: Annotated[str, OWNER]
    session: Annotated[str, OWNER]
    person: Annotated[str, WHOSE]
    at: Annotated[str, OWNER]
    closed: Annotated[bool, KEPT]


class Dots(TypedDict):
    """All dots of `person`, or those on paper if it is "host": item → how many. Nobody is sent the row; its
    owner asks for it (`own_dots` in `clusters.py`)."""

    id: Annotated[str, KEPT]
    person: Annotated[str | None, WHOSE]
    placed: Annotated[dict[str, int], KEPT, WORDS]


class Following(TypedDict):
    """`person` lets a companion follow them. `companion` is empty until somebody enters the code, and again
    when it is over. It has the mark of the person's words, so that the log forgets it then."""

    id: Annotated[str, OWNER]
    person: Annotated[str, WHOSE]
    companion: Annotated[str | None, BY, WORDS]
    at: Annotated[str, OWNER]
    closed: Annotated[bool, KEPT]


class JoinedAction(TypedDict):
    """`person` joined the action `note`; the host joined somebody without a phone if `person` is null. Others
    see the name as a part of the note, and never this row (`domain/action_groups.py`)."""

    id: Annotated[str, OWNER]
    note: Annotated[str, OWNER, WORDS]
    person: Annotated[str | None, WHOSE]
    shown_as: Annotated[str | None, SHOWN]
    closed: Annotated[bool, KEPT]


class Offer(TypedDict):
    """A note that its author offers to the community's repertoire. `agreed_at` is empty until they agree, a
    week later; only then the community gets it. `entry`: the entry that it adds to, or empty for a new
    one."""

    id: Annotated[str, OWNER]
    note: Annotated[str, OWNER]
    person: Annotated[str | None, WHOSE]
    entry: Annotated[str, OWNER]
    kind: Annotated[str, OWNER, WORDS]
    title: Annotated[str, OWNER, WORDS]
    problem: Annotated[str, OWNER, WORDS]
    practice: Annotated[str, OWNER, WORDS]
    helps_when: Annotated[str, OWNER, WORDS]
    not_when: Annotated[str, OWNER, WORDS]
    shown_as: Annotated[str, OWNER, WORDS]
    at: Annotated[str, OWNER]
    agreed_at: Annotated[str | None, OWNER]


class Invite(TypedDict):
    """`person`, the convener, invites a second one to the `topic`, with a `code` that is good once."""

    id: Annotated[str, OWNER]
    topic: Annotated[str, OWNER]
    person: Annotated[str | None, WHOSE]
    code: Annotated[str, OWNER]
    closed: Annotated[bool, KEPT]

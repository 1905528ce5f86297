"""Declares every table and column of a gathering once: type, visibility, the persons it names, the author of
its text.

The marks, explained in `columns.py`, determine what each audience sees, what an erasure clears, what an
export contains, what is stored, and the defaults of a new row. A column without a mark is visible to nobody.
The marks declare what the owner or the host may see; the conditions (a hidden topic, a listed person) are in
`audience.py`.

The order of the columns is that of the store and of exports. A new column that names a person must come after
those that the table has already (`ledger/handles.py`). A column that is added later must be `| None`, a bool,
a list or a dict, because older rows do not have it.
"""

from typing import Annotated, Any, TypedDict

from openspace.domain import added
from openspace.domain import private_tables as private
from openspace.domain.columns import (
    BY,
    HANDED_OUT,
    HOST,
    HOST_WORDS,
    KEPT,
    OWNER,
    PUBLIC,
    SHOWN,
    WHOSE,
    WORDS,
    Default,
    Table,
    read_table,
)
from openspace.domain.community import tables as community


class AGathering(TypedDict):
    """One row. `book` contains the host's texts and the ids of the people credited (`rules/book.py`).
    `told`: the agenda when the news was told last (`news_of_the_day.py`).
    `converging`: whether the `convergence` that the host chose is open.
    `timer`: `{ends_at, label}`.
    `language`: of wall, paper and book; empty: English.
    `wifi`: `added.OfGathering` shows it to everybody while the gathering runs. It has the mark of people's
    words, so that a password that was replaced leaves the log. So has
    `responsible`, which can name somebody."""

    id: Annotated[str, PUBLIC]
    code: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC, HOST_WORDS]
    theme: Annotated[str, PUBLIC, HOST_WORDS]
    statement: Annotated[str, PUBLIC, HOST_WORDS]
    sponsor: Annotated[str, PUBLIC, HOST_WORDS]
    community: Annotated[str, PUBLIC, HOST_WORDS]
    venue: Annotated[str, PUBLIC, HOST_WORDS]
    timezone: Annotated[str, PUBLIC]
    starts_on: Annotated[str, PUBLIC]
    ends_on: Annotated[str, PUBLIC]
    phase: Annotated[str, PUBLIC, Default("lobby")]
    welcome: Annotated[str, PUBLIC, HOST_WORDS]
    principles: Annotated[list[str], PUBLIC, HOST_WORDS]
    law: Annotated[str, PUBLIC, HOST_WORDS]
    motto: Annotated[str, PUBLIC, HOST_WORDS]
    naming: Annotated[str, PUBLIC]
    next_gathering: Annotated[str, PUBLIC, HOST_WORDS]
    listed: Annotated[bool, PUBLIC]
    rooms_made: Annotated[int, HANDED_OUT, Default(0)]
    slots_made: Annotated[dict[str, int], HANDED_OUT]
    book: Annotated[dict[str, Any], HANDED_OUT, HOST_WORDS]
    retention_days: Annotated[int | None, HANDED_OUT]
    size: Annotated[int | None, HOST, Default(0)]
    joining: Annotated[str | None, PUBLIC, Default("open")]
    joining_word: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    writing: Annotated[str | None, PUBLIC, Default("open")]
    cells_each: Annotated[int | None, PUBLIC]
    topics_each: Annotated[int | None, PUBLIC]
    approval: Annotated[bool, PUBLIC]
    web_of_topics: Annotated[dict[str, Any], KEPT]
    wall_view: Annotated[str | None, PUBLIC]
    reports_until: Annotated[str | None, PUBLIC]
    publish_after: Annotated[bool, PUBLIC]
    people_kept_days: Annotated[int | None, PUBLIC]
    book_kept_days: Annotated[int | None, PUBLIC]
    people_gone_at: Annotated[str | None, PUBLIC]
    opens_early: Annotated[bool, PUBLIC]
    report_minutes: Annotated[int | None, PUBLIC]
    help: Annotated[dict[str, Any], PUBLIC, HOST_WORDS]
    invitation: Annotated[dict[str, Any], PUBLIC, HOST_WORDS]
    planning: Annotated[bool, PUBLIC]
    places: Annotated[int | None, PUBLIC]
    was_here: Annotated[bool, PUBLIC]
    convergence: Annotated[str | None, PUBLIC]
    converging: Annotated[bool, PUBLIC]
    timer: Annotated[dict[str, Any], PUBLIC, HOST_WORDS]
    bells: Annotated[list[str], PUBLIC]
    wifi: Annotated[dict[str, Any], HOST, KEPT, WORDS]
    elsewhere_made: Annotated[dict[str, int], HANDED_OUT]
    announcing: Annotated[bool, PUBLIC]
    announce_seconds: Annotated[int | None, PUBLIC]
    told: Annotated[dict[str, Any], HANDED_OUT]
    home_host: Annotated[str | None, PUBLIC, HOST_WORDS, Default("")]
    reflections: Annotated[bool, PUBLIC]
    language: Annotated[str | None, PUBLIC, Default("")]
    responsible: Annotated[dict[str, Any], PUBLIC, WORDS]


class Person(TypedDict):
    """A person who joined (`kept_by` is null), or a name that somebody else typed. Names are stored nowhere
    else."""

    id: Annotated[str, PUBLIC, WHOSE]
    name: Annotated[str, PUBLIC, WORDS]
    listed: Annotated[bool, OWNER]
    contact: Annotated[str, OWNER, WORDS, Default("")]
    contact_listed: Annotated[bool, OWNER]
    was_listed: Annotated[bool, KEPT]
    kept_by: Annotated[str | None, BY]
    at: Annotated[str, KEPT]


class Room(TypedDict):
    """Everybody gets the links from `added.OfRoom`, once somebody is host for those at home. `recorded`: ""
    (not known), "no" or "yes"."""

    id: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC, HOST_WORDS]
    letter: Annotated[str, PUBLIC]
    capacity: Annotated[int | None, PUBLIC]
    access: Annotated[str, PUBLIC, HOST_WORDS]
    folded: Annotated[bool, PUBLIC]
    position: Annotated[int, PUBLIC]
    call_link: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    caption_link: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    induction_loop: Annotated[bool, PUBLIC]
    recorded: Annotated[str | None, PUBLIC, Default("")]


class Slot(TypedDict):
    """`given_by` is a name, which `added.OfSlot` shows if the gathering names people. It has the mark of
    people's words, so that a name that is taken off is in no log and no earlier edition either."""

    id: Annotated[str, PUBLIC]
    starts_at: Annotated[str, PUBLIC]
    ends_at: Annotated[str, PUBLIC]
    label: Annotated[str, PUBLIC, HOST_WORDS]
    kind: Annotated[str, PUBLIC]
    about: Annotated[str, PUBLIC, HOST_WORDS]
    day: Annotated[str, PUBLIC]
    code: Annotated[str, PUBLIC, Default("")]
    number: Annotated[int | None, PUBLIC]
    colour: Annotated[int, PUBLIC, Default(0)]
    given_by: Annotated[str | None, HANDED_OUT, WORDS, Default("")]
    skipped_bells: Annotated[list[str], PUBLIC]


class Topic(TypedDict):
    """`follows`: `{code, note}` of an open question of an earlier gathering. It has no words of the question,
    because their author may take them back. `for_action`: proposed in a re-opened space (`cells.py`).
    `read_out`: somebody else should read it out. `second`: the second convener, who has the same rights;
    `second_wrote`: whether they changed its texts (docs/decisions/0049-two-conveners.md)."""

    id: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC, WORDS]
    description: Annotated[str, PUBLIC, WORDS, Default("")]
    tags: Annotated[list[str], PUBLIC, WORDS]
    convener: Annotated[str | None, WHOSE]
    shown_as: Annotated[str | None, SHOWN]
    report_title: Annotated[str, PUBLIC, WORDS, Default("")]
    read_out: Annotated[bool, OWNER, HOST, KEPT]
    withdrawn: Annotated[bool, PUBLIC]
    hidden: Annotated[bool, PUBLIC]
    at: Annotated[str, PUBLIC]
    confirmed_at: Annotated[str | None, PUBLIC]
    changed_at: Annotated[str | None, PUBLIC]
    waiting: Annotated[bool, PUBLIC]
    hidden_reason: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    hidden_with: Annotated[str | None, HOST, Default("")]
    covered: Annotated[bool, PUBLIC]
    content_note: Annotated[str | None, PUBLIC, WORDS, Default("")]
    follows: Annotated[dict[str, str], PUBLIC, WORDS]
    for_action: Annotated[bool, PUBLIC]
    second: Annotated[str | None, WHOSE]
    second_shown_as: Annotated[str | None, SHOWN]
    second_wrote: Annotated[bool, KEPT]


class Announcement(TypedDict):
    """A topic that waits to be announced, or is being announced (`called_at`). It is dropped when it was, so
    that nothing is left of the queue (`rules/announcing.py`)."""

    id: Annotated[str, PUBLIC]
    topic: Annotated[str, PUBLIC]
    position: Annotated[int, PUBLIC]
    called_at: Annotated[str | None, PUBLIC]


class Session(TypedDict):
    """`code` is empty while it is not placed; then nobody sees it (decision 28).

    A placed session has either a `room` and a `slot`, or a free place: `place` and its own times (decision
    48). `place` is the convener's words. It is empty after their erasure, and `added.OfSession` shows it
    unless the topic is covered. `claimed`: the seq of the change that placed it. `cluster`: how many dots it
    had, in a word (`clusters.py`). `joined`: the second topic that shares the session, since
    `joined_at`; or empty."""

    id: Annotated[str, PUBLIC]
    topic: Annotated[str, PUBLIC]
    room: Annotated[str, PUBLIC, Default("")]
    slot: Annotated[str, PUBLIC, Default("")]
    code: Annotated[str, PUBLIC, Default("")]
    notes_wanted: Annotated[bool, PUBLIC]
    note_taker: Annotated[str | None, WHOSE]
    note_taker_shown_as: Annotated[str | None, SHOWN]
    people: Annotated[int | None, PUBLIC]
    place: Annotated[str | None, HOST, WORDS, Default("")]
    starts_at: Annotated[str | None, PUBLIC]
    ends_at: Annotated[str | None, PUBLIC]
    claimed: Annotated[int | None, KEPT]
    joined: Annotated[str | None, PUBLIC, Default("")]
    joined_at: Annotated[str | None, HANDED_OUT, Default("")]
    cluster: Annotated[str | None, PUBLIC, Default("")]


class Note(TypedDict):
    """`described`: the convener wrote `alt` for somebody else's photo.

    `outcome`: what became of an action; `outcome_on`: the day of that report. `links_ended`: how often the
    links of the action were ended. `answers`: those of organisations to a recommendation. Outcome and answers
    have the mark of the author's words, so that they are covered and erased with the note, and earlier
    editions show today's (`rules/outcomes.py`)."""

    id: Annotated[str, PUBLIC]
    session: Annotated[str, PUBLIC]
    topic: Annotated[str, PUBLIC]
    kind: Annotated[str, PUBLIC, WORDS]
    text: Annotated[str, PUBLIC, WORDS]
    author: Annotated[str | None, WHOSE]
    shown_as: Annotated[str | None, SHOWN]
    initiator: Annotated[str | None, SHOWN]
    url: Annotated[str, PUBLIC, WORDS]
    due: Annotated[str, PUBLIC, WORDS]
    alt: Annotated[str, PUBLIC, WORDS]
    photo: Annotated[str, PUBLIC]
    at: Annotated[str, PUBLIC]
    edited_at: Annotated[str | None, PUBLIC]
    rev: Annotated[int, PUBLIC, Default(1)]
    hidden: Annotated[bool, PUBLIC]
    hidden_reason: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    hidden_with: Annotated[str | None, HOST, Default("")]
    described: Annotated[bool, KEPT]
    covered: Annotated[bool, PUBLIC]
    content_note: Annotated[str | None, PUBLIC, WORDS, Default("")]
    outcome: Annotated[str | None, PUBLIC, WORDS, Default("")]
    outcome_text: Annotated[str | None, PUBLIC, WORDS, Default("")]
    outcome_on: Annotated[str | None, PUBLIC, WORDS, Default("")]
    links_ended: Annotated[int | None, HANDED_OUT, Default(0)]
    answers: Annotated[list[dict[str, str]], PUBLIC, WORDS]


class Evidence(TypedDict):
    """What somebody brings to the statement. `kind` is shown by `added.OfEvidence`. `seeded`: the host posted
    it before the gathering began, and it is shown as the organisers'. A closing reflection is here too,
    with a form of its own: it is hidden, covered and erased in the same way (`rules/closing.py`)."""

    id: Annotated[str, PUBLIC]
    form: Annotated[str, PUBLIC, WORDS]
    bearing: Annotated[str, PUBLIC, WORDS]
    kind: Annotated[str, HANDED_OUT, WORDS]
    text: Annotated[str, PUBLIC, WORDS]
    url: Annotated[str, PUBLIC, WORDS]
    citation: Annotated[str, PUBLIC, WORDS]
    session: Annotated[str, PUBLIC, WORDS]
    author: Annotated[str | None, WHOSE]
    shown_as: Annotated[str | None, SHOWN]
    seeded: Annotated[bool, PUBLIC]
    at: Annotated[str, PUBLIC]
    edited_at: Annotated[str | None, PUBLIC]
    rev: Annotated[int, PUBLIC, Default(1)]
    hidden: Annotated[bool, PUBLIC]
    hidden_reason: Annotated[str | None, HOST, HOST_WORDS, Default("")]
    hidden_with: Annotated[str | None, HOST, Default("")]
    covered: Annotated[bool, PUBLIC]
    content_note: Annotated[str | None, PUBLIC, WORDS, Default("")]


class Issue(TypedDict):
    """What somebody named in convergence. `cluster`: how many dots it had, in a word (`clusters.py`)."""

    id: Annotated[str, PUBLIC]
    text: Annotated[str, PUBLIC, WORDS]
    author: Annotated[str | None, WHOSE]
    at: Annotated[str, PUBLIC]
    cluster: Annotated[str, PUBLIC, Default("")]
    hidden: Annotated[bool, PUBLIC]
    hidden_reason: Annotated[str, HOST, HOST_WORDS, Default("")]
    hidden_with: Annotated[str, HOST, Default("")]
    covered: Annotated[bool, PUBLIC]


class News(TypedDict):
    id: Annotated[str, PUBLIC]
    kind: Annotated[str, PUBLIC]
    text: Annotated[str, PUBLIC, HOST_WORDS]
    at: Annotated[str, PUBLIC]


class Edition(TypedDict):
    id: Annotated[str, PUBLIC]
    version: Annotated[int, PUBLIC]
    seq: Annotated[int, PUBLIC]
    at: Annotated[str, PUBLIC]
    note: Annotated[str, PUBLIC, HOST_WORDS]


_GATHERING: dict[str, tuple[type, type | None]] = {
    "gatherings": (AGathering, added.OfGathering),
    "people": (Person, added.OfPerson),
    "rooms": (Room, added.OfRoom),
    "slots": (Slot, added.OfSlot),
    "topics": (Topic, added.OfTopic),
    "announcements": (Announcement, None),
    "sessions": (Session, added.OfSession),
    "interests": (private.Interest, added.OfOwnRow),
    "notes": (Note, added.OfNote),
    "evidence": (Evidence, added.OfEvidence),
    "issues": (Issue, added.OfIssue),
    "news": (News, None),
    "notices": (private.Notice, added.OfNotice),
    "mutes": (private.MutedNotice, added.OfOwnRow),
    "rests": (private.Rest, added.OfOwnRow),
    "reports": (private.Report, added.OfOwnRow),
    "flags": (private.RaisedFlag, added.OfOwnRow),
    "plans": (private.AttendancePlan, added.OfOwnRow),
    "wishes": (private.Wish, added.OfOwnRow),
    "introductions": (private.Introduction, added.OfIntroduction),
    "offers": (private.Offer, added.OfOwnRow),
    "visits": (private.Visit, added.OfOwnRow),
    "dots": (private.Dots, None),
    "followings": (private.Following, added.OfFollowing),
    "joins": (private.JoinedAction, added.OfJoinedAction),
    "invites": (private.Invite, added.OfOwnRow),
    "editions": (Edition, None),
}

NOT_EXPORTED = frozenset(
    {"announcements", "wishes", "introductions", "visits", "dots", "followings", "invites"}
)
"""Tables that no export has, not even the operator's complete one."""

DECLARED = {**_GATHERING, **community.DECLARED}

CATALOGUE: dict[str, Table] = {
    name: read_table(name, declared, more) for name, (declared, more) in DECLARED.items()
}
"""Tables of all kinds of streams, which changes put to and drop from."""

TABLES = tuple(_GATHERING)
"""The tables of a gathering, in a useful order for readers."""

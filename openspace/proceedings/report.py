"""A session in the book, with its notes. Plain values."""

from dataclasses import dataclass

from openspace.domain.action_groups import who_joined
from openspace.domain.reported import is_report
from openspace.domain.vocabulary import NOTE_KINDS, OUTCOMES
from openspace.languages.formats import labelled, listed_in_words
from openspace.languages.text import N_, _, pgettext
from openspace.proceedings import timetable

KINDS = {kind: it.heading for kind, it in NOTE_KINDS.items()}
"""Kinds of note in the order of a report, each with its heading in English."""

PART_OF = {
    "action": "actions",
    "question": "questions",
    "story": "repertoire",
    "tool": "repertoire",
}
"""Kind of note → the part of the book that collects such notes."""


ELSEWHERE = N_("Elsewhere")
"""In English: the heading of sessions at free places, and what is shown of a place that is not told."""


CONTENT_NOTE = N_("Content note")
"""Before a text, in English: what its author says that it contains."""


def starred(name: str, is_typed: bool) -> str:
    """Return `name`, with a star if somebody else typed it. The method part explains the star."""
    return f"{name}*" if name and is_typed else name


@dataclass(frozen=True)
class Answer:
    """The answer of an organisation to a recommendation. `on` is its day, 2027-04-01."""

    organisation: str
    name: str
    text: str
    on: str

    @property
    def heading(self) -> str:
        """Return "Answer of the Trust · Ada Lark · 1 April 2027"."""
        who = _("Answer of {organisation}", organisation=self.organisation)
        return " · ".join(filter(None, (who, self.name, timetable.due_label(self.on))))


@dataclass(frozen=True)
class Note:
    """One note, word for word. `by` is None unless its author chose to be named. `initiator_typed` is True if
    somebody else named the initiator."""

    kind: str
    text: str
    by: str | None = None
    url: str = ""
    due: str = ""  # as people read it, "1 April 2027"
    due_on: str = ""  # the same as 2027-04-01
    initiator: str = ""
    initiator_typed: bool = False
    alt: str = ""
    photo: str = ""  # address of the picture; empty when there is none
    content_note: str = ""
    outcome: str = ""  # of an action: one of OUTCOMES
    outcome_text: str = ""
    outcome_on: str = ""  # 2027-04-01
    answers: tuple[Answer, ...] = ()  # to a recommendation
    joined: tuple[str, ...] = ()  # names of those who joined an action
    joined_others: int = 0  # how many more there are at least
    row: str = ""  # its id, by which a brief refers to it; no format shows it

    @property
    def became(self) -> str:
        """Return what became of an action: "Done · 1 April 2027", or ""."""
        outcome = OUTCOMES.get(self.outcome, "")
        return f"{_(outcome)} · {timetable.due_label(self.outcome_on)}" if outcome else ""

    @property
    def attribution(self) -> str:
        return f"— {self.by}" if self.by else ""

    @property
    def initiator_shown(self) -> str:
        return starred(self.initiator, self.initiator_typed)

    @property
    def joined_shown(self) -> str:
        """Return who joined an action: "Kim, Rosa and at least 5 more", or ""."""
        return who_joined(self.joined, self.joined_others)

    @property
    def commitment(self) -> str:
        """Return "Initiator: Rosa · Joined: Kim · Due: 1 May 2027"."""
        return " · ".join(labelled(what, value) for what, value in self.who_and_when)

    @property
    def who_and_when(self) -> tuple[tuple[str, str], ...]:
        """Return (label, text) of who starts an action, who joined, and by when."""
        said = (
            (_("Initiator"), self.initiator_shown),
            (_("Joined"), self.joined_shown),
            (_("Due"), self.due),
        )
        return tuple((what, value) for what, value in said if value)


@dataclass(frozen=True)
class Room:
    name: str
    letter: str
    capacity: int | None = None
    access: str = ""

    @property
    def label(self) -> str:
        """Return the name with its letter, unless the name contains it: "Library (B)", "Room B"."""
        is_in_name = self.letter.casefold() in self.name.casefold().split()
        return self.name if is_in_name or not self.letter else f"{self.name} ({self.letter})"


@dataclass(frozen=True)
class Report:
    """A session with its notes; or, without a code, a topic without a place. `place` is its free place, if
    it is in no room; then `ends_at` may be empty."""

    anchor: str
    code: str
    title: str
    report_title: str
    description: str
    tags: tuple[str, ...]
    conveners: tuple[str, ...]
    note_taker: str | None
    room: Room | None
    day: str
    time: str
    starts_at: str
    ends_at: str
    colour: int
    notes: tuple[Note, ...]
    convener_typed: bool = False
    people: int | None = None
    for_action: bool = False
    """Whether it is an action group of a re-opened space."""
    cluster: str = ""
    """How many dots it had, in a word: many, some or few."""
    content_note: str = ""
    place: str = ""
    follows: str = ""
    """Address of the book with the open question that the topic takes up."""

    @property
    def where(self) -> str:
        """Return the room or the free place; "" for a topic without a place."""
        if self.room:
            return self.room.label
        return self.place or (_(ELSEWHERE) if self.code else "")

    @property
    def convener(self) -> str | None:
        """Return the names of all conveners: “Kim and Rosa”."""
        return listed_in_words(self.conveners) or None

    @property
    def convener_shown(self) -> str:
        """Return the conveners' names or "", with a star if somebody else typed one."""
        return starred(self.convener or "", self.convener_typed)

    @property
    def announced(self) -> str:
        """Return the description for calendars and schedules, where nobody can choose to open it: its content
        note instead, if it has one."""
        if self.content_note:
            return labelled(_(CONTENT_NOTE), self.content_note)
        return self.description

    @property
    def names_typed(self) -> bool:
        """Return whether a name in the report has a star."""
        return self.convener_typed or any(note.initiator_typed for note in self.notes)

    @property
    def heading(self) -> str:
        return self.report_title or self.title

    @property
    def was_announced_as(self) -> str:
        """Return the title on the wall if the report has another title, else "". Titles drift, and both are
        kept."""
        return self.title if self.report_title and self.report_title != self.title else ""

    @property
    def is_written(self) -> bool:
        """Return whether the notes count as a report."""
        return is_report((note.kind, note.text) for note in self.notes)

    @property
    def came_back(self) -> str:
        """Return whether there are notes, for a column of the agenda. Their number is not published."""
        return pgettext("of notes", "yes") if self.notes else pgettext("of notes", "none")

    @property
    def groups(self) -> tuple[tuple[str, tuple[Note, ...]], ...]:
        """Return (heading, notes) of each kind that occurs, in the order of KINDS; notes in the order of
        posting."""
        of_kind = ((_(name), self.notes_of(kind)) for kind, name in KINDS.items())
        return tuple((name, notes) for name, notes in of_kind if notes)

    def notes_of(self, *kinds: str) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.kind in kinds)

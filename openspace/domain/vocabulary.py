"""The kinds of notes, notices and phases with their labels, defined once for rules, books and pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openspace.domain import practice, reported
from openspace.domain.text import LIMITS
from openspace.languages.text import _, pgettext


@dataclass(frozen=True)
class NoteKind:
    name: str
    heading: str


NOTE_KINDS = {
    "summary": NoteKind("Summary", "Summary"),
    "key_point": NoteKind("Key point", "Key points"),
    "question": NoteKind("Open question", "Open questions"),
    "recommendation": NoteKind("Recommendation", "Recommendations"),
    "action": NoteKind("Action", "Actions"),
    "story": NoteKind("Story", "Stories"),
    "tool": NoteKind("Tool", "Tools"),
    "quote": NoteKind("Quote", "Quotes"),
    "link": NoteKind("Link", "Links"),
    "photo": NoteKind("Photo", "Photos"),
}
"""In the order in which a report shows them."""

EVIDENCE_FORMS = {"evidence": "Evidence", "thought": "Thought", "reflection": "Reflection"}

REFLECTION = "closing"
"""The form of a closing reflection. It is not about the statement, and never beside evidence."""

BEARINGS = {
    "confirms": "Speaks for it",
    "refutes": "Speaks against it",
    "both": "Both",
    "context": "It depends",
}
"""What evidence says about the statement. A thought and a reflection have none."""


@dataclass(frozen=True)
class EvidenceGroup:
    """Items that are listed together. `name` is that of one item. `column`: where it is shown large, beside
    the others; the groups without one are below."""

    form: str
    bearing: str
    name: str
    heading: str
    column: int | None = None


_COLUMNS = {"confirms": 1, "both": 2, "refutes": 3}

EVIDENCE_GROUPS = (
    *(
        EvidenceGroup("evidence", bearing, name, name, _COLUMNS.get(bearing))
        for bearing, name in BEARINGS.items()
    ),
    EvidenceGroup("thought", "", "A thought", "Thoughts"),
    EvidenceGroup("reflection", "", "A reflection", "Reflections"),
)
"""In the order of lists."""

EVIDENCE_KINDS = {
    "research": "Research",
    "evaluation": "Evaluation or audit",
    "guideline": "Guideline",
    "practice": "What I see at work",
    "lived": "What I lived",
    "carer": "What I see as a carer",
}
"""Where evidence comes from. It can reveal who gave it, so it is optional, and shown only under conditions
(`domain/evidence.py`)."""

WALL_VIEWS = ("", "statement", "gallery", "news", "theme", "blank", "replay", "dots")
"""What the host can show on every wall; empty: what the phase shows."""

HELP = {
    "person": "Support person today",
    "wears": "They wear",
    "where": "You find them",
    "phone": "Phone",
    "quiet_room": "Quiet room",
    "outside": "At other hours",
}
"""Whom people can turn to: the host's texts, with their labels."""

INVITATION = {
    "address": "Address",
    "map_link": "Map",
    "getting_there": "How to get there",
    "invited": "Who is invited",
}
"""What the invitation says besides the gathering's other texts, with their labels."""

ACCESS = {
    "step_free": "Step-free access",
    "hearing_loop": "Hearing loop",
    "quiet_room": "Quiet room",
    "support": "Support on the day",
}
"""What the invitation says about access."""

RESPONSIBLE = ("controller", "data_contact", "complaints", "server")
"""Who answers for the gathering. They are offices and not people, and stay with the book."""

LEAVE = "You may leave at any time. You owe nobody a reason."

FLAG_KINDS = ("worry", "photo")
"""What a flag says: something worries its sender, or they are in a photo and do not agree."""

OUTCOMES = {
    "under_way": "Under way",
    "done": "Done",
    "let_go": "Let go",
    "could_not": "Could not be done",
}
"""What became of an action. Letting go is a good end, so no page marks one as better or late."""

SLOT_KINDS = {
    "session": "Sessions",
    "action": "Action groups",
    "plenary": "All together",
    "break": "Break",
}

CONVERGENCES = {
    "": ("None of these", "The last sessions end, and the closing circle begins."),
    "gallery": (
        "Gallery walk",
        "Everybody walks along one page of each session, on walls and phones.",
    ),
    "reopened": (
        "Re-opened space",
        "Whoever wants to start something proposes it and takes a place, in times for action groups.",
    ),
    "dots": (
        "Dots",
        (
            "Everybody places five dots, on reports and on issues that people name. When you close them, all "
            "see what has many, some or a few: no numbers."
        ),
    ),
}
"""How the gathering comes together near its end: (name, explanation)."""

CLUSTERS = {"many": "Many dots", "some": "Some dots", "few": "A few dots, or none"}
"""Groups of what has dots, when they are closed."""

JOININGS = {
    "open": "Everybody with the code",
    "word": "Only with a word that you say in the room",
    "closed": "Nobody new",
}
"""Who can join."""

NAMINGS = {
    "choice": (
        "Each person’s own choice",
        "Nobody is named unless they say so, item by item.",
    ),
    "none": (
        "Nobody is named",
        "Chatham House: use what is said; do not say who said it, nor who was here. No names anywhere.",
    ),
}
"""How people are named: (name, explanation)."""

BOOK_TEXTS = ("subtitle", "imprint", "introduction", "closing", "reading")
"""The host's texts around the reports. `reading`: how the organisers read the evidence."""

REPORT_ORDERS = {"time": "By time, as on the wall", "title": "By title"}
"""Order of the reports in the book."""

PHASES = {
    "lobby": "Lobby",
    "opening": "Opening",
    "marketplace": "Marketplace",
    "sessions": "Sessions",
    "closing": "Closing",
    "harvest": "Reports",
    "closed": "Closed",
}

NO_DESCRIPTION = "Photo without a description"

SENT_BY_PEOPLE = ("meet", "swap", "join")
"""Kinds of notice that one person sends to another. The host sees how many there are."""

PRIVATE_CHANGE = "mark_interest"
"""The name of changes that others do not learn of: they look like a mark of interest."""


def labelled_help(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the host's texts about help, as (label, text)."""
    return [(_(label), texts[key]) for key, label in HELP.items() if texts.get(key)]


def phase_name(phase: str) -> str:
    """Return the name of a phase. Some are also names of other things, so they have a context."""
    return pgettext("phase", PHASES[phase])


def bearing_name(bearing: str) -> str:
    return pgettext("bearing", BEARINGS[bearing])


def _group_texts(group: EvidenceGroup) -> tuple[str, str]:
    if group.bearing:
        return bearing_name(group.bearing), bearing_name(group.bearing)
    return _(group.name), _(group.heading)


def for_pages() -> dict[str, Any]:
    """Return what pages with forms need, in the language that is spoken: kinds in their order, and the
    longest text of each kind."""
    return {
        "note_kinds": [[kind, _(it.name), _(it.heading)] for kind, it in NOTE_KINDS.items()],
        "evidence_kinds": _pairs(EVIDENCE_KINDS),
        "evidence_groups": [
            [group.form, group.bearing, *_group_texts(group), group.column]
            for group in EVIDENCE_GROUPS
        ],
        "help": _pairs(HELP),
        "leave": _(LEAVE),
        "slot_kinds": _pairs(SLOT_KINDS),
        "clusters": _pairs(CLUSTERS),
        "joinings": _pairs(JOININGS),
        "convergences": _triples(CONVERGENCES),
        "namings": _triples(NAMINGS),
        "report_orders": _pairs(REPORT_ORDERS),
        "phases": [[phase, phase_name(phase)] for phase in PHASES],
        "limits": LIMITS,
        "no_description": _(NO_DESCRIPTION),
        "report": reported.for_pages(),
        "outcomes": _pairs(OUTCOMES),
        "usual": practice.for_pages(),
        "pictures": practice.pictures(),
    }


_NOT_ON_PHONES = ("joinings", "convergences", "namings", "report_orders", "phases")


def for_phones() -> dict[str, Any]:
    """Return the part that a phone needs. Its first load is nearly full."""
    return {name: said for name, said in for_pages().items() if name not in _NOT_ON_PHONES}


def _pairs(labels: Mapping[str, str]) -> list[list[str]]:
    return [[key, _(label)] for key, label in labels.items()]


def _triples(texts: Mapping[str, tuple[str, str]]) -> list[list[str]]:
    return [[key, _(name), _(explanation)] for key, (name, explanation) in texts.items()]

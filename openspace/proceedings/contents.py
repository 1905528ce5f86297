"""The content of a book of proceedings, as plain values that contain nothing hidden."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from openspace.languages.formats import sort_key, with_commas
from openspace.languages.text import _, ngettext
from openspace.proceedings.agenda import Chapter, Day, by_title
from openspace.proceedings.report import PART_OF, Note, Report, Room


@dataclass(frozen=True)
class Harvested:
    """A note with its report."""

    note: Note
    report: Report


@dataclass(frozen=True)
class IndexEntry:
    term: str
    reports: tuple[Report, ...]


@dataclass(frozen=True)
class Evidence:
    """An item about the statement. `kind` is empty where it could reveal the author (`domain/evidence.py`).
    `report` is the session that it names, if the book has it."""

    form: str
    bearing: str
    kind: str
    text: str
    url: str
    citation: str
    by: str | None
    is_seeded: bool
    report: Report | None
    content_note: str = ""
    row: str = ""  # its id, by which a brief refers to it; no format shows it


@dataclass(frozen=True)
class Issue:
    """What somebody named in convergence. `cluster`: how many dots it had, in a word."""

    text: str
    cluster: str


@dataclass(frozen=True)
class Reflection:
    """What somebody wrote at the closing. `by` is None unless they chose to be named."""

    text: str
    by: str | None = None
    content_note: str = ""


@dataclass(frozen=True)
class Cover:
    title: str
    theme: str
    statement: str
    dates: str
    venue: str
    community: str
    sponsor: str


@dataclass(frozen=True)
class Words:
    """The host's texts around the reports. Each may be empty; `credits` are names with their
    contributions."""

    subtitle: str = ""
    imprint: str = ""
    introduction: str = ""
    closing: str = ""
    credits: tuple[str, ...] = ()
    reading: str = ""
    """The host's reading of the evidence."""


@dataclass(frozen=True)
class Edition:
    """A published version: 1, 2, … `at` is its day, "24 November 2026"."""

    version: int
    at: str
    note: str = ""


@dataclass(frozen=True)
class Practice:
    """How the gathering worked, in its own words."""

    principles: tuple[str, ...]
    law: str
    motto: str


@dataclass(frozen=True)
class Book:
    """The proceedings of a gathering as of change `seq`."""

    code: str
    seq: int
    language: str
    address: str
    cover: Cover
    practice: Practice
    rooms: tuple[Room, ...]
    days: tuple[Day, ...]
    unplaced: tuple[Report, ...]
    participants: tuple[tuple[str, str], ...]  # (name, contact or "")
    next_gathering: str
    names_are_shown: bool
    evidence: tuple[Evidence, ...] = ()
    issues: tuple[Issue, ...] = ()
    evidence_kinds: Mapping[str, int] = field(default_factory=dict)
    """Number of items of each kind that enough items have."""
    reflections: tuple[Reflection, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG of each available photo, by the address in its note."""
    words: Words = Words()
    left_out: frozenset[str] = frozenset()
    order: str = "time"
    timezone: str = ""
    at: str = ""
    """When the last change happened, ISO 8601."""
    as_of: str = ""  # day and time of the last change, "24 November 2026, 16:05"
    edition: Edition | None = None
    shared: tuple[tuple[Report, Report], ...] = ()
    """Pairs of sessions whose topics FEWEST or more people were both interested in, in the order of the
    agenda."""
    help: tuple[tuple[str, str], ...] = ()
    """(label, text) of whom people can turn to. The agenda shows it; the book itself does not."""

    @property
    def stamp(self) -> str:
        """Return the text in every format's footer: the version, or that it is a draft."""
        if self.edition:
            return f"{_('Version {number}', number=self.edition.version)} · {self.edition.at}"
        return _("Draft, as of {moment}", moment=self.as_of) if self.as_of else _("Draft")

    @property
    def ended_at(self) -> str:
        """Return the end of the gathering as UTC. This machine's clock would be no information about it."""
        moments = []
        ends = [slot.ends_at for day in self.days for slot in day.slots]
        ends += [
            report.ends_at or report.starts_at for day in self.days for report in day.elsewhere
        ]
        for end in filter(None, ends):
            with suppress(ValueError, OverflowError):
                moments.append(datetime.fromisoformat(end).astimezone(UTC))
        last = max(moments, default=datetime(2000, 1, 1, tzinfo=UTC))
        return f"{last:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return the reports in the order that the host chose. Each is in exactly one chapter."""
        if self.order == "title":
            return by_title(self.reports)
        return tuple(chapter for day in self.days for chapter in day.chapters)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Return every session, by day, time and room, with or without notes."""
        return tuple(report for day in self.days for report in day.reports)

    @property
    def called(self) -> tuple[Report, ...]:
        """Return the sessions that bring a report back: all but action groups, which bring actions."""
        return tuple(report for report in self.reports if not report.for_action)

    @property
    def action_groups(self) -> tuple[Report, ...]:
        """Return what was started in a re-opened space, unless actions are left out."""
        if PART_OF["action"] in self.left_out:
            return ()
        return tuple(report for report in self.everything if report.for_action)

    @property
    def everything(self) -> tuple[Report, ...]:
        return self.reports + self.unplaced

    @property
    def with_notes(self) -> int:
        return sum(bool(report.notes) for report in self.called)

    @property
    def with_report(self) -> int:
        return sum(report.is_written for report in self.called)

    @property
    def tally(self) -> str:
        """Return "12 sessions, 8 with a report, 1 with notes only, 3 action groups." """
        called, groups = len(self.called), len(self.reports) - len(self.called)
        if not self.reports:
            return _("There are no sessions yet.")
        sessions = ngettext("{count} session", "{count} sessions", called)
        counts = [
            self._came_back(),
            ngettext("{count} action group", "{count} action groups", groups) if groups else "",
        ]
        return with_commas(sessions, *counts) + "."

    def _came_back(self) -> str:
        written, only_notes = self.with_report, self.with_notes - self.with_report
        if not (written or only_notes):
            return _("none with a report")
        counts = [
            ngettext("{count} with a report", "{count} with a report", written) if written else "",
            ngettext("{count} with notes only", "{count} with notes only", only_notes)
            if only_notes
            else "",
        ]
        return with_commas(*counts)

    def harvested(self, *kinds: str) -> tuple[Harvested, ...]:
        """Return all notes of those kinds in the order of the book, except those of a part that is left out.

        They are in their reports in any case.
        """
        kinds = tuple(kind for kind in kinds if PART_OF.get(kind) not in self.left_out)
        return tuple(Harvested(n, r) for r in self.everything for n in r.notes_of(*kinds))

    @property
    def became(self) -> tuple[Harvested, ...]:
        """Return the actions with an outcome, then the recommendations with an answer."""
        return () if "became" in self.left_out else what_became(self.everything)

    @property
    def has_what_became(self) -> bool:
        """Return whether a report says what became of something, also if the part is left out."""
        return bool(what_became(self.everything))

    @property
    def note_takers(self) -> tuple[str, ...]:
        if "thanks" in self.left_out:
            return ()
        return tuple(in_order({r.note_taker for r in self.everything if r.note_taker}))

    @property
    def names_typed(self) -> bool:
        """Return whether a name is marked with a star, because somebody else typed it."""
        return any(report.names_typed for report in self.everything)

    @property
    def index_by_tag(self) -> tuple[IndexEntry, ...]:
        return self._index((tag, r) for r in self.everything for tag in r.tags)

    @property
    def index_by_convener(self) -> tuple[IndexEntry, ...]:
        return self._index((name, r) for r in self.everything for name in r.conveners)

    def _index(self, found: Iterable[tuple[str, Report]]) -> tuple[IndexEntry, ...]:
        return () if "index" in self.left_out else _index(found)


def what_became(reports: Iterable[Report]) -> tuple[Harvested, ...]:
    """Return the actions with an outcome, then the recommendations with an answer."""
    found = [Harvested(note, report) for report in reports for note in report.notes]
    return (
        *(one for one in found if one.note.kind == "action" and one.note.became),
        *(one for one in found if one.note.kind == "recommendation" and one.note.answers),
    )


def _index(found: Iterable[tuple[str, Report]]) -> tuple[IndexEntry, ...]:
    """Return the terms in alphabetical order. Spellings that differ only by case are one term."""
    entries: dict[str, tuple[str, list[Report]]] = {}
    for term, report in found:
        reports = entries.setdefault(term.casefold(), (term, []))[1]
        # The same report can occur twice for a term with different spellings.
        if not any(report is known for known in reports):
            reports.append(report)
    found_in = dict(entries.values())
    return tuple(IndexEntry(term, tuple(found_in[term])) for term in in_order(found_in))


def in_order(names: Iterable[str]) -> list[str]:
    """Return the names in alphabetical order."""
    return sorted(names, key=lambda name: (sort_key(name), name))

"""Gathering → Book.

Built only from the public view of the gathering, so that names follow each person's choice, and nothing
hidden or withdrawn gets into the book, whatever a writer does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from openspace.domain.audience import PUBLIC, see, see_book
from openspace.domain.cells import holds_cells
from openspace.domain.change import Row
from openspace.domain.closing import reflections_shown
from openspace.domain.evidence import counted_kinds, published_kinds
from openspace.domain.gathering import Gathering
from openspace.domain.overlaps import overlaps
from openspace.domain.practice import all_said, said
from openspace.domain.shared_interest import pairs_to_show
from openspace.domain.text import clean
from openspace.domain.vocabulary import BOOK_TEXTS, labelled_help
from openspace.languages.formats import sort_key
from openspace.languages.text import speaking
from openspace.proceedings import timetable
from openspace.proceedings.agenda import Cell, Day, Slot
from openspace.proceedings.book_reports import ReportCompiler
from openspace.proceedings.book_rows import (
    about_of,
    anchor,
    day_of,
    label_of,
    room_of,
    sanitised,
)
from openspace.proceedings.contents import (
    Book,
    Cover,
    Edition,
    Practice,
    Reflection,
    Words,
)
from openspace.proceedings.convergence import issues_in
from openspace.proceedings.in_its_language import language_in
from openspace.proceedings.report import Report

__all__ = ["Book", "compile_book"]


TABLES_READ = (
    "gatherings", "people", "rooms", "slots", "topics", "sessions", "notes", "evidence", "issues",
    "interests", "joins",
)  # fmt: skip
"""All that a book is made of. Rendering processes are sent no other table."""


def compile_book(
    gathering: Gathering,
    base_url: str = "",
    photos: Mapping[str, bytes] = MappingProxyType({}),
    edition: Row | None = None,
    to_publish: bool = False,
) -> Book:
    """Return the proceedings of `gathering` as it is: a draft, or `edition`, a row of the table editions.

    With `base_url`, addresses in the book (of the gathering, of photos) also work from a file on a disk.
    `photos` are JPEGs by id; other photos are included as addresses only.
    `to_publish`: the version that would be published now, for the host to check.
    """
    with speaking(language_in(gathering.info)):
        return _compiled(gathering, base_url, photos, edition, to_publish)


def _compiled(
    gathering: Gathering,
    base_url: str,
    photos: Mapping[str, bytes],
    edition: Row | None,
    to_publish: bool,
) -> Book:
    seen = sanitised(see(gathering, PUBLIC))
    info = seen["gathering"] | {"book": sanitised(see_book(gathering, gathering.info))}
    tables = {name: rows for name, rows in seen["tables"].items() if name in TABLES_READ}
    made = (edition, gathering.at)
    shared = pairs_to_show(gathering)
    kinds = published_kinds(gathering)
    book = _Compiler(gathering.seq, info, tables, base_url, *made, shared, kinds).book()
    shown = reflections_shown(gathering, in_edition=to_publish or edition is not None)
    reflections = tuple(_reflection(gathering, row) for row in shown)
    book = replace(book, evidence_kinds=counted_kinds(gathering), reflections=reflections)
    return replace(book, pictures=_pictures(book, photos)) if photos else book


def _reflection(gathering: Gathering, row: Row) -> Reflection:
    seen = sanitised(row)
    by = clean(gathering.shown_name(row["shown_as"]) or "") or None
    return Reflection(seen["text"], by, seen["content_note"] or "")


def _pictures(book: Book, photos: Mapping[str, bytes]) -> dict[str, bytes]:
    addresses = dict.fromkeys(n.photo for r in book.everything for n in r.notes if n.photo)
    ids = {at: at.rpartition("/")[2].removesuffix(".jpg") for at in addresses}
    return {at: photos[id] for at, id in ids.items() if id in photos}


class _Compiler(ReportCompiler):
    """Makes the whole book."""

    def book(self) -> Book:
        self.read_rows()
        self.taken = set(self._taken())
        self.rooms = sorted(self.tables["rooms"], key=lambda room: room["position"])
        days = tuple(self._days())
        placed = {r.anchor for day in days for r in day.reports}
        return Book(
            code=str(self.info["code"]),
            seq=self.seq,
            language=language_in(self.info),
            address=self._address(),
            cover=self._cover(),
            practice=self._practice(),
            rooms=tuple(room_of(room) for room in self.rooms if self._is_in_use(room)),
            days=days,
            unplaced=tuple(self._unplaced(placed)),
            participants=tuple(self._participants()),
            next_gathering=self._unless_left_out("next", self.info.get("next_gathering") or ""),
            names_are_shown=self._names_are_shown(),
            words=self._words(),
            left_out=self.left_out,
            order=self.words["order"],
            timezone=self.info.get("timezone") or "",
            at=self.at,
            as_of=timetable.moment_label(self.at, self.where),
            edition=self._edition(),
            shared=tuple(self._shared(days)),
            evidence=tuple(self._evidence(days)),
            issues=tuple(issues_in(self.info, self.tables["issues"])),
            help=tuple(labelled_help(self.info.get("help") or {})),
        )

    def _practice(self) -> Practice:
        if "practice" in self.left_out:
            return Practice((), "", "")
        return Practice(
            tuple(all_said(self.info.get("principles") or ())),
            said(self.info.get("law") or ""),
            said(self.info.get("motto") or ""),
        )

    def _words(self) -> Words:
        texts = {c: self.words[c] for c in BOOK_TEXTS}
        return Words(**texts, credits=tuple(self.words["credits"]))

    def _edition(self) -> Edition | None:
        if self.edition is None:
            return None
        day = timetable.day_of_moment(self.edition["at"], self.where)
        return Edition(self.edition["version"], day, clean(self.edition["note"]))

    def _unless_left_out(self, part: str, text: str) -> str:
        return "" if part in self.left_out else text

    def _cover(self) -> Cover:
        texts = ("title", "theme", "statement", "venue", "community", "sponsor")
        dates = timetable.dates_label(*self._first_and_last_day())
        return Cover(dates=dates, **{text: self.info.get(text) or "" for text in texts})

    def _first_and_last_day(self) -> tuple[str, str]:
        days = sorted(slot["day"] for slot in self.slots if slot.get("day"))
        first = self.info.get("starts_on") or (days[0] if days else "")
        return first, self.info.get("ends_on") or (days[-1] if days else first)

    # --- the agenda

    def _days(self) -> Iterable[Day]:
        elsewhere = sorted(
            (s for s in self.sessions if not s["room"]),
            key=lambda s: (timetable.order(s["starts_at"]), s["code"]),
        )
        dates = {*(slot["day"] for slot in self.slots), *map(day_of, elsewhere)}
        for date in sorted(dates):
            label = timetable.day_label(date)
            slots = (self._slot(slot, label) for slot in self.slots if slot["day"] == date)
            reports = (self._elsewhere(s, label) for s in elsewhere if day_of(s) == date)
            yield Day(date, label, tuple(slots), tuple(reports))

    def _slot(self, slot: Row, day: str) -> Slot:
        return Slot(
            code=slot["code"] or "",
            kind=slot["kind"],
            label=label_of(slot),
            about=about_of(slot),
            day=day,
            time=timetable.span(slot["starts_at"], slot["ends_at"], self.where),
            starts_at=slot["starts_at"],
            ends_at=slot["ends_at"],
            colour=int(slot["colour"] or 0) % 12,
            cells=tuple(self._cells(slot, day)),
            anchor=anchor("slot", slot["id"]),
        )

    def _cells(self, slot: Row, day: str) -> Iterable[Cell]:
        for room in self.rooms:
            session = next((s for s in self._sessions_in(slot) if s["room"] == room["id"]), None)
            if session:
                report = self._report(session, slot, room, day)
                yield Cell(report.code, report.room or room_of(room), report)
            elif (
                holds_cells(slot)
                and not room["folded"]
                and (room["id"], slot["id"]) not in self.taken
            ):
                yield Cell(f"{slot['code']}{room['letter']}", room_of(room), None)

    def _taken(self) -> Iterator[tuple[str, str]]:
        """Yield the cells, as (room id, slot id), that are not free: also those whose room is held by a
        session in a time slot at the same time."""
        by_time = sorted(self.tables["slots"], key=lambda slot: timetable.order(slot["starts_at"]))
        beside = overlaps(by_time)
        for session in self.tables["sessions"]:
            for slot in (session["slot"], *beside.get(session["slot"], ())):
                yield session["room"], slot

    def _sessions_in(self, slot: Row) -> list[Row]:
        return [s for s in self.sessions if s["slot"] == slot["id"]]

    def _is_in_use(self, room: Row) -> bool:
        return not room["folded"] or any(s["room"] == room["id"] for s in self.sessions)

    def _shared(self, days: tuple[Day, ...]) -> Iterable[tuple[Report, Report]]:
        """Yield pairs of topics with shared interest, by the first session of each."""
        if "web" in self.left_out:
            return
        topics = {anchor("session", s["id"]): self._topics_of(s) for s in self.sessions}
        first: dict[str, Report] = {}
        for report in (r for day in days for r in day.reports):
            for topic in topics[report.anchor]:
                first.setdefault(topic["id"], report)
        reports = list({report.anchor: report for report in first.values()}.values())
        nth = {report.anchor: n for n, report in enumerate(reports)}
        place = {topic: nth[report.anchor] for topic, report in first.items()}
        held = {
            (place[a], place[b])
            for a, b in self.shared
            if a in place and b in place and place[a] != place[b]
        }
        for one, other in sorted((min(pair), max(pair)) for pair in held):
            yield reports[one], reports[other]

    # --- people

    def _participants(self) -> Iterable[tuple[str, str]]:
        if self._names_are_shown() and "participants" not in self.left_out:
            listed = [
                (p["name"], p.get("contact") or "") for p in self.tables["people"] if p["name"]
            ]
            yield from sorted(listed, key=lambda person: (sort_key(person[0]), person[0]))

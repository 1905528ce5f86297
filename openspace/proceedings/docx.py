"""The book as a Word document, to be read, printed and worked on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from openspace.proceedings import method
from openspace.proceedings.contents import Book, Day, Harvested, IndexEntry
from openspace.proceedings.plain import line, paragraphs
from openspace.proceedings.report import Note, Report
from openspace.proceedings.word import Entry, Row, WordDocument, tint


def write(book: Book) -> bytes:
    return _Writer(book).write()


@dataclass
class _Writer:
    book: Book
    entries: list[Entry] = field(default_factory=list)

    def write(self) -> bytes:
        book = self.book
        title = f"{book.cover.title}: proceedings"
        self.word = WordDocument(title, book.language, f"{book.code} · {book.stamp}")
        self.marks = {r.anchor: f"report_{n}" for n, r in enumerate(book.everything, 1)}
        self._cover()
        self._contents()
        self._words("Introduction", book.words.introduction)
        self._practice()
        self._agenda()
        self._reports()
        self._unplaced()
        self._harvest()
        self._words("Closing words", book.words.closing)
        self._people()
        self._indexes()
        self._words("Next gathering", book.next_gathering)
        self._credits()
        self._part("About these proceedings")
        for sentence in method.sentences(book):
            self._text(sentence)
        return self.word.bytes()

    # --- before the reports

    def _cover(self) -> None:
        cover = self.book.cover
        if cover.community:
            self.word.paragraph(line(cover.community))
        self.word.paragraph(line(cover.title), "Title")
        for text in (self.book.words.subtitle, cover.theme):
            if text:
                self.word.paragraph(line(text), "Subtitle")
        self._text(cover.statement, "Quote")
        self.word.paragraph(f"Proceedings · {line(self.book.stamp)}")
        if self.book.edition:
            self._text(self.book.edition.note)
        self._facts(("Dates", cover.dates), ("Venue", cover.venue), ("Sponsor", cover.sponsor))
        self.word.paragraph(self.book.tally)

    def _contents(self) -> None:
        """Listed before they are written: bookmarks are named by their order in the book."""
        contents = self.word.paragraph("Contents", "Subtitle")
        contents.paragraph_format.page_break_before = True
        self.word.contents(list(self._outline()))

    def _outline(self) -> Iterable[Entry]:
        for nth, (name, there) in enumerate(self._parts.items()):
            if there:
                yield Entry(name, 1, f"part_{nth}")
            if name == "Reports":
                yield from (
                    Entry(f"{r.code} {r.heading}", 2, self.marks[r.anchor])
                    for chapter in self.book.chapters
                    for r in chapter.reports
                )

    @cached_property
    def _parts(self) -> dict[str, bool]:
        book, practice = self.book, self.book.practice
        return {
            "Introduction": bool(book.words.introduction),
            "How the gathering worked": bool(practice.principles or practice.law or practice.motto),
            "Agenda": True,
            "Reports": bool(book.reports),
            "Topics that found no cell": bool(book.unplaced),
            "Actions": bool(book.harvested("action")),
            "Open questions": bool(book.harvested("question")),
            "Repertoire": bool(book.harvested("story", "tool")),
            "Closing words": bool(book.words.closing),
            "Participants": bool(book.participants),
            "Thanks": bool(book.note_takers),
            "Index": bool(book.index_by_tag or book.index_by_convener),
            "Next gathering": bool(book.next_gathering),
            "Credits": bool(book.words.credits or book.words.imprint),
            "About these proceedings": True,
        }

    def _part(self, name: str) -> None:
        """The first part after the contents, and the reports, begin on a page of their own."""
        nth = list(self._parts).index(name)
        first = not any(list(self._parts.values())[:nth])
        self.word.heading(name, 1, f"part_{nth}", on_new_page=first or name == "Reports")

    def _practice(self) -> None:
        if not self._parts["How the gathering worked"]:
            return
        self._part("How the gathering worked")
        for principle in self.book.practice.principles:
            self.word.paragraph(line(principle), "List Bullet")
        if self.book.practice.law:
            self.word.heading("The law of mobility", 2)
            self._text(self.book.practice.law)
        self._text(self.book.practice.motto, "Quote")

    def _agenda(self) -> None:
        self._part("Agenda")
        self.word.paragraph(self.book.tally)
        for day in self.book.days:
            self.word.paragraph(f"Agenda of {line(day.label)}", "Caption")
            head = ("Time", "Code", "Topic", "Room", "Notes")
            widths = (2.7, 1.9, 6.3, 3.4, 1.7)
            self.word.table(f"Agenda of {day.label}", head, widths, list(self._agenda_rows(day)))
            self.word.paragraph("")

    def _agenda_rows(self, day: Day) -> Iterable[Row]:
        for slot in day.slots:
            shade = tint(slot.colour) if slot.kind == "session" else ""
            what = "\n".join(part for part in (slot.label, slot.about) if part)
            if what or not slot.cells:
                yield Row((slot.time, "", what, "", ""), shade)
            for one in slot.reports:
                topic = line(" · ".join(part for part in (one.title, one.convener_shown) if part))
                cells = (slot.time, one.code, topic, _room(one), one.came_back)
                yield Row(cells, shade, {topic: self.marks[one.anchor]})
            if slot.free:
                rooms = ", ".join(cell.room.label for cell in slot.free)
                yield Row((slot.time, "", f"Free: {line(rooms)}", "", ""), shade)

    # --- reports

    def _reports(self) -> None:
        if self.book.reports:
            self._part("Reports")
        for chapter in self.book.chapters:
            if chapter.heading:
                self.word.heading(chapter.heading, 2)
            for report in chapter.reports:
                self._report(report)

    def _unplaced(self) -> None:
        if self.book.unplaced:
            self._part("Topics that found no cell")
        for report in self.book.unplaced:
            self._report(report)

    def _report(self, report: Report) -> None:
        self.word.heading(f"{report.code} {report.heading}", 3, self.marks[report.anchor])
        self._facts(
            ("On the wall as", report.was_announced_as),
            ("Convener", report.convener_shown),
            ("Note-taker", report.note_taker or ""),
            ("Room", _room(report)),
            ("Time", report.time),
            ("Tags", ", ".join(report.tags)),
        )
        self._text(report.description)
        for heading, notes in report.groups:
            self.word.heading(heading, 4)
            for note in notes:
                self._note(note, in_list=len(notes) > 1)
        if not report.notes:
            self.word.paragraph("No notes came back.")

    def _note(self, note: Note, in_list: bool) -> None:
        first = "List Bullet" if in_list else "Quote" if note.kind == "quote" else "Normal"
        rest = "List Continue" if in_list else "Normal"
        styles = iter([first])
        for part in paragraphs(note.text):
            self.word.paragraph(part, next(styles, rest))
        if note.photo or note.alt:
            self._photo(note, next(styles, rest))
        if note.url:
            self.word.link(note.url, next(styles, rest))
        for said in (note.commitment, note.attribution):
            if said:
                self.word.paragraph(line(said), next(styles, rest))

    def _photo(self, note: Note, style: str) -> None:
        alt = note.alt or "Photo without a description"
        jpeg = self.book.pictures.get(note.photo)
        if jpeg and self.word.picture(jpeg, alt):
            if note.alt:
                self._text(note.alt, "Caption")
            return
        self._text(alt, style)
        if note.photo:
            self.word.link(note.photo, style)

    # --- after the reports

    def _harvest(self) -> None:
        self._gathered("Actions", self.book.harvested("action"))
        self._gathered("Open questions", self.book.harvested("question"))
        if self._parts["Repertoire"]:
            self._part("Repertoire")
        for heading, kind in (("Stories", "story"), ("Tools", "tool")):
            if found := self.book.harvested(kind):
                self.word.heading(heading, 2)
                self._items(found)

    def _gathered(self, heading: str, found: Sequence[Harvested]) -> None:
        if found:
            self._part(heading)
            self._items(found)

    def _items(self, found: Sequence[Harvested]) -> None:
        for one in found:
            self._note(one.note, in_list=True)
            where = line(f"{one.report.code} {one.report.title}")
            self.word.see("From ", [(where, self.marks[one.report.anchor])], "List Continue")

    def _people(self) -> None:
        if self.book.participants:
            self._part("Participants")
            self.word.paragraph("Those who chose to be listed.")
            for name, contact in self.book.participants:
                person = " · ".join(part for part in (name, contact) if part)
                self.word.paragraph(line(person), "List Bullet")
        if self.book.note_takers:
            self._part("Thanks")
            self.word.paragraph("To those who took notes, and to all who did so without a name.")
            for name in self.book.note_takers:
                self.word.paragraph(line(name), "List Bullet")

    def _indexes(self) -> None:
        if self._parts["Index"]:
            self._part("Index")
        self._index("By tag", self.book.index_by_tag)
        self._index("By convener", self.book.index_by_convener)

    def _index(self, heading: str, entries: Sequence[IndexEntry]) -> None:
        if entries:
            self.word.heading(heading, 2)
        for entry in entries:
            links = [(line(r.code or r.title), self.marks[r.anchor]) for r in entry.reports]
            self.word.see(f"{line(entry.term)}: ", links)

    def _credits(self) -> None:
        if self._parts["Credits"]:
            self._part("Credits")
        for name in self.book.words.credits:
            self.word.paragraph(line(name), "List Bullet")
        self._text(self.book.words.imprint)

    # --- small things

    def _words(self, part: str, text: str) -> None:
        if text:
            self._part(part)
            self._text(text)

    def _text(self, text: str, style: str = "Normal") -> None:
        for part in paragraphs(text):
            self.word.paragraph(part, style)

    def _facts(self, *facts: tuple[str, str]) -> None:
        told = [f"{name}: {line(value)}" for name, value in facts if value]
        if told:
            self.word.paragraph("\n".join(told))


def _room(report: Report) -> str:
    return line(report.room.label) if report.room else ""

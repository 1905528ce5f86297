"""The book as a Word document, to read, print and edit."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from openspace.languages.formats import labelled
from openspace.languages.text import _
from openspace.proceedings import blocks as b
from openspace.proceedings.document import Cover, Document
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import Outlined, outline
from openspace.proceedings.plain import line, paragraphs, plain
from openspace.proceedings.word import Entry, Row, WordDocument, tint

_STYLES: dict[b.Look, str] = {"motto": "Quote", "quote": "Quote"}
_WIDTHS_CM: dict[b.Size, float] = {"code": 2.2, "wide": 6.0, "name": 3.4, "short": 1.7}
_TIME_CM = 2.7
_HERE = "\ufffc"
"""The place of links in a sentence. No text has this character."""


@in_its_language
def write(book: Outlined) -> bytes:
    return _Writer(outline(book)).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        foot = f"{document.code} · {document.stamp}"
        turned = document.is_right_to_left
        self.word = WordDocument(document.name, document.tag, foot, right_to_left=turned)
        self.level = 1
        """Level of the heading above the sections. A skipped level confuses screen readers."""
        self.marks = {one.id: f"report_{n}" for n, one in enumerate(document.sections, 1)}

    def write(self) -> bytes:
        self._cover(self.document.cover)
        self._contents()
        for nth, part in enumerate(self.document.parts):
            self.word.heading(part.heading, 1, f"part_{nth}", on_new_page=part.begins_a_page)
            self.level = 1
            for block in part.blocks:
                self._block(block)
        return self.word.bytes()

    def _cover(self, cover: Cover) -> None:
        if cover.community:
            self.word.paragraph(line(cover.community))
        self.word.paragraph(line(cover.title), "Title")
        for text in filter(None, (cover.subtitle, cover.theme)):
            self.word.paragraph(line(text), "Subtitle")
        self._text(cover.statement, "Quote")
        self.word.paragraph(f"{cover.what} · {line(cover.stamp)}")
        self._text(cover.note)
        self._facts(cover.facts)
        self.word.paragraph(cover.tally)

    def _contents(self) -> None:
        """Write the contents before the parts exist. Bookmarks are named by their order in the book."""
        contents = self.word.paragraph(_("Contents"), "Subtitle")
        contents.paragraph_format.page_break_before = True
        self.word.contents(list(self._entries()))

    def _entries(self) -> Iterable[Entry]:
        for nth, part in enumerate(self.document.parts):
            yield Entry(part.heading, 1, f"part_{nth}")
            yield from (Entry(one.title, 2, self.marks[one.id]) for one in part.sections)

    # --- the blocks

    def _block(self, block: b.Block) -> None:
        match block:
            case b.Heading():
                if not block.is_hidden:
                    self.word.heading(block.text, 2)
                    self.level = 2
            case b.Paragraph() | b.Photo() | b.WebLink():
                self._in_note(block, iter(()), "Normal")
            case b.Box():
                self._box(block)
            case b.Facts():
                self._facts(block.pairs)
            case b.Items():
                for item in block.items:
                    self.word.paragraph(line(" · ".join(filter(None, item))), "List Bullet")
            case b.Notes():
                self.word.heading(block.heading, self.level + 2)
                for note in block.notes:
                    self._note(note, in_list=len(block.notes) > 1)
            case b.Gathered():
                for note in block.notes:
                    self._note(note, in_list=True)
            case b.Table():
                self._table(block)
            case b.Chart():
                if not block.stands_for_a_table:
                    self.word.heading(block.name, 2)
                    self._text(block.words)
            case b.Links():
                for term, found in block.entries:
                    self._cross_reference(line(term), found)
            case b.Section():
                self.word.heading(block.title, self.level + 1, self.marks[block.id])
                for inner in block.blocks:
                    self._block(inner)
            case other:
                assert_never(other)

    def _note(self, note: b.Note, in_list: bool) -> None:
        first, rest = ("List Bullet", "List Continue") if in_list else ("", "Normal")
        styles = iter([first] if in_list else [])
        for block in note.blocks:
            self._in_note(block, styles, rest)
        if note.source:
            where = [(line(note.source.whole), self.marks[note.source.to])]
            self.word.cross_reference(_("From {session}", session=_HERE), _HERE, where, rest)

    def _in_note(
        self,
        block: b.Paragraph | b.Photo | b.WebLink | b.Facts | b.Box,
        styles: Iterator[str],
        rest: str,
    ) -> None:
        """The first paragraph of a note in a list has the bullet; the others are placed below it."""
        match block:
            case b.Paragraph():
                usual = _STYLES.get(block.look, rest) if rest == "Normal" else rest
                text = line(block.text) if block.look == "by" else plain(block.text)
                for part in paragraphs(text):
                    self.word.paragraph(part, next(styles, usual))
            case b.Facts():
                self.word.paragraph(line(block.line), next(styles, rest))
            case b.WebLink():
                self.word.link(block.address, next(styles, rest))
            case b.Photo():
                self._photo(block, next(styles, rest))
            case b.Box():
                self._box(block)
            case other:
                assert_never(other)

    def _box(self, box: b.Box) -> None:
        heading = self.word.paragraph(line(box.heading), "Box")
        heading.runs[0].bold = True
        heading.paragraph_format.keep_with_next = bool(box.text)
        self._text(box.text, "Box")

    def _photo(self, photo: b.Photo, style: str) -> None:
        jpeg = self.document.pictures.get(photo.address)
        if jpeg and self.word.picture(jpeg, photo.alt):
            self._text(photo.caption, "Caption")
            return
        self._text(photo.alt, style)
        self.word.link(photo.address, style)

    def _table(self, table: b.Table) -> None:
        self.word.paragraph(line(table.title), "Caption")
        head = (_("Time"), *(column.name for column in table.columns))
        widths = (_TIME_CM, *(_WIDTHS_CM[column.size] for column in table.columns))
        rows = [row for group in table.groups for row in self._rows(group, table.columns)]
        self.word.table(table.title, head, widths, rows)
        self.word.paragraph("")

    def _rows(self, group: b.Rows, columns: tuple[b.Column, ...]) -> Iterable[Row]:
        def across(words: str) -> tuple[str, ...]:
            """A row with nothing but `words`, where there is room for them."""
            return (group.time, *(words if one.size == "wide" else "" for one in columns))

        shade = "" if group.is_pause else tint(group.colour)
        what = "\n".join(filter(None, (group.label, group.about)))
        if what or not (group.rows or group.rest):
            yield Row(across(what), shade)
        for row in group.rows:
            words = [line(" · ".join(filter(None, (cell.words, cell.beneath)))) for cell in row]
            links = {
                said: self.marks[cell.to] for said, cell in zip(words, row, strict=True) if cell.to
            }
            yield Row((group.time, *words), shade, links)
        if group.rest:
            yield Row(across(line(labelled(*group.rest))), shade)

    # --- small things

    def _cross_reference(self, term: str, found: Iterable[b.Reference]) -> None:
        links = [(line(one.words), self.marks[one.to]) for one in found]
        self.word.cross_reference(labelled(term, _HERE), _HERE, links)

    def _text(self, text: str, style: str = "Normal") -> None:
        for part in paragraphs(plain(text)):
            self.word.paragraph(part, style)

    def _facts(self, facts: Iterable[tuple[str, str]]) -> None:
        values = [(name, line(value)) for name, value in facts]
        if values:
            self.word.facts([(labelled(name, value), value) for name, value in values])

"""The book as CommonMark. User input is escaped, so that it is always text and never markup."""

import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from openspace.languages.formats import labelled, with_commas
from openspace.languages.text import _
from openspace.proceedings import blocks as b
from openspace.proceedings.document import Cover, Document
from openspace.proceedings.in_its_language import in_its_language
from openspace.proceedings.outline import Outlined, outline
from openspace.proceedings.plain import paragraphs, web_address

_INLINE = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#&!~|$^"})
_BEGINS = frozenset("-+=:0123456789")
_LINE_START = re.compile(r"^(?:([-+=:])|(\d{1,9})([.)]))")


@in_its_language
def write(book: Outlined) -> bytes:
    written = (block for block in _document(outline(book)) if block)
    return ("\n\n".join(written) + "\n").encode("utf-8", "replace")


def _document(document: Document) -> Iterable[str]:
    yield from _cover(document.cover)
    for part in document.parts:
        yield f"## {line(part.heading)}"
        for block in part.blocks:
            yield from _block(block)


def _cover(cover: Cover) -> Iterable[str]:
    yield f"# {line(cover.title)}"
    yield line(cover.community)
    yield line(cover.subtitle)
    yield line(cover.theme)
    if cover.statement:
        yield "> " + text(cover.statement).replace("\n", "\n> ")
    yield line(f"{cover.what} · {cover.stamp}")
    yield line(cover.note)
    yield _list(labelled(name, value) for name, value in cover.facts)
    yield line(cover.tally)


# --- the blocks


def _block(block: b.Block) -> Iterable[str]:
    match block:
        case b.Heading():
            yield "" if block.is_hidden else f"### {line(block.text)}"
        case b.Paragraph():
            yield text(block.text)
        case b.Facts():
            yield _facts(block)
        case b.Items():
            yield _list(" · ".join(filter(None, item)) for item in block.items)
        case b.Photo():
            yield f"![{line(block.alt)}]({_target(block.address)})"
        case b.WebLink():
            yield link(block.address)
        case b.Box():
            yield _box(block)
        case b.Notes():
            yield f"##### {line(block.heading)}"
            yield from (_note(note) for note in block.notes)
        case b.Gathered():
            yield from (_note(note) for note in block.notes)
        case b.Table():
            yield f"### {line(block.title)}"
            yield from (_rows(group, block.columns) for group in block.groups)
        case b.Chart():
            yield from _chart(block)
        case b.Links():
            yield _list(
                labelled(term, with_commas(*(one.words for one in found)))
                for term, found in block.entries
            )
        case b.Section():
            yield f"#### {line(block.title)}"
            for inner in block.blocks:
                yield from _block(inner)
        case other:
            assert_never(other)


def _facts(facts: b.Facts) -> str:
    if facts.in_line:
        return line(facts.line)
    return _list(labelled(name, value) for name, value in facts.pairs)


def _box(box: b.Box) -> str:
    inside = "\n\n".join(filter(None, (f"**{line(box.heading)}**", text(box.text))))
    return "\n".join(f"> {one}".rstrip() for one in inside.split("\n"))


def _note(note: b.Note) -> str:
    parts = [part for block in note.blocks for part in _block(block)]
    if note.source:
        parts.append(line(_("From {session}", session=note.source.whole)))
    return "- " + indent("\n\n".join(filter(None, parts)), "  ").lstrip(" ")


def _rows(group: b.Rows, columns: tuple[b.Column, ...]) -> str:
    lines = [f"- {line(' · '.join(filter(None, (group.time, group.label))))}"]
    if group.about:
        lines.append("\n" + indent(text(group.about), "  ") + "\n")
    lines += [f"  - {line(_row(row, columns))}" for row in group.rows]
    if group.rest:
        lines.append(f"  - {line(labelled(*group.rest))}")
    return "\n".join(lines)


def _row(row: tuple[b.Cell, ...], columns: tuple[b.Column, ...]) -> str:
    """Return "1A Carers in the room · Rosa · Library (A) · Notes: yes"."""
    result = ""
    for cell, column in zip(row, columns, strict=True):
        words = " · ".join(filter(None, (cell.words, cell.beneath)))
        if words:
            named = labelled(column.name, words) if column.size == "short" else words
            result += named + (" " if column.size == "code" else " · ")
    return result.removesuffix(" · ")


def _chart(chart: b.Chart) -> Iterable[str]:
    if not chart.stands_for_a_table:
        yield f"### {line(chart.name)}"
        yield text(chart.words)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {line(item)}" for item in items)


# --- escaping


def line(given: str) -> str:
    """Return `given` on one line, escaped for any place inside a block, also its start."""
    words = " ".join(given.split())
    return _begun(words.translate(_INLINE)) if words else ""


def text(given: str) -> str:
    """Return `given` word for word. Blank lines separate paragraphs; every other line break is kept."""
    return "\n\n".join(
        "\\\n".join(_begun(raw) for raw in part.split("\n") if raw and not raw.isspace())
        for part in paragraphs(given.translate(_INLINE))
    )


def link(url: str) -> str:
    """Return a link if `url` is a web address, else escaped text."""
    return f"[{line(url)}]({_target(url)})" if web_address(url) else line(url)


def _target(url: str) -> str:
    return "<" + quote(url, safe="/:?#@!$&'*+,;=%~-._") + ">"


def indent(block: str, by: str) -> str:
    return "\n".join(by + one if one else one for one in block.split("\n"))


def _begun(escaped: str) -> str:
    """Escape the start of a line. Leading blanks would mean code or a list, so they become non-breaking
    spaces."""
    kept = escaped.rstrip(" \t")
    words = kept.lstrip(" \t")
    blanks = kept[: len(kept) - len(words)]
    if words[0] in _BEGINS:
        words = _LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", words)
    return blanks.replace("\t", "    ").replace(" ", "&nbsp;") + words if blanks else words

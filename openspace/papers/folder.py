"""All papers as files: three formats of each, in a folder or a ZIP."""

from collections.abc import Callable, Iterator

from openspace.languages.text import speaking
from openspace.papers import (
    accessibility,
    dpia,
    incident,
    it_letter,
    photos,
    privacy,
    processor,
    records,
    scope,
    security,
    terms,
)
from openspace.papers.facts import Facts
from openspace.papers.writing import Paper, document_of, open_points
from openspace.proceedings.document import Document
from openspace.proceedings.formats import FORMATS
from openspace.proceedings.zipped import zipped

_ALL: tuple[Callable[[Facts], Paper], ...] = (
    scope.paper,
    dpia.paper,
    processor.paper,
    privacy.paper,
    terms.paper,
    accessibility.paper,
    security.paper,
    records.paper,
    photos.paper,
    it_letter.paper,
    incident.paper,
)
ENDINGS = ("html", "docx", "pdf")


def papers_of(facts: Facts) -> list[Paper]:
    """Return all papers, in English."""
    with speaking("en"):
        return [make(facts) for make in _ALL]


def files_of(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file. Call it in a process that ends soon: the compiler of PDFs does not
    free its memory."""
    papers = papers_of(facts)
    yield "READ-ME-FIRST.txt", read_me(papers, facts).encode()
    for nth, paper in enumerate(papers, 1):
        document = document_of(paper, facts)
        for ending in ENDINGS:
            yield f"{nth:02}-{paper.name}.{ending}", _written(document, ending)


def as_zip(facts: Facts) -> bytes:
    return zipped(files_of(facts))


def _written(document: Document, ending: str) -> bytes:
    return FORMATS[ending].make(document)


def read_me(papers: list[Paper], facts: Facts) -> str:
    lines = [
        f"Papers for {facts.title}, made by openspace {facts.version} on {facts.made_on}.",
        "They are drafts, and no legal advice. Each begins with what you still have to decide.",
        "",
    ]
    for nth, paper in enumerate(papers, 1):
        lines += [f"{nth:02}-{paper.name}: {paper.title}", f"    {paper.purpose}"]
        lines += [f"    [ ] {who}: {text}" for who, text in open_points(paper, facts)]
        lines.append("")
    return "\n".join(lines)

"""What a paper is, and the blocks that papers use."""

from collections.abc import Iterator
from dataclasses import dataclass

from openspace.papers.facts import Facts
from openspace.proceedings.blocks import (
    Block,
    Box,
    Cover,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
)
from openspace.proceedings.blocks import Facts as Pairs

DECIDE = "You still have to decide"
_HOW = (
    "openspace made this paper from the settings of the gathering and of its server. "
    "It is a draft, and no "
    "legal advice. Read it, decide what is marked, and change what is not true for you."
)


@dataclass(frozen=True)
class Paper:
    """`name` is its file without an ending. `purpose` says in a sentence who asks for it."""

    name: str
    title: str
    purpose: str
    parts: tuple[Part, ...]

    @property
    def decisions(self) -> tuple[str, ...]:
        """Return what people still have to decide, in the order of the paper."""
        return tuple(_decisions(self.parts))


def part(heading: str, *blocks: Block) -> Part:
    words = "".join(c if c.isalnum() else " " for c in heading.lower()).split()
    return Part("-".join(words), heading, blocks)


def say(text: str) -> Paragraph:
    return Paragraph(text)


def head(text: str) -> Heading:
    return Heading(text)


def points(*texts: str) -> Items:
    return Items(tuple((text, "") for text in texts), "points")


def pairs(*given: tuple[str, str]) -> Pairs:
    return Pairs(given)


def decide(text: str) -> Box:
    return Box(DECIDE, text)


def document_of(paper: Paper, facts: Facts) -> Document:
    """Return the paper with its cover, and what is still to be decided in front."""
    open_points = (*facts.missing, *paper.decisions)
    front = part(DECIDE, points(*open_points)) if open_points else None
    return Document(
        name=f"{paper.title}: {facts.title}",
        language="en",
        code=facts.code or "openspace",
        stamp=f"Draft of {facts.made_on}",
        foot=(facts.title, paper.title),
        cover=_cover(paper, facts, len(open_points)),
        parts=tuple(filter(None, (front, *paper.parts))),
        ended_at=f"{facts.made_at}T00:00:00Z",
    )


def _cover(paper: Paper, facts: Facts, open_points: int) -> Cover:
    return Cover(
        community=facts.community,
        title=paper.title,
        subtitle=facts.title,
        theme="",
        statement="",
        what="Paper",
        stamp=f"Draft of {facts.made_on}",
        note=f"{paper.purpose} {_HOW}",
        facts=facts.for_cover,
        tally=_tally(open_points),
        chart=None,
    )


def _tally(open_points: int) -> str:
    if not open_points:
        return "Nothing is marked as open."
    return (
        "One thing is still open." if open_points == 1 else f"{open_points} things are still open."
    )


def _decisions(parts: tuple[Part, ...]) -> Iterator[str]:
    for one in parts:
        for block in one.blocks:
            if isinstance(block, Box) and block.heading == DECIDE:
                yield block.text

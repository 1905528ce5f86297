"""What a paper is, and the blocks that papers use."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from openspace.papers.facts import Facts
from openspace.proceedings.blocks import Block, Box, Heading, Items, Paragraph
from openspace.proceedings.blocks import Facts as Pairs
from openspace.proceedings.document import Cover, Document, Part

DECIDE = "You still have to decide"

Role = Literal["Controller", "Facilitator", "Operator"]
"""Who decides or does something. The operator runs the server."""

_HOW = (
    "openspace made this paper from the settings of the gathering and of its server. "
    "It is a draft, and no "
    "legal advice. Read it, decide what is marked, and change what is not true for you."
)


@dataclass(frozen=True)
class Decision(Box):
    """What is still to be decided, and by whom."""

    who: Role = "Controller"


@dataclass(frozen=True)
class Paper:
    """`name` is its file without an ending. `purpose` says in a sentence who asks for it."""

    name: str
    title: str
    purpose: str
    parts: tuple[Part, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return what people still have to decide, in the order of the paper."""
        return tuple(_decisions(self.parts))


def part(heading: str, *blocks: Block) -> Part:
    words = "".join(c if c.isalnum() else " " for c in heading.lower()).split()
    return Part("-".join(words), heading, blocks)


def say(text: str) -> Paragraph:
    return Paragraph(text)


def state(text: str) -> Paragraph:
    """A sentence of ours that begins with words of somebody: it keeps the direction of the paper."""
    return Paragraph(text, "said")


def head(text: str) -> Heading:
    return Heading(text)


def points(*texts: str) -> Items:
    return Items(tuple((text, "") for text in texts), "points")


def pairs(*given: tuple[str, str]) -> Pairs:
    return Pairs(given)


def decide(text: str, who: Role = "Controller") -> Decision:
    return Decision(f"{DECIDE} ({who.lower()})", text, who)


def open_points(paper: Paper, facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return (who, what) of all that is open: by role, and then in the order of the paper."""
    missing: list[tuple[str, str]] = [("Facilitator", text) for text in facts.missing]
    found = [*missing, *((one.who, one.text) for one in paper.decisions)]
    return tuple(sorted(found, key=lambda point: point[0]))


def document_of(paper: Paper, facts: Facts) -> Document:
    """Return the paper with its cover, and what is still to be decided in front."""
    still_open = open_points(paper, facts)
    front = part(DECIDE, pairs(*still_open)) if still_open else None
    return Document(
        name=f"{paper.title}: {facts.title}",
        language="en",
        code=facts.code or "openspace",
        stamp=f"Draft of {facts.made_on}",
        foot=(facts.title, paper.title),
        cover=_cover(paper, facts, len(still_open)),
        parts=tuple(filter(None, (front, *paper.parts))),
        ended_at=f"{facts.made_at}T00:00:00Z",
    )


def _cover(paper: Paper, facts: Facts, still_open: int) -> Cover:
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
        tally=_tally(still_open),
        chart=None,
    )


def _tally(still_open: int) -> str:
    if not still_open:
        return "Nothing is marked as open."
    return "One thing is still open." if still_open == 1 else f"{still_open} things are still open."


def _decisions(parts: tuple[Part, ...]) -> Iterator[Decision]:
    for one in parts:
        for block in one.blocks:
            if isinstance(block, Decision):
                yield block

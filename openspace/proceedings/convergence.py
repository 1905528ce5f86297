"""The parts of the book about convergence: where the dots were, in words, and action groups."""

from collections.abc import Iterator

from openspace.domain.change import Row
from openspace.domain.vocabulary import CLUSTERS
from openspace.languages.text import _
from openspace.proceedings.blocks import Block, Facts, Gathered, Heading, Note, Paragraph
from openspace.proceedings.contents import Book, Issue
from openspace.proceedings.report import CONTENT_NOTE, Report
from openspace.proceedings.report_blocks import non_empty, reference


def has_dots(about: Row) -> bool:
    """Return whether the host chose dots and has closed them."""
    return about["convergence"] == "dots" and not about["converging"]


def issues_in(about: Row, rows: list[Row]) -> Iterator[Issue]:
    """Yield the issues in a group, in the order in which they were named."""
    if has_dots(about):
        for row in sorted(rows, key=lambda issue: str(issue["at"])):
            if row["cluster"] and not (row["hidden"] or row["covered"]):
                yield Issue(row["text"], row["cluster"])


def dots(book: Book) -> Iterator[Block]:
    """Yield the groups, with their reports and issues in order of time."""
    groups = [(name, _in_group(book, cluster)) for cluster, name in CLUSTERS.items()]
    filled = [(name, notes) for name, notes in groups if notes]
    if filled:
        yield Paragraph(
            _("People placed dots on reports and on issues that they named. No numbers are kept."),
            "said",
        )
    for name, notes in filled:
        yield Heading(_(name))
        yield Gathered(notes)


def _in_group(book: Book, cluster: str) -> tuple[Note, ...]:
    return (
        *(
            Note((Paragraph(report.heading, "words"),), reference(report))
            for report in book.reports
            if report.cluster == cluster
        ),
        *(
            Note((Paragraph(issue.text, "words"),), None)
            for issue in book.issues
            if issue.cluster == cluster
        ),
    )


def action_groups(book: Book) -> Iterator[Block]:
    """Yield the action groups with their initiators, who are their conveners."""
    if groups := book.action_groups:
        yield Heading(_("Action groups"))
        yield Gathered(tuple(map(_group, groups)))


def _group(report: Report) -> Note:
    initiator = (_("Initiator"), report.convener_shown)
    facts = non_empty((_(CONTENT_NOTE), report.content_note), initiator)
    more = (Facts(facts, in_line=True),) if facts else ()
    return Note((Paragraph(report.heading, "words"), *more), reference(report))

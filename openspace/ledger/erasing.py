"""Parts of an erasure that are the same in every store."""

from collections.abc import Iterable

from openspace.domain.change import Change
from openspace.domain.erasing import UNTITLED, Erasure, Item
from openspace.domain.stream import Stream
from openspace.ledger.forgotten import Forgotten, item_subject, mark_subject
from openspace.ledger.port import Answer

_MARKED = {"topics": "t", "notes": "n", "evidence": "ev", "issues": "is", "offers": "of"}
"""Tables whose rows are marked when they are dropped, because people or hosts took them back, with the
beginning of their ids."""


def quotes_erased_title(answer: Answer, erased: Erasure) -> bool:
    """Return whether the stored answer to somebody else's command quotes the title of an erased topic."""
    topic = answer.get("error", {}).get("held_by", {}).get("topic")
    return topic in erased.topics or topic in erased.blank


def erased_mark_subject(stream: Stream, person: str) -> str:
    """Return what the erasure mark of `person` is computed from. `stream` is the state before the
    erasure."""
    row = stream.row("people", person)
    return mark_subject(person, str(row["at"]) if row else "")


def dropped_subjects(before: Stream, change: Change) -> list[str]:
    """Return what the marks of the items are computed from that `change` drops."""
    gone = (
        (table, before.row(table, id)) for table in _MARKED for id in change.drops.get(table, ())
    )
    return [item_subject(table, row) for table, row in gone if row]


def blank_subjects(stream: Stream, erased: Erasure) -> list[str]:
    """Return what the marks of the topics are computed from that are kept without their words. If people
    are erased, none is needed: they are erased again by their own mark, or by the day."""
    blank: Iterable[str] = () if erased.person or erased.everybody else erased.blank
    return [item_subject("topics", row) for id in blank if (row := stream.row("topics", id))]


def items_among(stream: Stream, forgotten: Forgotten) -> list[Item]:
    """Return the items of the stream that were erased or retracted."""
    return [
        (table, row["id"])
        for table in _MARKED
        if table in stream.TABLES
        for row in stream.rows(table)
        if row["title" if table == "topics" else "id"] != UNTITLED
        and forgotten.has_item(stream.code, table, row)
    ]


def item_subjects_of(seq: int, at: str) -> list[str]:
    """Return what the mark of an item that change `seq` made at `at` may be computed from."""
    return [
        item_subject(table, {"id": f"{prefix}{seq}", "at": at}) for table, prefix in _MARKED.items()
    ]

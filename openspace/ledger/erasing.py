"""Parts of an erasure that are the same in every store."""

from openspace.domain.erasing import Erasure
from openspace.domain.stream import Stream
from openspace.ledger.forgotten import mark_subject
from openspace.ledger.port import Answer


def quotes_erased_title(answer: Answer, erased: Erasure) -> bool:
    """Return whether the stored answer to somebody else's command quotes the title of an erased topic."""
    topic = answer.get("error", {}).get("held_by", {}).get("topic")
    return topic in erased.topics or topic in erased.blank


def erased_mark_subject(stream: Stream, person: str) -> str:
    """Return what the erasure mark of `person` is computed from. `stream` is the state before the
    erasure."""
    row = stream.row("people", person)
    return mark_subject(person, str(row["at"]) if row else "")

"""What an erasure takes in every store."""

from openspace.domain.erasing import Erasure, Item
from openspace.domain.gathering import Gathering
from openspace.ledger.forgotten import mark_subject
from openspace.ledger.port import Answer


def quotes_erased_title(answer: Answer, erased: Erasure) -> bool:
    """Whether an answer that was kept for somebody else says a title that is no more."""
    topic = answer.get("error", {}).get("held_by", {}).get("topic")
    return topic in erased.topics or topic in erased.blank


def gone_items(erased: Erasure) -> list[Item]:
    """Topics and notes that need not wait for their moment to disappear any more."""
    topics = erased.topics | erased.blank
    return [*(("notes", id) for id in erased.notes), *(("topics", id) for id in topics)]


def erased_mark_subject(gathering: Gathering, person: str) -> str:
    """Whom a mark is of; `gathering` is the one before the erasure."""
    row = gathering.row("people", person)
    return mark_subject(person, str(row["at"]) if row else "")

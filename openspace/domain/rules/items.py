"""Items that a command names by table and id: topics, notes, evidence and issues."""

from typing import Literal

from openspace.domain.refusals import Refused
from openspace.domain.rules.context import Item, RuleContext

Noun = Literal["topic", "note", "evidence", "issue"]

NOUNS: dict[str, Noun] = {
    "topics": "topic",
    "notes": "note",
    "evidence": "evidence",
    "issues": "issue",
}
"""Table → the column that names one of its rows, in the rows of other tables."""


def named_item(context: RuleContext, table: str, id: str) -> Item:
    """Return an item, also one that the asker may not see. Raises Refused."""
    if table not in NOUNS:
        raise Refused("not_a_choice", field="table", choices=list(NOUNS))
    return context.item(**columns_naming(table, id))


def columns_naming(table: str, id: str) -> dict[Noun, str]:
    """Return the columns of another row that name the item: one of them is its id, the others are empty."""
    return {**dict.fromkeys(NOUNS.values(), ""), NOUNS[table]: id}


def check_seen(context: RuleContext, item: Item) -> None:
    """Refuse an item that the asker may not see like one that does not exist."""
    table, row = item
    see = {
        "topics": context.topic,
        "notes": context.note,
        "evidence": context.evidence,
        "issues": context.issue,
    }[table]
    see(row["id"])

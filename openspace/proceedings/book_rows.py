"""Single rows of a gathering as the book needs them."""

from collections.abc import Sequence
from typing import Any

from openspace.domain.change import Row
from openspace.domain.gathering import is_off_the_wall
from openspace.domain.people_at_home import access_of
from openspace.domain.text import clean
from openspace.domain.vocabulary import SLOT_KINDS
from openspace.languages.text import _
from openspace.proceedings.report import Room

_BOTH = " + "


def is_public(topic: Row) -> bool:
    return not is_off_the_wall(topic)


def of_topics(topics: Sequence[Row]) -> dict[str, Any]:
    """Return what a report shows of its topic, or of both topics of a joined session: “Carers + Waiting
    lists”."""
    headings = [topic["report_title"] or topic["title"] for topic in topics]
    has_heading = any(topic["report_title"] for topic in topics)
    return {
        "title": _BOTH.join(topic["title"] for topic in topics),
        "report_title": _BOTH.join(headings) if has_heading else "",
        "description": "\n\n".join(filter(None, (topic["description"] for topic in topics))),
        "tags": tuple(dict.fromkeys(tag for topic in topics for tag in topic["tags"] or ())),
        "content_note": "; ".join(filter(None, (topic["content_note"] for topic in topics))),
        "convener_typed": any(topic.get("convener_typed") for topic in topics),
        "for_action": any(topic["for_action"] for topic in topics),
    }


def names_of(topics: Sequence[Row]) -> list[str | None]:
    """Return the names of all conveners that are shown."""
    return [
        name for topic in topics for name in topic.get("convener_names") or [topic["convener_name"]]
    ]


def room_of(row: Row) -> Room:
    return Room(row["name"], row["letter"] or "", row["capacity"], access_of(row))


def label_of(slot: Row) -> str:
    """Return the name of a time slot. One for action groups always has one, because its codes look like those
    of sessions."""
    return slot["label"] or (_(SLOT_KINDS["action"]) if slot["kind"] == "action" else "")


def about_of(slot: Row) -> str:
    """Return what happens in a time slot, after the name of who gives it."""
    by = _("With {name}", name=slot["given_by"]) if slot.get("given_by") else ""
    return "\n\n".join(part for part in (by, slot["about"] or "") if part)


def day_of(session: Row) -> str:
    """Return the day of a session at a free place."""
    return str(session["starts_at"])[:10]


def anchor(what: str, row_id: str) -> str:
    """Return the anchor for links inside the book: letters, digits and dashes only, whatever the id is."""
    return f"{what}-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in row_id)


def sanitised(value: Any) -> Any:
    """Return the same rows without characters that some file format cannot contain."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: sanitised(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [sanitised(one) for one in value]
    return value

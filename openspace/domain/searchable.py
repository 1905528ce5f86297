"""What a search finds: the repertoire of a community, and what everybody sees of the newest published edition
of a gathering's book.

The published edition fixes which items are found, and where in the book they are (`entries`). Their words
are always today's, and only what the book still shows of them (`document`). Names of people are never part
of it, so that nobody can be found by their name.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from openspace.domain.audience import see_row, see_rows
from openspace.domain.change import Change, Row
from openspace.domain.community.stream import Community
from openspace.domain.gathering import Gathering, is_off_the_wall
from openspace.domain.repertoire import TEXTS
from openspace.domain.stream import Stream
from openspace.domain.text import clean
from openspace.domain.viewer import PUBLIC
from openspace.domain.vocabulary import NOTE_KINDS

SESSION, TOPIC, EVIDENCE, ENTRY = "session", "topic", "evidence", "entry"

KINDS = (ENTRY, SESSION, TOPIC, *NOTE_KINDS, EVIDENCE)
"""Kinds of results."""

Item = tuple[str, str]
"""`(table, id)` of a topic, a note, an evidence item, or an entry of a repertoire."""

_TABLES = ("topics", "notes", "evidence")


@dataclass(frozen=True)
class Entry:
    """An item of a published edition. `position` is its number in the edition, from 0. `session` is the
    session under which the book shows it, else `topic`; both are empty for evidence. `at` is the beginning of
    the session, else the time of the edition (ISO 8601).

    An entry of a repertoire has the number in its id as `position`, and its day as `at`.
    """

    table: str
    id: str
    position: int
    session: str
    topic: str
    at: str


@dataclass(frozen=True)
class Document:
    """The words of an item. `title` is the item's own, `heading` is that of its report, `tags` are those
    of its topic."""

    kind: str
    title: str
    heading: str
    text: str
    tags: tuple[str, ...]
    content_note: str


# --- when an edition is published


def published_by(change: Change, before: Stream, after: Stream) -> Gathering | None:
    """Return the state that the edition shows which `change` publishes; None if it publishes none."""
    for edition in change.puts.get("editions", ()):
        shown = before if edition["seq"] == before.seq else after
        return shown if isinstance(shown, Gathering) else None
    return None


def entries(edition: Gathering, at: str) -> list[Entry]:
    """Return the items of the edition `edition`, published at the time `at`, in the order of the book.

    An item that is only covered is one of them, because the book shows it again when it is uncovered.
    """
    begins = {session["id"]: edition.times_of(session)[0] for session in edition.placed}
    first = {t["id"]: s["id"] for s in reversed(edition.placed) for t in edition.topics_of(s)}
    placed = []
    for table, row in _visible_rows(edition):
        topic = _topic_of(table, row)
        own = row["session"] if table == "notes" and row["session"] in begins else ""
        session = own or first.get(topic, "")
        placed.append((begins.get(session) or at, session, table, row, topic))
    # The order is the book's, and not that in which items were written, which would say more than the book.
    placed.sort(key=lambda one: (_TABLES.index(one[2]), one[0], one[1], one[3]["at"], one[3]["id"]))
    return [
        Entry(table, row["id"], position, session, topic, begin)
        for position, (begin, session, table, row, topic) in enumerate(placed)
    ]


def _visible_rows(edition: Gathering) -> Iterator[tuple[str, Row]]:
    visible = {row["id"] for row in edition.rows("topics") if not is_off_the_wall(row)}
    left_out = edition.info["book"].get("left_out", ())
    placed = {topic["id"] for s in edition.placed for topic in edition.topics_of(s)}
    listed = placed if "unplaced" in left_out else visible
    for table in _TABLES:
        for row in edition.rows(table):
            topic = _topic_of(table, row)
            if row["hidden"] or (topic and topic not in visible):
                continue
            if table != "topics" or topic in listed:
                yield table, row


def _topic_of(table: str, row: Row) -> str:
    column = {"topics": "id", "notes": "topic"}.get(table)
    return str(row[column]) if column else ""


# --- at any time afterwards


def document(entry: Entry, today: Gathering) -> Document | None:
    """Return the item as everybody sees it now; None if nobody does, or if it has no words."""
    seen = see_row(today, entry.table, entry.id, PUBLIC)
    if seen is None or seen["covered"]:
        return None
    topic = see_row(today, "topics", _topic_of(entry.table, seen), PUBLIC)
    heading = (topic["report_title"] or topic["title"]) if topic else ""
    tags = topic["tags"] if topic else ()
    match entry.table:
        case "topics":
            kind, title = SESSION if entry.session else TOPIC, heading
            announced = seen["title"] if heading != seen["title"] else ""
            text = [announced, seen["description"], ", ".join(tags)]
        case "notes":
            kind = seen["kind"] if seen["kind"] in NOTE_KINDS else "key_point"
            title, text = "", [seen["text"], seen["alt"]]
        case _:
            kind, title, text = EVIDENCE, "", [seen["text"], seen["citation"]]
    words = clean("\n".join(part for part in text if part))
    if not (title or words):
        return None
    return Document(
        kind=kind,
        title=clean(title),
        heading=clean(heading),
        text=words,
        tags=tuple(map(clean, tags)),
        content_note=clean(seen["content_note"] or ""),
    )


def touched(changes: Iterable[Change], today: Gathering) -> Collection[Item]:
    """Return the items whose document may differ after `changes`: those put or dropped, and the notes of such
    a topic."""
    items = {item for change in changes for item in change.touched if item[0] in _TABLES}
    topics = {id for table, id in items if table == "topics"}
    if topics:
        items |= {("notes", note["id"]) for note in today.rows("notes") if note["topic"] in topics}
    return items


# --- the repertoire of a community


def is_repertoire_touched(changes: Iterable[Change]) -> bool:
    return any(table in ("entries", "parts") for change in changes for table, _ in change.touched)


def repertoire(community: Community) -> list[tuple[Entry, Document]]:
    """Return the entries that everybody sees, each with the texts of all its parts that are not hidden."""
    texts: dict[str, list[str]] = {}
    for part in see_rows(community, "parts", PUBLIC):
        texts.setdefault(part["entry"], []).extend(part[name] for name in TEXTS if part[name])
    return [
        (
            Entry(
                "entries", row["id"], int(row["id"].removeprefix("en")), "", row["id"], row["day"]
            ),
            Document(ENTRY, row["title"], row["title"], "\n".join(texts[row["id"]]), (), ""),
        )
        for row in see_rows(community, "entries", PUBLIC)
        if row["id"] in texts
    ]

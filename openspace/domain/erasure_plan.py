"""The plan of an erasure: which rows of a person are deleted, emptied or kept without their author, now or
later (docs/decisions/0005-erasing.md). `erasing.py` carries it out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.erasing import OF_AUTHORS, Erasure, Item, Moments
from openspace.domain.gathering import Gathering, conveners_of


def erasure(
    gathering: Gathering,
    log: Iterable[Change],
    person: str,
    words: bool,
    moments: Moments | None = None,
) -> Erasure:
    """Return the plan to erase `person` from the gathering and its `log`.

    With `words` their topics, notes, evidence and photos are erased as well: at once, or each at its own time
    if `moments` is given. Until then these have no author. Their flags and their plan to come are always
    erased, in the same way.
    """
    everything: list[Gathering | Change] = [gathering, *log]

    def ever(table: str, owner: str) -> frozenset[str]:
        return frozenset(row["id"] for row in _rows(table, everything) if row[owner] == person)

    def still(table: str, ids: Collection[str]) -> list[Item]:
        rows = gathering.rows(table)
        return [(table, r["id"]) for r in rows if r["id"] in ids and not r.get("closed")]

    own_notes = ever("notes", "author")
    own_rows: dict[str, Any] = {table: ever(table, "author") for table in OF_AUTHORS}
    flags, plans, joins = (ever(table, "person") for table in ("flags", "plans", "joins"))
    at_free_places = {row["topic"] for row in _rows("sessions", everything) if row.get("place")}
    own_topics = {
        row["id"] for row in _rows("topics", everything) if _wrote(person, row, at_free_places)
    }
    renamed = [] if moments is None else _joined_with_another_name(gathering, person)
    left = joins - _ids(renamed)
    raised, planned = still("flags", flags), still("plans", plans)
    private = [*raised, *planned, *renamed]
    over, cancelled = flags - _ids(raised), plans - _ids(planned)
    name = _own_name(gathering, person)
    namesakes = _namesakes(gathering, person, name)
    plan = partial(Erasure, person, name=name, namesakes=namesakes)
    if not words:
        people = _people(gathering, person, frozenset(), left)
        if moments is None:
            return plan(people, flags=flags, plans=plans, joins=left)
        later = _later(private, moments)
        return plan(people, flags=over, plans=cancelled, joins=left, later=later)
    if moments is not None:
        standing, proposed = still("notes", own_notes), still("topics", own_topics)
        others = [item for table, ids in own_rows.items() for item in still(table, ids)]
        # Retracted ones are on no screen, so they need not wait.
        retracted = own_notes - _ids(standing)
        return plan(
            _people(gathering, person, retracted, left),
            words,
            notes=retracted,
            flags=over,
            plans=cancelled,
            joins=left,
            later=_later([*private, *standing, *others, *proposed], moments),
            **{table: ids - _ids(others) for table, ids in own_rows.items()},
        )
    held_by_others = {r["topic"] for r in gathering.rows("notes") if r["id"] not in own_notes}
    held_by_others |= {
        row["id"] for row in gathering.rows("topics") if set(conveners_of(row)) - {person}
    }
    gone = frozenset(own_topics - held_by_others)
    go_on = {row["id"]: row["joined"] for row in gathering.cells.values() if row["joined"]}
    return plan(
        _people(gathering, person, own_notes, left),
        words,
        notes=own_notes,
        topics=gone,
        blank=frozenset(own_topics & held_by_others),
        flags=flags,
        plans=plans,
        joins=left,
        sessions=_sessions_of(everything, gone, go_on),
        photos=_photos(gathering, _rows_of(own_notes, everything)),
        go_on=go_on,
        **own_rows,
    )


def _wrote(person: str, topic: Row, at_free_places: Collection[str]) -> bool:
    """Return whether the person proposed the topic, or may have written words of it as its second convener:
    in its texts, or as its free place."""
    if topic.get("second") == person:
        return bool(topic["second_wrote"]) or topic["id"] in at_free_places
    return bool(topic["convener"] == person)


def _ids(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(id for _, id in items)


def _rows_of(notes: Collection[str], everything: Iterable[Gathering | Change]) -> list[Row]:
    return [row for row in _rows("notes", everything) if row["id"] in notes]


def _later(items: Sequence[Item], moments: Moments) -> tuple[tuple[str, str, str], ...]:
    return tuple((*item, at) for item, at in zip(items, moments(items), strict=True))


def _joined_with_another_name(gathering: Gathering, person: str) -> list[Item]:
    return [
        ("joins", row["id"])
        for row in gathering.rows("joins")
        if row["person"] == person and row["shown_as"] not in (None, person)
    ]


def _people(
    gathering: Gathering, person: str, gone_notes: frozenset[str], gone_joins: frozenset[str]
) -> frozenset[str]:
    """Return the ids whose names are erased: the person; the same name, whoever typed it; and names that the
    person typed, except in a note or a joined action that is kept for now, where the missing name would
    reveal who it was."""
    own_name = _own_name(gathering, person)
    standing = {r["initiator"] for r in gathering.rows("notes") if r["id"] not in gone_notes}
    standing |= {r["shown_as"] for r in gathering.rows("joins") if r["id"] not in gone_joins}
    return frozenset({person}) | {
        row["id"]
        for row in gathering.rows("people")
        if (row["kept_by"] == person and row["id"] not in standing)
        or (row["kept_by"] not in (None, "host") and own_name and row["name"] == own_name)
    }


def _namesakes(gathering: Gathering, person: str, name: str) -> frozenset[str]:
    """Return the other people whose own name is the same."""
    rows = gathering.rows("people")
    same = (row["id"] for row in rows if row["name"] == name and row["kept_by"] is None)
    return frozenset(same) - {person}


def _own_name(gathering: Gathering, person: str) -> str:
    me = gathering.row("people", person)
    return str(me["name"]) if me else ""


def erasure_of_item(gathering: Gathering, log: Iterable[Change], item: Item) -> Erasure:
    """Return the plan to erase one item whose author was erased before."""
    topic = gathering.row("topics", item[1]) if item[0] == "topics" else None
    is_convened = topic is not None and bool(conveners_of(topic))
    return _of_item(gathering, log, item, is_kept=is_convened)


def erasure_of_hidden(gathering: Gathering, log: Iterable[Change], item: Item) -> Erasure:
    """Return the plan to erase one item that the host has hidden.

    It does not depend on its author. A topic that holds notes is kept for them, whoever wrote them:
    otherwise the host would learn whether all of them are its convener's.
    """
    return _of_item(gathering, log, item, is_kept=False)


def _of_item(gathering: Gathering, log: Iterable[Change], item: Item, is_kept: bool) -> Erasure:
    table, id = item
    everything: list[Gathering | Change] = [gathering, *log]
    if table == "notes":
        notes = frozenset({id})
        return Erasure(notes=notes, photos=_photos(gathering, _rows_of(notes, everything)))
    if table != "topics":
        deleted: dict[str, Any] = {table: frozenset({id})}
        return Erasure(**deleted)
    if is_kept or any(row["topic"] == id for row in gathering.rows("notes")):
        return Erasure(blank=frozenset({id}))
    topics = frozenset({id})
    return Erasure(topics=topics, sessions=_sessions_of(everything, topics, {}))


def _sessions_of(
    everything: Iterable[Gathering | Change], topics: Collection[str], go_on: Mapping[str, str]
) -> frozenset[str]:
    """Return the ids of all sessions of `topics`, except those that another topic takes over."""
    goes_on = {id for id, topic in go_on.items() if topic not in topics}
    return frozenset(
        row["id"]
        for row in _rows("sessions", everything)
        if row["topic"] in topics and row["id"] not in goes_on
    )


def _photos(gathering: Gathering, notes: Iterable[Row]) -> frozenset[str]:
    """Return the photos of `notes` that no other note shows."""
    ids = {row["id"] for row in notes}
    others = {row["photo"] for row in gathering.rows("notes") if row["id"] not in ids}
    return frozenset({row["photo"] for row in notes if row["photo"]} - others)


def _rows(table: str, of: Iterable[Gathering | Change]) -> list[Row]:
    return [
        row
        for one in of
        for row in (one.rows(table) if isinstance(one, Gathering) else one.puts.get(table, ()))
    ]

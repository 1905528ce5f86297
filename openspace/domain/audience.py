"""What each audience may see of a gathering or of a change. Nothing leaves the server past this file.

Columns are let through by name, so a new one is private until it is listed here.
"""

from collections.abc import Callable
from typing import Any

from openspace.domain.change import Change, Row
from openspace.domain.gathering import TABLES, Gathering
from openspace.domain.viewer import HOST, PUBLIC, Viewer

__all__ = [
    "HOST",
    "PUBLIC",
    "Viewer",
    "concerned",
    "see",
    "see_about",
    "see_book",
    "see_change",
    "see_own",
    "see_row",
    "see_rows",
]

_PUBLIC_COLUMNS = {
    "gatherings": (
        "id code title theme statement sponsor community venue timezone starts_on ends_on phase "
        "welcome principles law motto naming next_gathering listed"
    ),
    "rooms": "id name letter capacity access folded position",
    "slots": "id starts_at ends_at label kind about day code number colour",
    "topics": (
        "id title description tags report_title read_out withdrawn hidden at confirmed_at changed_at"
    ),
    "sessions": "id topic room slot code notes_wanted",
    "notes": "id session topic kind text url due alt photo at edited_at rev hidden",
    "news": "id kind text at",
    "interests": "id topic",
    "people": "id name",
    "notices": "id text topic at",
    "editions": "id version seq at note",
}
_COLUMNS = {table: columns.split() for table, columns in _PUBLIC_COLUMNS.items()}

_OWNER_COLUMN = {
    "topics": "convener",
    "sessions": "note_taker",
    "notes": "author",
    "interests": "person",
    "people": "id",
    "notices": "person",
}
"""The column that holds the person a row concerns, who sees more of it than others do."""

_ONLY_FOR_OWNER = {"interests", "notices"}


def see(gathering: Gathering, viewer: Viewer) -> dict[str, Any]:
    """`{gathering: row, tables: {table: [row…]}}` as `viewer` may see it."""
    tables = {
        table: see_rows(gathering, table, viewer) for table in TABLES if table != "gatherings"
    }
    return {"gathering": see_about(gathering, viewer), "tables": tables}


def see_about(gathering: Gathering, viewer: Viewer) -> Row:
    """The row of the gathering itself."""
    return _see_row(gathering, "gatherings", gathering.about, viewer) or {}


def see_rows(gathering: Gathering, table: str, viewer: Viewer) -> list[Row]:
    seen = (_see_row(gathering, table, row, viewer) for row in gathering.rows(table))
    return [row for row in seen if row is not None]


def see_row(gathering: Gathering, table: str, id: str, viewer: Viewer) -> Row | None:
    row = gathering.row(table, id)
    return _see_row(gathering, table, row, viewer) if row else None


def see_own(gathering: Gathering, viewer: Viewer) -> dict[str, dict[str, Row]]:
    """Of `see`, only the rows that concern `viewer`: {table: {id: row}}."""
    found = {}
    for table, column in _OWNER_COLUMN.items():
        rows = _rows_of(gathering, table, column, viewer.person)
        seen = {row["id"]: _see_row(gathering, table, row, viewer) for row in rows}
        found[table] = {id: row for id, row in seen.items() if row is not None}
    return found


def _rows_of(gathering: Gathering, table: str, column: str, person: str | None) -> list[Row]:
    if column == "id":
        # Thousands of people, each of whom asks for this once.
        row = gathering.row(table, person or "")
        return [row] if row else []
    return [row for row in gathering.rows(table) if row[column] == person]


def see_change(gathering: Gathering, change: Change, viewer: Viewer) -> dict[str, Any]:
    """`change` as `viewer` may see it, in the wire's shape.

    `gathering` is where names are looked up: as it stands at or after the change. A row that `viewer`
    may not see any more becomes a drop, so that a copy of it goes away.
    """
    puts: dict[str, list[Row]] = {}
    drops = {table: list(ids) for table, ids in change.drops.items()}
    for table, rows in change.puts.items():
        for row in rows:
            seen = _see_row(gathering, table, row, viewer)
            if seen is not None:
                puts.setdefault(table, []).append(seen)
            elif _may_have_been_seen(table, row):
                drops.setdefault(table, []).append(row["id"])
    by = change.by if change.by in ("host", viewer.person) else None
    return {**change.as_dict(), "by": by, "puts": puts, "drops": drops}


def concerned(change: Change) -> set[str]:
    """Ids of the people who see more of this change than the public does."""
    owners = {
        row[_OWNER_COLUMN[table]]
        for table, rows in change.puts.items()
        if table in _OWNER_COLUMN
        for row in rows
        if row[_OWNER_COLUMN[table]]
    }
    return owners | ({change.by} if change.by and change.by != "host" else set())


def _see_row(gathering: Gathering, table: str, row: Row, viewer: Viewer) -> Row | None:
    mine = viewer.key is not None and row.get(_OWNER_COLUMN.get(table, "")) == viewer.key
    if not (mine or _is_visible(gathering, table, row, viewer)):
        return None
    seen = {column: row[column] for column in _COLUMNS[table]}
    if more := _MORE.get(table):
        seen |= more(gathering, row, mine)
    if table == "gatherings" and viewer.role == "host":
        seen |= {"book": see_book(gathering, row), "size": row.get("size") or 0}
    return seen


def see_book(gathering: Gathering, about: Row) -> Row:
    """The host's words around the reports, with every key; credits are names, as far as any may be shown.

    On phones and walls they would only be weight: there the book itself shows them.
    """
    book = about["book"]
    credited = (gathering.shown_name(person) for person in book.get("credits", ()))
    return {
        **{text: book.get(text, "") for text in ("subtitle", "imprint", "introduction", "closing")},
        "credits": [name for name in credited if name],
        "left_out": book.get("left_out", []),
        "order": book.get("order", "time"),
    }


def _may_have_been_seen(table: str, row: Row) -> bool:
    """Whether a copy may be out there, to be dropped. The id of who was never listed tells nobody."""
    return bool(row["was_listed"]) if table == "people" else table not in _ONLY_FOR_OWNER


def _is_visible(gathering: Gathering, table: str, row: Row, viewer: Viewer) -> bool:
    """Whether somebody whom the row does not concern may see it."""
    if table in _ONLY_FOR_OWNER:
        return False
    if table == "people":
        return bool(row["listed"] and gathering.shown_name(row["id"]))
    if table == "topics":
        return viewer.role == "host" or not (row["hidden"] or row["withdrawn"])
    if table == "notes" and viewer.role != "host":
        topic = gathering.row("topics", row["topic"])
        return bool(topic and not (row["hidden"] or topic["hidden"] or topic["withdrawn"]))
    return True


def _more_of_topic(gathering: Gathering, row: Row, mine: bool) -> Row:
    name = gathering.shown_name(row["shown_as"])
    return {"convener_name": name, **({"mine": True} if mine else {})}


def _more_of_session(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {
        "has_note_taker": row["note_taker"] is not None,
        "note_taker_name": gathering.shown_name(row["note_taker_shown_as"]),
        **({"note_taking": True} if mine else {}),
    }


def _more_of_note(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {
        "by_name": gathering.shown_name(row["shown_as"]),
        "initiator_name": gathering.shown_name(row["initiator"]),
        **({"mine": True, "named": row["shown_as"] is not None} if mine else {}),
    }


def _more_of_person(gathering: Gathering, row: Row, mine: bool) -> Row:
    if mine:
        private = {column: row[column] for column in ("listed", "contact", "contact_listed")}
        return {**private, "mine": True}
    return {"contact": row["contact"] if row["contact_listed"] else None}


def _more_of_notice(gathering: Gathering, row: Row, mine: bool) -> Row:
    name = gathering.shown_name(row["who"])
    text = f"{row['text']} Ask for {name}." if name else row["text"]
    return {"text": text, "swap": bool(row["swap"]), **({"mine": True} if mine else {})}


def _more_when_mine(gathering: Gathering, row: Row, mine: bool) -> Row:
    return {"mine": True} if mine else {}


_MORE: dict[str, Callable[[Gathering, Row, bool], Row]] = {
    "topics": _more_of_topic,
    "sessions": _more_of_session,
    "notes": _more_of_note,
    "people": _more_of_person,
    "interests": _more_when_mine,
    "notices": _more_of_notice,
}

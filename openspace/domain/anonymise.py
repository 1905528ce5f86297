"""Anonymises a gathering and its log for the host's export, so that it does not reveal who did what.

Every person becomes `somebody`, erased or not, so that two items of one person look like items of two people.
A name that screens show has one id, whoever typed it and wherever. Content that was edited away or retracted,
or that only its owner may see, is not in the log either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from openspace.domain.answers import shown_answers
from openspace.domain.change import Change, Row
from openspace.domain.conveners import SHOWN
from openspace.domain.erasing import SOMEBODY, UNTITLED, Erasure
from openspace.domain.evidence import published_kinds
from openspace.domain.gathering import Gathering, is_placed
from openspace.domain.people_at_home import LINKS
from openspace.domain.rows import new
from openspace.domain.tables import CATALOGUE, NOT_EXPORTED, Person
from openspace.domain.taken_back import cleaned_change

_PLACE = (
    *("room", "slot", "code", "notes_wanted", "place", "starts_at", "ends_at"),
    *("joined", "joined_at"),
)
"""Columns of a session that an earlier edition of the book shows as they were then."""


def anonymised(
    gathering: Gathering, log: Sequence[Change], names_stay: bool = True
) -> tuple[Gathering, list[Change]]:
    """Return the gathering and its log in a form that the host may have. Without `names_stay` nobody is named
    in it, also where people chose to be. Topics that were withdrawn have no words. What was taken back is
    not in it, also before the next clean-up."""
    log = [cleaned_change(change, gathering) for change in log]
    names = _Names(gathering, log[0].at, names_stay)
    tables = {
        table: {
            id: names.row(table, row) for id, row in rows.items() if names.hands_out(table, row)
        }
        for table, rows in gathering.tables.items()
    }
    tables["people"] = names.people()
    without = replace(gathering, tables=tables)
    return without, list(_log(without, names, log))


def _log(without: Gathering, names: "_Names", log: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes. An empty change gets the time of the one before, because its own would reveal when
    somebody was active. Its author is `somebody`, or the host of what is the host's."""
    rows = _LoggedRows(without, names)
    at = log[0].at
    for change in log:
        puts = {table: rows.of(table, logged) for table, logged in change.puts.items()}
        puts = {table: kept for table, kept in puts.items() if kept}
        if change.seq == 1:
            puts["people"] = list(without.rows("people"))
        drops = {
            table: ids
            for table, ids in change.drops.items()
            if is_handed_out(table) and table not in ("people", "joins")
        }
        if puts or drops or change.name == "ring_bell":
            at = change.at
        by = "host" if _is_of_the_host(change) else SOMEBODY
        yield Change(change.seq, change.name, at, by, puts, drops)


def _is_of_the_host(change: Change) -> bool:
    """Return whether the host signs the change. What they typed in for people is as anybody else's: the only
    person without a phone may have written all of it."""
    tables = (CATALOGUE[table] for table in {*change.puts, *change.drops})
    is_of_people = any(one.says_who and not one.is_private for one in tables)
    return change.by == "host" and (change.seq == 1 or not is_of_people)


@dataclass(frozen=True)
class Anonymisation(Erasure):
    """The plan that erases all people for good, and keeps the book: today's rows and the log are those of the
    host's export, without names."""

    kept: Gathering = field(default_factory=Gathering)
    log: Sequence[Change] = ()

    def row(self, table: str, row: Row) -> Row | None:
        return self.kept.row(table, row["id"])

    def of_log(self, log: Iterable[Change]) -> list[Change]:
        return list(self.log)


def anonymisation(gathering: Gathering, log: Sequence[Change]) -> Anonymisation:
    kept, rewritten = anonymised(gathering, log, names_stay=False)
    return Anonymisation(everybody=True, kept=kept, log=rewritten)


def is_handed_out(table: str) -> bool:
    """Return False for a table of which each person sees only their own rows, or that no export has. Of those
    who joined actions, the export has the ones with a name."""
    return table == "joins" or not (CATALOGUE[table].is_private or table in NOT_EXPORTED)


_OF_THE_HOST = ("gatherings", "rooms", "slots", "editions")
"""Tables whose rows the exported log has as they were at each change."""


class _LoggedRows:
    """Rows of the log for the export. What people wrote is in the change that made it, as it is today, and in
    no later one: rows that change together would reveal that one person made them."""

    def __init__(self, without: Gathering, names: "_Names") -> None:
        self._without = without
        self._names = names
        self._places: dict[str, Row] = {}
        self._made: set[tuple[str, str]] = set()

    def of(self, table: str, logged: Sequence[Row]) -> list[Row]:
        if table == "people" or not is_handed_out(table):
            return []
        kept = (
            self._session(row) if table == "sessions" else self._row(table, row) for row in logged
        )
        return [row for row in kept if row is not None]

    def _row(self, table: str, logged: Row) -> Row | None:
        if table in _OF_THE_HOST:
            return self._names.row(table, logged)
        if table == "joins" and logged["shown_as"] is None:
            return None  # It would show that somebody joined before they were named.
        if (table, logged["id"]) in self._made:
            return None
        self._made.add((table, logged["id"]))
        return self._without.row(table, logged["id"])

    def _session(self, logged: Row) -> Row | None:
        """Return the session in its place of then, with today's note-taker."""
        place = {column: logged.get(column) for column in _PLACE}
        if self._places.get(logged["id"]) == place:
            return None
        self._places[logged["id"]] = place
        then = self._names.row("sessions", {**logged, **dict.fromkeys(CATALOGUE["sessions"].names)})
        today = self._without.row("sessions", logged["id"]) if is_placed(logged) else None
        return {**then, **(today or {}), **place}


class _Names:
    """The names that are shown somewhere, each with an id that depends only on the name."""

    def __init__(self, gathering: Gathering, opened_at: str, names_stay: bool) -> None:
        self._gathering = gathering
        self._is_export = names_stay
        self._names_people = gathering.info["naming"] == "choice"
        self._opened_at = opened_at
        self._kinds = published_kinds(gathering)
        listed = (row["id"] for row in gathering.rows("people") if row["listed"])
        credited = gathering.info["book"].get("credits", ())
        signed = (
            row[column]
            for table, declared in CATALOGUE.items()
            for row in gathering.rows(table)
            if self.hands_out(table, row) and not row.get("withdrawn")
            for column in declared.shown_names
        )
        shown = {gathering.shown_name(id) for id in chain(listed, credited, signed)} - {None}
        shown = shown if names_stay else set()
        self._ids = {name: f"p{nth}" for nth, name in enumerate(sorted(map(str, shown)), 1)}

    def hands_out(self, table: str, row: Row) -> bool:
        """Return whether the export has the row."""
        is_named = table != "joins" or self._gathering.shown_name(row["shown_as"]) is not None
        return is_named and is_handed_out(table)

    def row(self, table: str, row: Row) -> Row:
        declared = CATALOGUE[table]
        made = {**row, **declared.cleared(declared.not_for_host)}
        for column in declared.says_who:
            if not (made[column] is None and column == "note_taker"):
                made[column] = SOMEBODY
        for column in declared.shown_names:
            made[column] = self._id(made[column])
        if table == "topics":
            # Names move up: a single one must not reveal that there is a convener without a name, too.
            first, second = [*filter(None, (made[column] for column in SHOWN)), None, None][:2]
            made |= {"shown_as": first, "second_shown_as": second}
            made["second"] = SOMEBODY if second else None
        if table == "topics" and row["withdrawn"]:
            # Only its convener has what they took back, and later nobody is left who could restore it.
            made |= {**declared.cleared(declared.words), "title": UNTITLED}
            made |= {**dict.fromkeys(SHOWN), "second": None}
        if table == "notes":
            made["answers"] = shown_answers(self._gathering, row)
        if table == "evidence":
            made["kind"] = self._kinds[row["id"]]
        if table == "gatherings" and not self._is_export:
            # The book shows this map of topics. It has no people; whom to turn to is a person.
            stays = {key: words for key, words in row["invitation"].items() if key != "support"}
            made |= {"web_of_topics": row["web_of_topics"], "help": {}, "invitation": stays}
            made["told"] = {}
            made["home_host"] = ""
        if table == "rooms" and not self._is_export:
            made |= declared.cleared(LINKS)
        if table == "slots" and not (self._is_export and self._names_people):
            made["given_by"] = ""
        if table == "gatherings" and row["book"].get("credits"):
            credits = [id for one in row["book"]["credits"] if (id := self._id(one))]
            made["book"] = {**row["book"], "credits": credits}
        return made

    def people(self) -> dict[str, Row]:
        """Return one row for each name, with the contacts of people who are listed with one."""
        made: dict[str, Row] = {}
        for name, id in self._ids.items():
            same = [row for row in self._gathering.rows("people") if row["name"] == name]
            listed = [row for row in same if row["listed"]]
            contacts = [
                row["contact"] for row in listed if row["contact_listed"] and row["contact"]
            ]
            made[id] = new(
                Person,
                id=id,
                name=name,
                listed=bool(listed),
                was_listed=bool(listed),
                contact=", ".join(contacts),
                contact_listed=bool(contacts),
                at=self._opened_at,
            )
        return made

    def _id(self, person: str | None) -> str | None:
        return self._ids.get(self._gathering.shown_name(person) or "")
